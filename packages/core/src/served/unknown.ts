/**
 * Why the energy of an inference is not known. It is then told as so many of them, never as 0 J.
 * @module
 */
/** Every reason, in words. */
export const UNKNOWN_REASONS = {
  "task-unknown": "the task is not known, and no profile says what an inference takes",
  "no-published-rate": "nobody published a rate for the task, and no profile says what an inference takes",
  "not-at-this-rung":
    "the energy is known at another boundary only, and there is no way from there to this one",
  "profile-missing": "their profile is not in the ledger",
  "time-unknown": "the profile goes by time, and no time was told",
  "tokens-unknown": "the profile goes by tokens, and none were told",
  "not-metered": "the profile is a meter's, and no reading was told",
  "failed-request": "they failed, and the profile knows answered ones only",
} as const satisfies Readonly<Record<string, string>>;

/** A reason of the closed set. */
export type UnknownReason = keyof typeof UNKNOWN_REASONS;

/** What is not known, for one reason; in the unit of `Counters`. */
export interface UnknownRequests {
  readonly reason: UnknownReason;
  /** Answered and failed ones together, > 0. */
  readonly requests: number;
}

/** The same, each reason once, most first. */
export function tallied(rows: readonly UnknownRequests[]): readonly UnknownRequests[] {
  const total = new Map<UnknownReason, number>();
  for (const { reason, requests } of rows) {
    if (requests > 0) total.set(reason, (total.get(reason) ?? 0) + requests);
  }
  return [...total]
    .map(([reason, requests]) => ({ reason, requests }))
    .toSorted((a, b) => b.requests - a.requests);
}
