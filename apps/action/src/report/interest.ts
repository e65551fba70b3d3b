/**
 * What a reader wants to see first, and so what stays when there is too little room.
 * @module
 */
import type { WireComparedWorkload, WireWorkloadFigures } from "@gramme/core/wire";
import type { Check } from "../check.ts";
import { aloneIn, measuredChecks } from "./checked.ts";
import type { Report } from "./report.ts";

/** One row of a table: a comparison, or a workload measured alone. */
export type Row = WireComparedWorkload | WireWorkloadFigures;

const RANK = { regression: 0, improvement: 1, inconclusive: 2, "no-change": 3 } as const;
const ALONE = 4;

function rank(row: Row): number {
  return "verdict" in row ? RANK[row.verdict] : ALONE;
}

function size(row: Row): number {
  return "verdict" in row ? Math.abs(Math.log1p(Math.max(row.change, -1 + 1e-12))) : 0;
}

/** Regressions first, then improvements, inconclusive, no change, measured alone; the larger change first. */
export function byInterest<R extends Row>(rows: readonly R[]): readonly R[] {
  return rows.toSorted((a, b) => rank(a) - rank(b) || size(b) - size(a));
}

/** Every row of a report, the most interesting first. */
export function rowsByInterest(report: Report): readonly Row[] {
  return byInterest(
    measuredChecks(report).flatMap(({ result }): readonly Row[] => [
      ...result.comparisons,
      ...aloneIn(result),
    ]),
  );
}

function checkRank(check: Check): number {
  if (check.kind === "failed") return -1;
  if (check.kind === "skipped") return ALONE + 1;
  return Math.min(ALONE, ...check.result.comparisons.map((row) => rank(row)));
}

/** Checks that failed first, then by what they found. */
export function checksByInterest({ checks }: Report): readonly Check[] {
  return checks.toSorted((a, b) => checkRank(a) - checkRank(b));
}
