/**
 * How much may be told. A room has sizes; what is chosen for it is the most interesting.
 * @module
 */
import type { Check } from "../check.ts";
import { aloneIn } from "./checked.ts";
import { checksByInterest, rowsByInterest } from "./interest.ts";
import type { Row } from "./interest.ts";
import type { Report } from "./report.ts";

/** Sizes of what may be told, over all parts together. */
export interface Room {
  /** Rows of the tables of results. */
  readonly rows: number;
  /** Workloads of which more than a row is told: why, quality, how each was measured. */
  readonly explained: number;
  /** Parts whose details are told. */
  readonly detailed: number;
  /** Parts whose chart is drawn. */
  readonly charts: number;
  /** Texts in one list: assumptions, globs, changed settings. */
  readonly texts: number;
}

/** What was chosen to be told. */
export interface Chosen {
  readonly rows: ReadonlySet<Row>;
  readonly explained: ReadonlySet<Row>;
  readonly detailed: ReadonlySet<Check>;
  readonly charts: ReadonlySet<Check>;
  readonly texts: number;
}

/** The most interesting that has room. */
export function chosenFor(report: Report, room: Room): Chosen {
  const rows = rowsByInterest(report);
  const checks = checksByInterest(report);
  return {
    rows: new Set(rows.slice(0, room.rows)),
    explained: new Set(rows.slice(0, room.explained)),
    detailed: new Set(checks.slice(0, room.detailed)),
    charts: new Set(checks.slice(0, room.charts)),
    texts: room.texts,
  };
}

/** Whether a part is told beyond its line in the overview: not where there was room for none of its rows. */
export function isTold(check: Check, chosen: Chosen): boolean {
  if (check.kind !== "measured") return true;
  const { result } = check;
  const rows: readonly Row[] = [...result.comparisons, ...aloneIn(result)];
  return rows.length === 0 || rows.some((row) => chosen.rows.has(row));
}

/** The first so many of a list as bullets, and how many more there are. */
export function listed(lines: readonly string[], most: number): string {
  const left = lines.length - most;
  return [
    ...lines.slice(0, most).map((line) => `- ${line}`),
    ...(left > 0 ? [`- and ${left} more, left out`] : []),
  ].join("\n");
}
