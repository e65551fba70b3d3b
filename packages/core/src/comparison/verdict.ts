/**
 * From an interval to a verdict (methodology M41).
 *
 * Everything is decided on the log scale, where a change and its undoing are the same distance from 0: the threshold θ
 * stands at ±ln(1+θ) and the noise floor m at ±ln(1+m). With θ = 5 % a regression is head ≥ 1.05 × base and an
 * improvement is base ≥ 1.05 × head (that is, head 4.76 % below base), so that reverting a regression is exactly an
 * improvement. ln(1−θ) would ask more of an improvement than of a regression, and breaks at θ = 100 %.
 *
 * - `regression`: the lower end is above m and the estimate reaches θ. The change is real, beyond what the machine makes of
 *   identical code, and most likely as large as the team cares about.
 * - `improvement`: the mirror.
 * - `no-change`: the whole interval is inside ±θ. If there is a change, it is smaller than the team cares about.
 * - `inconclusive`: none of these. It is an answer: these pairs cannot tell.
 * @module
 */
import { medianOfSorted, walshAverages } from "./hodges-lehmann.ts";
import { normalQuantile } from "./normal-law.ts";
import { criticalValue, type Ends, signedRankInterval } from "./signed-rank.ts";

/** What the pairs say of head against base. */
export type Verdict = "regression" | "improvement" | "no-change" | "inconclusive";

/** The two lines of a verdict, in natural-log units: ln(1+θ) and ln(1+m). */
export interface Lines {
  readonly threshold: number;
  readonly floor: number;
}

/** What the pairs say, in natural-log units. */
export interface Reading {
  /** Number of pairs. */
  readonly n: number;
  /** Hodges–Lehmann estimate of ln(head/base). */
  readonly estimate: number;
  /** The interval at the level of the look; infinite when n is too small for it. */
  readonly interval: Ends;
  /** The 95 % interval that one look alone would have; infinite below 6 pairs. */
  readonly plain: Ends;
  /** Standard error of the estimate; Infinity below 4 pairs. */
  readonly error: number;
}

/** Two numbers closer than this are one: what separates ln 21 − ln 20 from ln 1.05 is only rounding. */
const ROUNDING = 1e-12;
/** Two-sided error of the plain interval. */
const PLAIN_ALPHA = 0.05;
/** Two-sided error of the interval that the standard error is read from (see `reading`). */
const SPREAD_ALPHA = 0.2;

/**
 * Reads the pairs once. The standard error is robust because the interval is: half the width of a signed-rank interval,
 * divided by the normal quantile of the error it attains, is a consistent standard error of the estimate under any
 * symmetric noise (Lehmann 1963, "Nonparametric confidence intervals for a shift parameter", Ann. Math. Stat. 34(4)). The
 * 80 % interval is used: at ten pairs of which one in ten is spoilt its median is within 1 % of the truth, where
 * the 95 % interval, whose ends are nearly the extremes, reads 19 % too wide.
 * @param differences log-ratios; at least one
 * @param rank of the Walsh average that ends the look's interval; 0 for an infinite one
 */
export function reading(differences: ArrayLike<number>, rank: number): Reading {
  const n = differences.length;
  const walsh = walshAverages(differences);
  const spread = criticalValue(n, SPREAD_ALPHA);
  const middle = signedRankInterval(walsh, spread.rank);
  return {
    n,
    estimate: medianOfSorted(walsh),
    interval: signedRankInterval(walsh, rank),
    plain: signedRankInterval(walsh, criticalValue(n, PLAIN_ALPHA).rank),
    error:
      spread.rank === 0 ? Infinity : (middle.high - middle.low) / 2 / normalQuantile(spread.attained / 2),
  };
}

/** The verdict of an estimate and its interval, by the rules of the module. */
export function verdictOf(
  { estimate, interval }: Pick<Reading, "estimate" | "interval">,
  lines: Lines,
): Verdict {
  const { low, high } = interval;
  if (low > lines.floor + ROUNDING && estimate >= lines.threshold - ROUNDING) return "regression";
  if (high < -lines.floor - ROUNDING && estimate <= -lines.threshold + ROUNDING) return "improvement";
  if (low > -lines.threshold + ROUNDING && high < lines.threshold - ROUNDING) return "no-change";
  return "inconclusive";
}
