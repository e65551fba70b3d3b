/**
 * Base against head: the public face of this room. It compares numbers only, whatever they measure, and turns the
 * natural-log units of the rooms behind it into relative changes (0.071 is head 7.1 % above base).
 * @module
 */
import { GrammeError } from "../error.ts";
import { ALPHA, checkLooks, plannedLooks, sequentialDesign } from "./looks.ts";
import { NOISE_FLOOR } from "./noise-floor.ts";
import { normalQuantile } from "./normal-law.ts";
import { logRatios, type Pair } from "./pair.ts";
import { pairsNeeded, smallestChangeSeen } from "./power.ts";
import { criticalValue, fewestPairs } from "./signed-rank.ts";
import { reading, type Verdict, verdictOf } from "./verdict.ts";
import { why } from "./why.ts";

/** Smallest change that matters, unless told otherwise: 5 %. */
export const THRESHOLD = 0.05;

/** How to compare. Everything has a default. */
export interface CompareOptions {
  /** θ, the smallest change that matters, as a relative change > 0. 0.05 unless told otherwise. */
  readonly threshold?: number | undefined;
  /** m, as a relative change >= 0: 0.02 unless told otherwise, or `noiseFloor(...).value` of this machine. */
  readonly noiseFloor?: number | undefined;
  /** Pairs at the last look, an integer >= 1. 40 unless told otherwise. */
  readonly maxPairs?: number | undefined;
  /** Pairs at every look, ascending, in the place of 10, 20, 40 …; `maxPairs` then counts for nothing. */
  readonly looks?: readonly number[] | undefined;
  /** Two-sided error of all looks together. 0.05 unless told otherwise. */
  readonly alpha?: number | undefined;
}

/** The ends of an interval, as relative changes. -1 and Infinity when the pairs are too few to exclude anything. */
export interface RelativeInterval {
  readonly low: number;
  readonly high: number;
}

/** What the pairs say of head against base. Changes are relative to base: 0.071 is 7.1 % above it. */
export interface Comparison {
  readonly verdict: Verdict;
  /** Number of pairs. */
  readonly n: number;
  /** Hodges–Lehmann estimate of the change. */
  readonly estimate: number;
  /** Lower end of the look's interval, which the verdict rests on; -1 when the pairs are too few for one. */
  readonly low: number;
  /** Upper end of the look's interval; Infinity when the pairs are too few for one. */
  readonly high: number;
  /** Confidence level of `low` … `high`: 1 − the error that this look attains; 0.98 is 98 %. 1 for an infinite one. */
  readonly level: number;
  /** The plain 95 % interval: what these pairs would say had they been looked at once. No verdict rests on it. */
  readonly interval95: RelativeInterval;
  /** θ that was applied. */
  readonly threshold: number;
  /** m that was applied. */
  readonly noiseFloor: number;
  /** The smallest true change that a run like this one calls with 80 % probability; Infinity when it could call none. */
  readonly smallestChangeSeen: number;
  /** Only when inconclusive: pairs in all that would settle it with 80 % probability. Absent when no number up to 1000 would. */
  readonly pairsNeeded?: number;
  /** The look that judged, from 1; 0 when there are fewer pairs than at the first. */
  readonly look: number;
  /** Planned numbers of pairs at the looks. */
  readonly looks: readonly number[];
  /** The reason, in one plain sentence. */
  readonly why: string;
}

/** What the measuring loop does next. */
export interface NextStep {
  /** True when measuring can stop: the verdict is clear at a look, or the last look is reached. */
  readonly decided: boolean;
  /** The comparison as it stands. */
  readonly comparison: Comparison;
  /** Pairs in all at which to ask again. Absent when decided. */
  readonly nextLook?: number;
}

function checked(field: string, value: number, allowsZero: boolean): number {
  if (!Number.isFinite(value) || value < 0 || (value === 0 && !allowsZero)) {
    const expected = `a finite number ${allowsZero ? ">= 0" : "> 0"}`;
    throw new GrammeError("invalid-number", `${field} must be ${expected}, found ${value}`, {
      field,
      found: String(value),
      expected,
    });
  }
  return value;
}

