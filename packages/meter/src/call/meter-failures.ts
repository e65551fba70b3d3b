/**
 * What went wrong with metering itself. It never reaches the request that is metered; it is counted here, and the first
 * of its kind is told on the console.
 * @module
 */

/**
 * `emit`: an event was not taken. `label`: a label did not fit and was left out. `usage`: what was told of a request made
 * no sense. `watch`: looking at a body failed.
 */
export type FailureKind = "emit" | "label" | "usage" | "watch";

/** Failures of each kind since the process began. */
export type MeterFailures = Readonly<Record<FailureKind, number>>;

const counts: Record<FailureKind, number> = { emit: 0, label: 0, usage: 0, watch: 0 };

/** Failures of metering since the process began. A health page wants them beside what was metered. */
export function meterFailures(): MeterFailures {
  return { ...counts };
}

/** Counts a failure, and tells the first of its kind. */
export function noteFailure(kind: FailureKind, reason: unknown): void {
  counts[kind] += 1;
  if (counts[kind] > 1) return;
  try {
    const words = reason instanceof Error ? reason.message : String(reason);
    // oxlint-disable-next-line no-console -- a library has no other place to be heard, and says it once
    console.warn(
      `gramme: metering (${kind}): ${words.slice(0, 200)}. Later ones are counted: meterFailures()`,
    );
  } catch {
    // a reason that cannot be read is counted all the same
  }
}
