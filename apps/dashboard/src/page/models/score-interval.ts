/**
 * How sure a score is, by how many held-out examples it was read from (M64).
 * @module
 */
import type { WireQuantity } from "@gramme/core/wire/api";

/** Two-sided 90 % of the normal distribution. */
const Z90 = 1.6449;

/**
 * Wilson's 90 % interval of a score that is a mean over `n` examples, each from 0 to 1. Of right and wrong it is the
 * interval; of anything between, it is no narrower than that. Undefined where nobody said n, and for other scores.
 */
export function scoreInterval(value: number, n: number | undefined): WireQuantity | undefined {
  if (n === undefined || n < 1 || !(value >= 0 && value <= 1)) return undefined;
  const by = Z90 ** 2 / n;
  const middle = (value + by / 2) / (1 + by);
  const reach = (Z90 / (1 + by)) * Math.sqrt((value * (1 - value)) / n + by / (4 * n));
  // the score itself is in it, whatever rounding does at 0 and 1
  return {
    value,
    low: Math.max(0, Math.min(value, middle - reach)),
    high: Math.min(1, Math.max(value, middle + reach)),
  };
}
