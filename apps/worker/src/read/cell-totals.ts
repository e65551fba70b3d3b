/**
 * Counters of a period, summed up by label where they lie: whole days from `days`, the ends from `hours`.
 * @module
 */
import { addCounters, COUNTERS, type Counters, NO_COUNTERS, type ServedAssumption } from "@gramme/core";
import type { Env } from "../env.ts";
import type { LabelRow } from "./label-rows.ts";
import type { Period } from "./period.ts";
import { rangesOf } from "./period.ts";

/** Counters of one label. */
export interface CellTotal {
  readonly row: LabelRow;
  readonly counters: Counters;
}

// time to the head is in no answer; total() goes on in doubles where sum() fails: at 2⁶³
const SUMS = COUNTERS.filter((name) => name !== "head_us")
  .map((name) => `total(${name}) AS ${name}`)
  .join(", ");

/** Counters that answers give as they are. */
const COUNTED = ["count", "failed", "aborted", "input_tokens", "output_tokens"] as const;

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

/** That a count is more than JSON's numbers hold exactly, where one is. */
export function roundedCounts(
  counters: readonly Partial<Pick<Counters, (typeof COUNTED)[number]>>[],
): readonly ServedAssumption[] {
  const names = COUNTED.filter((name) =>
    counters.some((each) => (each[name] ?? 0) > Number.MAX_SAFE_INTEGER),
  );
  if (names.length === 0) return [];
  const text = `more than ${Number.MAX_SAFE_INTEGER} was counted: rounded to 16 digits (${names.join(", ")})`;
  return [{ code: "count-rounded", text }];
}
