/**
 * Periods that are said from now backwards. The ledger's clock says what now is, and no reader's.
 * @module
 */

const DAY_MS = 86_400_000;

/** Days of each, the day that is not over among them; `all` is since there is anything. */
const DAYS = { "7d": 7, "30d": 30, "90d": 90, "365d": 365 } as const;

/** What `last` may be. */
export const LAST = ["7d", "30d", "90d", "365d", "all"] as const;

/**
 * First day of such a period, as `from` takes it; nothing for `all` where there is nothing.
 * @param beginningMs since when there is anything, ms since 1970
 */
export function lastFrom(
  last: (typeof LAST)[number],
  nowMs: number,
  beginningMs: number | undefined,
): string | undefined {
  const today = Math.floor(nowMs / DAY_MS);
  if (last !== "all") return dateOf(today - DAYS[last] + 1);
  // a runner's clock may be ahead by some minutes of midnight
  return beginningMs === undefined ? undefined : dateOf(Math.min(today, Math.floor(beginningMs / DAY_MS)));
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
