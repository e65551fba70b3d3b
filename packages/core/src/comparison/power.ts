/**
 * What a run could have seen, and how many pairs would have settled it (methodology M43, M44). First-order planning in
 * natural-log units: the estimate is taken as normal with the standard error that the pairs themselves show.
 * @module
 */
import { normalCdf, normalQuantile, normalTail } from "./normal-law.ts";
import { MOST_PAIRS } from "./pair.ts";
import type { Lines, Reading } from "./verdict.ts";

/** The chance at which a change counts as seen, and a number of pairs as enough. */
export const POWER = 0.8;

const POWER_DEVIATIONS = normalQuantile(1 - POWER);

/**
 * The smallest true change, in natural-log units, that a run of this n and this spread calls a regression with 80 %
 * probability at this look (by symmetry, the smallest improvement too):
 *
 *     δ = max(θ + z₀.₈·se,  m + w + z₀.₈·√(se² + w²/(n − 1)))
 *
 * with se the standard error, w the half-width of the look's interval and z₀.₈ = 0.8416. The first bar is that the estimate
 * must reach θ: it scatters by se round the true change. The second is that the lower end must clear m: it scatters by se and
 * by the width, which another run of n pairs would find other than this one did. A width found from n pairs
 * scatters by w/√(2(n − 1)) (as a standard deviation does), and two of them differ by √2 times that.
 *
 * Earlier looks of the same run only add to the chance. Infinity when the interval is infinite: then no change,
 * however large, could have been called.
 */
export function smallestChangeSeen({ n, interval, error }: Reading, lines: Lines): number {
  const halfWidth = (interval.high - interval.low) / 2;
  if (halfWidth === Infinity) return Infinity;
  const lowerEnd = Math.hypot(error, halfWidth / Math.sqrt(n - 1));
  return Math.max(
    lines.threshold + POWER_DEVIATIONS * error,
    lines.floor + halfWidth + POWER_DEVIATIONS * lowerEnd,
  );
}

/** The chance that n pairs end in a verdict other than `inconclusive`, given the pairs so far. */
function settledChance(n: number, now: Reading, deviations: number, lines: Lines): number {
  // What n pairs will estimate, given what now.n of them do, with no opinion beforehand: normal round the present
  // estimate with variance σ²(1/now.n − 1/n).
  const scatter = now.error * Math.sqrt(1 - now.n / n);
  const halfWidth = deviations * now.error * Math.sqrt(now.n / n);
  const bar = Math.max(lines.threshold, lines.floor + halfWidth);
  const inner = lines.threshold - halfWidth;
  const beyond = normalTail((bar - now.estimate) / scatter) + normalCdf((-bar - now.estimate) / scatter);
  if (inner <= 0) return beyond;
  return beyond + normalCdf((inner - now.estimate) / scatter) - normalCdf((-inner - now.estimate) / scatter);
}

/**
 * The number of pairs, this run's included, that would settle it with 80 % probability: the smallest n with
 *
 *     P(E ≥ max(θ, m + w)) + P(E ≤ −max(θ, m + w)) + P(|E| < θ − w) ≥ 0.8
 *
 * where w = z·se·√(n₀/n) is the half-width to expect at n pairs, and E, the estimate to expect, is normal round the present one
 * with variance se²·(1 − n₀/n): the predictive probability of Spiegelhalter, Freedman & Blackburn 1986, "Monitoring clinical
 * trials: conditional or predictive power?", Controlled Clinical Trials 7(1). At least n₀ + 1. `undefined` when no number up to
 * 1000 would do: the data sit on a line of the verdict, the noise floor is above the threshold and they lie between
 * the two, or the spread is too wide or not known at all.
 *
 * The 80 % holds over true changes spread evenly. A true change on a line of the verdict is settled by no number; and
 * after ten pairs with spikes the promise is nearer 65 %, as ten pairs show a tenth of spikes badly.
 * @param deviations normal quantile z of the look's level
 */
export function pairsNeeded(now: Reading, deviations: number, lines: Lines): number | undefined {
  if (!Number.isFinite(now.error) || now.error <= 0) return undefined;
  const settles = (n: number): boolean => settledChance(n, now, deviations, lines) >= POWER;
  let short = now.n;
  let enough = short + 1;
  while (!settles(enough)) {
    if (enough >= MOST_PAIRS) return undefined;
    short = enough;
    enough = Math.min(MOST_PAIRS, now.n + 2 * (enough - now.n));
  }
  while (enough - short > 1) {
    const middle = (short + enough) >> 1;
    if (settles(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}
