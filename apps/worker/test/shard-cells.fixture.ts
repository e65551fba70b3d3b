/**
 * What the shards of a served ledger hold, read from their files, past all code of the ledger's.
 * @module
 */
import { COUNTERS, type Counters } from "@gramme/core";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DIMS, type Dims } from "../src/shard/contract.ts";

/** What a shard holds under one set of labels. */
export type Cell = Dims & Counters;

/** Cells of all shards. @param folder `do` in the ledger's data folder */
export function cellsIn(folder: string): readonly Cell[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".sqlite") && !file.endsWith("metadata.sqlite"),
  );
  return files.flatMap((file) => {
    using database = new DatabaseSync(join(folder, file), { readOnly: true });
    const rows = database
      .prepare(`SELECT key, ${COUNTERS.join(", ")} FROM cells JOIN labels USING (label)`)
      .all() as unknown as readonly (Counters & { readonly key: string })[];
    return rows.map(({ key, ...counters }) => {
      const values = JSON.parse(key) as readonly unknown[];
      const dims = Object.fromEntries(DIMS.map((name, at) => [name, values[at]])) as unknown as Dims;
      return { ...dims, ...counters };
    });
  });
}