/**
 * Compares all these pairs, as the end of a run. The order of the pairs, and a factor common to both arms, change nothing;
 * swapping the arms mirrors everything on the log scale.
 *
 * A run that ends between two looks, because its time was up, is judged at the level of the look that it did not reach.
 * That is safe: nearer to the look before, its pairs tell less that is new, so that less error is spent than was set
 * aside. Before the first look the verdict is `inconclusive`. To stop as soon as the verdict is clear, ask `nextStep`:
 * asking here after each pair and stopping when one likes the answer would spend the error many times over.
 *
 * The estimate of a run that stopped because it looked large leans outward a little; its interval holds all the same.
 *
 * Throws `too-few-pairs` on no pair at all, and `invalid-number` on more than 1000, on a figure that is not finite and
 * > 0 (naming the pair, from 0, and the arm), and on an option out of its range.
 */
export function comparePairs(pairs: readonly Pair[], options: CompareOptions = {}): Comparison {
  const threshold = checked("threshold", options.threshold ?? THRESHOLD, false);
  const noiseFloor = checked("noiseFloor", options.noiseFloor ?? NOISE_FLOOR, true);
  const alpha = options.alpha ?? ALPHA;
  const looks = options.looks ?? plannedLooks(options.maxPairs);
  checkLooks(looks, alpha);
  const differences = logRatios(pairs);
  const n = differences.length;

  const next = looks.findIndex((pairsAtLook) => pairsAtLook >= n);
  const at = next === -1 ? looks.length - 1 : next;
  // A last look that came late is priced at the size it has; one that came early spends less than was set aside for it.
  const design = sequentialDesign(next === -1 ? looks.with(at, n) : looks, alpha);
  const nominal = design.looks[at]?.nominal ?? 0;
  const { rank, attained } = criticalValue(n, nominal);
  const read = reading(differences, rank);
  const lines = { threshold: Math.log1p(threshold), floor: Math.log1p(noiseFloor) };

  const early = n < (looks[0] ?? 0);
  const verdict = early ? "inconclusive" : verdictOf(read, lines);
  // Too few pairs to judge at all is no matter of spread: then the first number that can be judged is the least advice.
  const least = early ? (looks[0] ?? 0) : rank === 0 ? fewestPairs(nominal) : 0;
  const predicted =
    verdict === "inconclusive" ? pairsNeeded(read, normalQuantile(nominal / 2), lines) : undefined;
  const needed = predicted === undefined && least === 0 ? undefined : Math.max(least, predicted ?? 0);

  const grounds = {
    verdict,
    n,
    estimate: Math.expm1(read.estimate),
    low: Math.expm1(read.interval.low),
    high: Math.expm1(read.interval.high),
    level: 1 - attained,
    interval95: { low: Math.expm1(read.plain.low), high: Math.expm1(read.plain.high) },
    threshold,
    noiseFloor,
    smallestChangeSeen: Math.expm1(smallestChangeSeen(read, lines)),
    ...(needed === undefined ? {} : { pairsNeeded: needed }),
    look: early ? 0 : at + 1,
    looks,
  };
  return { ...grounds, why: why(grounds) };
}

/**
 * Whether the measuring loop can stop. It decides only at looks, where the error was set aside for it: between them
 * `decided` is false whatever the comparison says. Throws what `comparePairs` throws; before the first pair, the first
 * stop is `plannedLooks(maxPairs)[0]`.
 */
export function nextStep(pairsSoFar: readonly Pair[], options: CompareOptions = {}): NextStep {
  const comparison = comparePairs(pairsSoFar, options);
  const { n, looks, verdict } = comparison;
  const nextLook = looks.find((pairs) => pairs > n);
  if (nextLook === undefined || (looks.includes(n) && verdict !== "inconclusive"))
    return { decided: true, comparison };
  return { decided: false, comparison, nextLook };
}
