/**
 * What a ledger counted: as it tells itself, and read past all of its code, from the databases in its folder.
 * @module
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SummaryAnswer } from "@gramme/core/wire";
import type { Tallied } from "./judge.ts";

const SUMS = "sum(count) AS count, sum(input_tokens) AS sum, sum(output_tokens) AS squares";

interface Row extends Tallied {
  readonly model: string;
}

/** What the shards hold, by model. */
export function inShards(data: string): ReadonlyMap<string, Tallied> {
  return read(join(data, "do"), (database) =>
    // key: JSON of the labels, in the order of DIMS
    rows(
      database,
      "cells",
      `SELECT key ->> 2 AS model, ${SUMS} FROM cells JOIN labels USING (label) GROUP BY 1`,
    ),
  );
}

/** What stands in the book's hours or days, by model. */
export function inBook(data: string, table: "hours" | "days"): ReadonlyMap<string, Tallied> {
  return read(join(data, "d1"), (database) =>
    rows(database, table, `SELECT d.model, ${SUMS} FROM ${table} t JOIN dims d ON d.id = t.dims GROUP BY 1`),
  );
}

/** What `GET /api/summary` tells, by model. Throws where it tells less than all. */
export async function inApi(url: string): Promise<ReadonlyMap<string, Tallied>> {
  const answer = await fetch(`${url}/api/summary?by=model&limit=1000`);
  const { rows: told, more_rows } = SummaryAnswer.parse(await answer.json());
  if (more_rows > 0) throw new Error(`${more_rows} rows beyond the limit`);
  return new Map(
    told.map(({ key, figures: { inferences, tokens } }) => [
      // of no model: events of nobody, to the judge
      key ?? "",
      { count: inferences, sum: tokens?.input ?? 0, squares: tokens?.output ?? 0 },
    ]),
  );
}

function read(
  folder: string,
  query: (database: DatabaseSync) => readonly Row[],
): ReadonlyMap<string, Tallied> {
  const sums = new Map<string, Tallied>();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".sqlite") && !file.endsWith("metadata.sqlite"),
  );
  for (const file of files) {
    using database = new DatabaseSync(join(folder, file), { readOnly: true });
    for (const { model, count, sum, squares } of query(database)) {
      const before = sums.get(model) ?? { count: 0, sum: 0, squares: 0 };
      sums.set(model, {
        count: before.count + count,
        sum: before.sum + sum,
        squares: before.squares + squares,
      });
    }
  }
  return sums;
}

function rows(database: DatabaseSync, table: string, statement: string): readonly Row[] {
  const there = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?").get(table);
  return there === undefined ? [] : (database.prepare(statement).all() as unknown as readonly Row[]);
}
