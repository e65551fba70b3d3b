/**
 * What is assumed of served requests, besides what core assumes of every piece of work.
 * @module
 */
import type { Assumption } from "../assumption.ts";

/** The closed set of assumptions of served requests. */
export type ServedAssumptionCode =
  | "published-rate"
  | "profile-spread-default"
  | "in-flight-unknown"
  | "time-between-io"
  | "reading-unused"
  | "calibration-alike"
  | "pue-of-calibration"
  | "production-missing"
  | "zone-without-figure"
  | "grid-annual"
  | "grid-stated"
  | "count-rounded"
  | "as-of-before-profile"
  | "as-of-before-factor"
  | "idle-not-said"
  | "idle-lower-bound"
  | "idle-upper-bound"
  | "idle-by-day"
  | "idle-over"
  | "idle-production";

/** An assumption behind a figure of served requests. */
export interface ServedAssumption {
  readonly code: ServedAssumptionCode | Assumption["code"];
  /** One sentence for people. */
  readonly text: string;
}

/** Each assumption once, in the order of first use. */
export function assumedOnce(rows: Iterable<ServedAssumption>): readonly ServedAssumption[] {
  const once = new Map<string, ServedAssumption>();
  for (const row of rows) {
    const key = `${row.code} ${row.text}`;
    if (!once.has(key)) once.set(key, row);
  }
  return [...once.values()];
}
