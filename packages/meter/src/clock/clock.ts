/**
 * Clocks. Deployed Workers freeze theirs between I/Os, so that what a clock can see is part of what it is.
 * @module
 */

/** Tells the time, and what its telling is worth. */
export interface Clock {
  /** Time of day, ms since 1970, whole. */
  epochMs(): number;
  /** Time since some moment, ms; never goes back. */
  monotonicMs(): number;
  /**
   * `running`: moves while code computes. `io-only`: moves only when something came in or went out, so that pure
   * computing takes no time by it.
   */
  readonly kind: "running" | "io-only";
}

/** How a duration by this clock is known. */
export function timingBy(clock: Clock): "wall" | "wall-io" {
  return clock.kind === "running" ? "wall" : "wall-io";
}

/**
 * The clock of the platform that this runs on. Workers run under a clock that moves at I/O only once they are deployed;
 * `wrangler dev` does not show it, so it is told by the platform's name.
 */
export function platformClock(): Clock {
  return onWorkers() ? WORKERS_CLOCK : RUNNING_CLOCK;
}

const epochMs = (): number => Date.now();
const monotonicMs = (): number => performance.now();
const RUNNING_CLOCK: Clock = { epochMs, monotonicMs, kind: "running" };
const WORKERS_CLOCK: Clock = { epochMs, monotonicMs, kind: "io-only" };

/** Whether this is Cloudflare Workers, or `workerd` on any machine. */
export function onWorkers(): boolean {
  return typeof navigator !== "undefined" && navigator.userAgent === "Cloudflare-Workers";
}
