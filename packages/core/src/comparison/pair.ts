/**
 * A pair (methodology M37): one base and one head replicate, measured side by side.
 * @module
 */
import { GrammeError } from "../error.ts";

/** The most pairs that are compared or advised: nobody measures more, and exact laws grow with the cube of it. */
export const MOST_PAIRS = 1000;

/** One figure of each arm, in the same unit, whatever it is. Both finite and > 0. */
export interface Pair {
  readonly base: number;
  readonly head: number;
}

function checked(value: number, index: number, arm: keyof Pair): number {
  if (!Number.isFinite(value) || value <= 0) {
    throw new GrammeError(
      "invalid-number",
      `pair ${index}: ${arm} must be a finite number > 0, found ${value}`,
      {
        field: `pairs[${index}].${arm}`,
        found: String(value),
        expected: "a finite number > 0",
      },
    );
  }
  return value;
}

/**
 * d = ln(head) − ln(base) of every pair: 0 is no change, and swapping the arms negates it exactly. Throws
 * `too-few-pairs` on none; `invalid-number` on more than 1000, and on a figure that is not finite and > 0, with the index
 * (from 0) and arm.
 */
export function logRatios(pairs: readonly Pair[]): Float64Array {
  if (pairs.length === 0) {
    throw new GrammeError("too-few-pairs", "there is no pair to compare", {
      found: "0",
      expected: "at least 1 pair",
    });
  }
  if (pairs.length > MOST_PAIRS) {
    throw new GrammeError("invalid-number", `there are ${pairs.length} pairs, more than ${MOST_PAIRS}`, {
      field: "pairs",
      found: String(pairs.length),
      expected: `at most ${MOST_PAIRS} pairs`,
    });
  }
  // A difference of logarithms and not the logarithm of a quotient: only the former is antisymmetric to the last bit.
  return Float64Array.from(
    pairs,
    ({ base, head }, i) => Math.log(checked(head, i, "head")) - Math.log(checked(base, i, "base")),
  );
}
