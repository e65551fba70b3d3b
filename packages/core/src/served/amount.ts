/**
 * From counters to joules, linearly (methodology M52).
 * @module
 */
import type { Counters } from "./counters.ts";
import type { Basis, JoulesPer, NoRate, ServedRate } from "./rate.ts";
import type { UnknownReason, UnknownRequests } from "./unknown.ts";

/** How many requests some cells hold, of how many the energy is known, and how much that is. */
export interface ServedAmount {
  /** Inferences: answered requests. */
  readonly count: number;
  readonly failed: number;
  /** Requests, failed ones included, whose energy is in `joules`. */
  readonly covered: number;
  readonly joules: number;
  /** Of `covered`: taken as alone in flight, so that their share of time is an upper bound. */
  readonly alone: number;
  /** Inferences that told a meter's reading under a rate that goes by something else: it is in no figure. */
  readonly unused?: number;
}

/** Counters that joules go by, in the order of a coefficient row. */
export const COEFFICIENTS = [
  "count",
  "share_us",
  "tokened",
  "input_tokens",
  "output_tokens",
  "energy_uj",
] as const satisfies readonly (keyof JoulesPer & keyof Counters)[];

/** Counter that says of how many requests a basis knows. */
export const COVERED_BY = {
  answered: "count",
  timed: "timed",
  tokened: "tokened",
  metered: "metered",
} as const satisfies Readonly<Record<Basis, keyof Counters>>;

const LEFT: Readonly<Record<Basis, UnknownReason>> = {
  answered: "failed-request",
  timed: "time-unknown",
  tokened: "tokens-unknown",
  metered: "not-metered",
};

/** The amount that some counters make at a rate (M52). Exact additivity: that of a sum is the sum of the amounts. */
export function amountOf(rate: ServedRate | NoRate, counters: Counters): ServedAmount {
  const { count, failed, alone } = counters;
  const unused = rate.known && rate.basis === "metered" ? 0 : counters.metered;
  if (!rate.known) return { count, failed, covered: 0, joules: 0, alone: 0, unused };
  let joules = 0;
  for (const counter of COEFFICIENTS) joules += (rate.joulesPer[counter] ?? 0) * counters[counter];
  return {
    count,
    failed,
    covered: counters[COVERED_BY[rate.basis]],
    joules,
    alone: rate.basis === "timed" ? alone : 0,
    unused,
  };
}

/** Requests of an amount whose energy is not known, and why. */
export function leftOut(rate: ServedRate | NoRate, amount: ServedAmount): UnknownRequests {
  const requests = amount.count + amount.failed - amount.covered;
  return { reason: rate.known ? LEFT[rate.basis] : rate.reason, requests };
}

/**
 * Inferences that the joules of an amount stand for: all, where all requests are covered or the rate is of answered ones;
 * else the covered share of them, failed and answered requests being taken to be covered alike.
 */
export function inferencesBehind(
  rate: ServedRate | NoRate,
  { count, failed, covered }: ServedAmount,
): number {
  if (!rate.known || covered === 0) return 0;
  return rate.basis === "answered" ? count : (count * covered) / (count + failed);
}
