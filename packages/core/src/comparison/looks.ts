/**
 * Looking at the pairs more than once without being fooled more often: a group-sequential design (methodology M40).
 *
 * **Choice.** One constant nominal level at every look (Pocock 1977, "Group sequential methods in the design and analysis
 * of clinical trials", Biometrika 64(2)), because the aim is to stop early and spend little, and because a reader
 * then meets one level. The rival, O'Brien & Fleming 1979, would judge the look after 10 of 40 pairs at about
 * 0.00005, below 2·2^-10, the least error that ten pairs can attain: its first look could never decide.
 *
 * **What the lattice leaves over is passed on.** A signed-rank test cannot attain every level. Each look takes the
 * largest attainable error under the constant level; what it left unspent is shared by the looks after it, by solving
 * for their constant anew. That is error spending (Lan & DeMets 1983, "Discrete sequential boundaries for clinical
 * trials", Biometrika 70(3)).
 *
 * **Information.** The looks are correlated, and how much is known exactly: the rank that a difference has among n₁
 * grows on average by (n₂+1)/(n₁+1) when n₂ are ranked, so cov(W₁, W₂) = (n₂+1)·n₁(2n₁+1)/24 and
 * corr(W₁, W₂) = √(t₁/t₂) with t(n) = n(2n+1)/(n+1). The recursion runs on these t.
 *
 * **Small samples.** The normal law overstates how often two looks reject together, and so understates the error of both.
 * Against the exact joint law of two looks (levels from 0.01 to 0.1, from 6 to 28 pairs) the share overstated is near
 * z⁴/(25·n₁), the fourth power being that of a correction for kurtosis; z⁴/(20·(n₁ − 2)) is taken off, which covers it
 * at alpha = 0.05 from n₁ = 8 on. looks.test.ts repeats that check.
 *
 * **What follows.** The intervals of all looks hold together with probability 1 − alpha whatever made the run stop (Jennison
 * & Turnbull 1989, "Interim analyses: the repeated confidence interval approach", JRSS B 51(3)). So `no-change` is
 * guarded as well as `regression`, and a run that its time budget cuts short is no problem.
 *
 * | looks      | nominal levels         | attained               | overall | simulated, 1,000,000 runs |
 * | ---------- | ---------------------- | ---------------------- | ------- | ------------------------- |
 * | 10, 20, 40 | 0.0200, 0.0203, 0.0213 | 0.0195, 0.0192, 0.0208 | 0.0496  | 0.0489                    |
 * | 10, 20, 24 | 0.0227, 0.0248, 0.0256 | 0.0195, 0.0240, 0.0249 | 0.0495  | 0.0489                    |
 * | 10, 12     | 0.0337, 0.0395         | 0.0273, 0.0342         | 0.0460  | 0.0454                    |
 * @module
 */
import { firstCrossings } from "./boundary-crossing.ts";
import { remembered } from "./bounded-cache.ts";
import { GrammeError } from "../error.ts";
import { normalQuantile, normalTail } from "./normal-law.ts";
import { MOST_PAIRS } from "./pair.ts";
import { criticalValue } from "./signed-rank.ts";

/** Pairs at the first look. */
export const FIRST_LOOK = 10;
/** Pairs at the last look, unless told otherwise. */
export const MAX_PAIRS = 40;
/** Two-sided error shared by all looks, unless told otherwise. */
export const ALPHA = 0.05;

/** One look of a design. */
export interface Look {
  /** Number of pairs at this look. */
  readonly pairs: number;
  /** Two-sided level at which this look is judged, before the lattice. */
  readonly nominal: number;
  /** The largest level that signed ranks of so many pairs attain at or under `nominal`; 0 when none. */
  readonly attained: number;
  /** Rank of the Walsh average that ends the interval (see `criticalValue`); 0 when the interval is infinite. */
  readonly rank: number;
  /** Error spent by the looks up to and with this one. */
  readonly spent: number;
}

/** A sequence of looks that share one error. */
export interface Design {
  /** Two-sided error of the whole. */
  readonly alpha: number;
  /** The looks in order; never none. */
  readonly looks: readonly Look[];
}

/**
 * The planned looks: 10, then doubling, then the most pairs there will be. 40 → 10, 20, 40; 24 → 10, 20, 24;
 * 8 → 8 alone. Throws `invalid-number` unless `maxPairs` is an integer from 1 to 1000.
 */
export function plannedLooks(maxPairs: number = MAX_PAIRS): readonly number[] {
  if (!Number.isSafeInteger(maxPairs) || maxPairs < 1 || maxPairs > MOST_PAIRS) {
    const expected = `an integer from 1 to ${MOST_PAIRS}`;
    throw new GrammeError("invalid-number", `max-pairs must be ${expected}, found ${maxPairs}`, {
      field: "maxPairs",
      found: String(maxPairs),
      expected,
    });
  }
  const looks: number[] = [];
  for (let pairs = FIRST_LOOK; pairs < maxPairs; pairs *= 2) looks.push(pairs);
  return [...looks, maxPairs];
}

