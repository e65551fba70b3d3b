/**
 * The noise floor (methodology M42): how large a change the machine can make of identical code.
 * @module
 */
import { GrammeError } from "../error.ts";
import { ALPHA } from "./looks.ts";
import { logRatios, type Pair } from "./pair.ts";
import { fewestPairs } from "./signed-rank.ts";
import { reading } from "./verdict.ts";

/** The floor when the machine's own is not measured: 2 %. */
export const NOISE_FLOOR = 0.02;
const FEWEST_PAIRS = fewestPairs(ALPHA);

/** A noise floor and where it comes from. */
export interface NoiseFloor {
  /** The floor to compare with, as a relative change: the larger of the machine's own and the least allowed. */
  readonly value: number;
  /** Which of the two it is. */
  readonly source: "machine" | "default";
  /** The machine's own, as a relative change. */
  readonly own: number;
  /** Number of base-against-base pairs behind it. */
  readonly n: number;
}

/**
 * The floor from base-against-base pairs, in which `head` is a second base: the larger end, in size, of the 95 % interval of
 * their log-ratio, as a relative change. It is an upper bound, at 97.5 %, of the bias between two identical arms (the
 * folder, the place in the pair, the memory layout). Scatter from pair to pair is no part of it, as the
 * interval of a comparison answers for that; with few pairs the bound is wide, and narrows as they are added.
 * Throws `too-few-pairs` below 6 pairs, and `invalid-number` on a figure or a least floor that cannot be.
 * @param atLeast the least floor allowed, as a relative change >= 0; 2 % unless told otherwise
 */
export function noiseFloor(pairs: readonly Pair[], atLeast: number = NOISE_FLOOR): NoiseFloor {
  if (!Number.isFinite(atLeast) || atLeast < 0) {
    throw new GrammeError(
      "invalid-number",
      `the noise floor must be a finite number >= 0, found ${atLeast}`,
      {
        field: "noiseFloor",
        found: String(atLeast),
        expected: "a finite number >= 0",
      },
    );
  }
  const n = pairs.length;
  if (n < FEWEST_PAIRS) {
    throw new GrammeError(
      "too-few-pairs",
      `a noise floor needs ${FEWEST_PAIRS} base-against-base pairs, found ${n}`,
      {
        found: String(n),
        expected: `at least ${FEWEST_PAIRS} pairs`,
      },
    );
  }
  const { low, high } = reading(logRatios(pairs), 0).plain;
  const own = Math.expm1(Math.max(Math.abs(low), Math.abs(high)));
  return own > atLeast
    ? { value: own, source: "machine", own, n }
    : { value: atLeast, source: "default", own, n };
}
