/**
 * When to try again: exponential back-off with full jitter, so that many producers do not come back at once, and never
 * before the ledger wants them.
 * @module
 */
import type { Later } from "./verdict.ts";

/** Failures since the last success, and the moment before which no attempt is made, ms since 1970. */
export interface Pace {
  readonly failures: number;
  readonly notBeforeMs: number;
}

/** Nothing has failed. */
export const UNHINDERED: Pace = { failures: 0, notBeforeMs: 0 };

/** What passes by itself: from half a second, doubled with each failure, to a minute. */
const FIRST_MS = 500;
const LONGEST_SOON_MS = 60_000;
/** What somebody has to mend: half a minute to five. */
const LEAST_BARRED_MS = 30_000;
const LONGEST_BARRED_MS = 300_000;
/** Longest that a ledger can ask to be left alone. */
export const LONGEST_WAIT_MS = 3_600_000;

/** The pace after a failure. `random` is of [0, 1). */
export function paceAfter(pace: Pace, later: Later, nowMs: number, random: () => number): Pace {
  const failures = pace.failures + 1;
  const cap = Math.min(LONGEST_SOON_MS, FIRST_MS * 2 ** Math.min(pace.failures, 20));
  const waitMs =
    later.kind === "soon"
      ? random() * cap
      : LEAST_BARRED_MS + random() * (LONGEST_BARRED_MS - LEAST_BARRED_MS);
  // jitter on top of what the ledger wants, which it tells everybody alike
  const wantedMs = later.retryAfterMs === undefined ? 0 : later.retryAfterMs + random() * cap;
  const pauseMs = Math.min(LONGEST_WAIT_MS, Math.max(1, waitMs, wantedMs));
  return { failures, notBeforeMs: nowMs + Math.ceil(pauseMs) };
}

/** Time until the next attempt may be made, ms; 0 is now. A clock that was set back does not stop it for long. */
export function waitOf(pace: Pace, nowMs: number): number {
  const waitMs = pace.notBeforeMs - nowMs;
  return waitMs > LONGEST_WAIT_MS ? 0 : Math.max(0, waitMs);
}

/** `Retry-After` in ms, from seconds or a date; `undefined` where it is neither. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/u.test(header.trim())) return Number(header) * 1000;
  // without letters it is no date, though some readers make one of it
  const at = /[A-Za-z]/u.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