/** Information of the signed-rank statistic at n pairs (module docstring). */
function information(pairs: number): number {
  return (pairs * (2 * pairs + 1)) / (pairs + 1);
}

/** Throws `invalid-number` unless the looks ascend from 1 or more to 1000 or less and alpha lies between 0 and 1. */
export function checkLooks(looks: readonly number[], alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) {
    throw new GrammeError("invalid-number", `alpha must lie between 0 and 1, found ${alpha}`, {
      field: "alpha",
      found: String(alpha),
      expected: "a number > 0 and < 1",
    });
  }
  if (
    looks.length === 0 ||
    looks.some((n, i) => !Number.isSafeInteger(n) || n <= (looks[i - 1] ?? 0) || n > MOST_PAIRS)
  ) {
    throw new GrammeError(
      "invalid-number",
      `looks must be ascending numbers of pairs, found [${looks.join(", ")}]`,
      {
        field: "looks",
        found: `[${looks.join(", ")}]`,
        expected: `at least one, ascending integers from 1 to ${MOST_PAIRS}`,
      },
    );
  }
}

/** By how much the normal law overstates how often two neighbouring looks reject together, as a share of that. */
function overstatement(earlierPairs: number, bound: number): number {
  return Math.min(1, bound ** 4 / (20 * Math.max(earlierPairs - 2, 1)));
}

/** The error spent up to and with each look, at these bounds for |Z|: the recursion, less what it overstates. */
function spending(looks: readonly number[], bounds: readonly number[]): number[] {
  let spent = 0;
  return firstCrossings(looks.map(information), bounds).map((crossing, look) => {
    const bound = bounds[look] ?? Infinity;
    const earlier = looks[look - 1];
    spent += crossing;
    if (earlier !== undefined && bound !== Infinity) {
      const overlap = 2 * normalTail(bound) - crossing;
      spent += overlap * overstatement(earlier, bound);
    }
    return spent;
  });
}

/** The constant |Z| bound that, at all looks after the `fixed` ones, brings the total crossing probability to alpha. */
function constantBound(looks: readonly number[], fixed: readonly number[], alpha: number): number {
  let low = 0;
  let high = 9;
  while (high - low > 1e-10) {
    const bound = (low + high) / 2;
    const bounds = looks.map((_, look) => fixed[look] ?? bound);
    if ((spending(looks, bounds).at(-1) ?? 0) > alpha) low = bound;
    else high = bound;
  }
  return high;
}

/**
 * The design for these looks: what level each is judged at so that the two-sided error of them all is at most alpha.
 * Remembered, as the recursion takes some milliseconds. Throws `invalid-number` unless the looks ascend, none is
 * above 1000, and alpha lies between 0 and 1.
 * @param looks ascending numbers of pairs
 * @param alpha two-sided error of the whole
 */
export const sequentialDesign: (looks: readonly number[], alpha?: number) => Design = remembered(
  128,
  (looks, alpha = ALPHA) => `${looks.join()}|${alpha}`,
  (looks, alpha = ALPHA) => {
    checkLooks(looks, alpha);
    const bounds: number[] = [];
    const taken: Omit<Look, "spent">[] = [];
    for (const pairs of looks) {
      const nominal = looks.length === 1 ? alpha : 2 * normalTail(constantBound(looks, bounds, alpha));
      const critical = criticalValue(pairs, nominal);
      bounds.push(normalQuantile(critical.attained / 2));
      taken.push({ pairs, nominal, attained: critical.attained, rank: critical.rank });
    }
    const spent = spending(looks, bounds);
    const priced = taken.map(({ pairs, nominal, attained, rank }, look) => {
      return { pairs, nominal, attained, rank, spent: spent[look] ?? 0 };
    });
    return { alpha, looks: priced };
  },
);

/**
 * The two-sided nominal level of a look, counted from 1. Throws `invalid-number` when there is no such look.
 * @param look 1 for the first
 * @param looks numbers of pairs at the looks; 10, 20, 40 unless told otherwise
 * @param alpha two-sided error of the whole
 */
export function nominalAlpha(
  look: number,
  looks: readonly number[] = plannedLooks(),
  alpha: number = ALPHA,
): number {
  const found = sequentialDesign(looks, alpha).looks[look - 1];
  if (found === undefined) {
    throw new GrammeError("invalid-number", `there are ${looks.length} looks, found look ${look}`, {
      field: "look",
      found: String(look),
      expected: `an integer from 1 to ${looks.length}`,
    });
  }
  return found.nominal;
}
