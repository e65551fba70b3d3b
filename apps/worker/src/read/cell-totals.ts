/**
 * Counters of a period, summed up by label where they lie: whole days from `days`, the ends from `hours`.
 * @module
 */
import { addCounters, COUNTERS, type Counters, NO_COUNTERS } from "@gramme/core";
import type { Env } from "../env.ts";
import type { LabelRow } from "./label-rows.ts";
import type { Period } from "./period.ts";
import { rangesOf } from "./period.ts";

/** Counters of one label. */
export interface CellTotal {
  readonly row: LabelRow;
  readonly counters: Counters;
}

// time to the head is in no answer
const SUMS = COUNTERS.filter((name) => name !== "head_us")
  .map((name) => `sum(${name}) AS ${name}`)
  .join(", ");

function totals(table: "days" | "hours", slot: "day" | "hour"): string {
  return `SELECT dims, ${SUMS} FROM ${table}
    WHERE tenant = ?1 AND dims IN (SELECT value FROM json_each(?2)) AND ${slot} >= ?3 AND ${slot} < ?4
    GROUP BY dims`;
}

/** Sums of each of these labels over a period; one round trip. A label of which nothing was counted is absent. */
export async function cellTotals(
  env: Pick<Env, "BOOK">,
  tenant: string,
  rows: readonly LabelRow[],
  period: Period,
): Promise<readonly CellTotal[]> {
  const { days, hours } = rangesOf(period);
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const statements = [
    ...(days === undefined ? [] : [env.BOOK.prepare(totals("days", "day")).bind(tenant, ids, ...days)]),
    ...hours.map((range) => env.BOOK.prepare(totals("hours", "hour")).bind(tenant, ids, ...range)),
  ];
  if (rows.length === 0 || statements.length === 0) return [];
  const answers = await env.BOOK.batch<Omit<Counters, "head_us"> & { readonly dims: string }>(statements);
  const sums = new Map<string, Counters>();
  for (const { results } of answers) {
    for (const { dims, ...counters } of results) {
      sums.set(dims, addCounters(sums.get(dims) ?? NO_COUNTERS, { ...counters, head_us: 0 }));
    }
  }
  return rows.flatMap((row) => {
    const counters = sums.get(row.id);
    return counters === undefined ? [] : [{ row, counters }];
  });
}
