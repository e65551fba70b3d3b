/**
 * Steps of a series, in UTC: hours, days, weeks from Monday (ISO 8601), months.
 * @module
 */
import type { Period } from "./period.ts";
import { DAY_HOURS, DAY_MS } from "./period.ts";

/** Every step. */
export const STEPS = ["hour", "day", "week", "month"] as const;
/** A step. */
export type Step = (typeof STEPS)[number];

/** A bucket, in hours since 1970: `from` <= hour < `to`, ends cut by nothing. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
  /** Whether the period's ends cut it, or it is not over. */
  readonly partial: boolean;
}

/** 1970-01-01 was a Thursday: weeks start 3 days before it. */
const MONDAY_SHIFT = 3;

/** Start of the bucket that an hour is in, in hours since 1970. */
function startOf(hour: number, step: Step): number {
  const day = Math.floor(hour / DAY_HOURS);
  switch (step) {
    case "hour":
      return hour;
    case "day":
      return day * DAY_HOURS;
    case "week":
      return (Math.floor((day + MONDAY_SHIFT) / 7) * 7 - MONDAY_SHIFT) * DAY_HOURS;
    case "month": {
      const date = new Date(day * DAY_MS);
      return (Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / DAY_MS) * DAY_HOURS;
    }
  }
}

function endOf(start: number, step: Step): number {
  switch (step) {
    case "hour":
      return start + 1;
    case "day":
      return start + DAY_HOURS;
    case "week":
      return start + 7 * DAY_HOURS;
    case "month":
      // 31 days on is always in the next month
      return startOf(start + 31 * DAY_HOURS, "month");
  }
}

/** The buckets that a period touches, in order. */
export function bucketsOf({ from, to, nowMs }: Period, step: Step): readonly Bucket[] {
  const buckets: Bucket[] = [];
  for (let start = startOf(from, step); start < to;) {
    const end = endOf(start, step);
    const over = end * (DAY_MS / DAY_HOURS) <= nowMs;
    buckets.push({ from: start, to: end, partial: start < from || end > to || !over });
    start = end;
  }
  return buckets;
}

/** Which bucket an hour is in; the first or last for what lies outside. Quick for hours that come in order. */
export function bucketAt(buckets: readonly Bucket[]): (hour: number) => number {
  let last = 0;
  return (hour) => {
    while (last + 1 < buckets.length && hour >= (buckets[last]?.to ?? 0)) last += 1;
    while (last > 0 && hour < (buckets[last]?.from ?? 0)) last -= 1;
    return last;
  };
}
