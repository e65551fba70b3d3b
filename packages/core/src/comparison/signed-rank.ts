/**
 * The exact null law of the Wilcoxon signed-rank statistic, and the interval that its inversion gives (methodology M39).
 *
 * W is the sum of the ranks of the positive differences. When the differences are symmetric about 0, each rank
 * 1…n is positive with probability ½ whatever the shape of the noise, so the law of W needs no assumption of
 * normality. And the log-ratio of a pair *is* symmetric about the true change as soon as both arms share the
 * same noise up to a factor, however skewed that noise is.
 *
 * Sources: Wilcoxon 1945, "Individual comparisons by ranking methods", Biometrics Bulletin 1(6); Hodges & Lehmann
 * 1963, "Estimates of location based on rank tests", Ann. Math. Stat. 34(2); Lehmann 1975, Nonparametrics, §3.2–3.5.
 * @module
 */
import { remembered } from "./bounded-cache.ts";
import type { WalshAverages } from "./hodges-lehmann.ts";

/** A critical value of the signed-rank test. */
export interface CriticalValue {
  /**
   * The k for which the interval runs from the k-th smallest to the k-th largest Walsh average: one more than the
   * largest W that the test rejects. 0 when n is too small for this alpha, and then the interval is infinite.
   */
  readonly rank: number;
  /** The two-sided error really made: the largest attainable one that is not above alpha. 0 when `rank` is 0. */
  readonly attained: number;
}

/** The ends of an interval on the scale of the differences; infinite ends say that n was too small. */
export interface Ends {
  readonly low: number;
  readonly high: number;
}

/**
 * P(W = w) for w = 0 … n(n+1)/2, by dynamic programming over the ranks: rank r joins the sum with probability ½.
 * Exact up to rounding (relative error about n × 1e-16); meant for n up to a few hundred, 2^-n must not underflow.
 * n = 0 gives the sure 0.
 */
export function signedRankLaw(n: number): Float64Array {
  const law = new Float64Array((n * (n + 1)) / 2 + 1);
  law[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let w = (rank * (rank + 1)) / 2; w >= rank; w--) {
      law[w] = ((law[w] ?? 0) + (law[w - rank] ?? 0)) / 2;
    }
    for (let w = Math.min(rank - 1, law.length - 1); w >= 0; w--) law[w] = (law[w] ?? 0) / 2;
  }
  return law;
}

/** P(W <= w) for w = 0 … n(n+1)/2. */
export const signedRankCdf: (n: number) => Float64Array = remembered(
  64,
  (n) => n,
  (n) => {
    const cdf = signedRankLaw(n);
    let sum = 0;
    for (let w = 0; w < cdf.length; w++) {
      sum += cdf[w] ?? 0;
      cdf[w] = Math.min(sum, 1);
    }
    return cdf;
  },
);

/**
 * The critical value for any two-sided alpha in [0, 1): the largest w with 2·P(W <= w) <= alpha, plus one.
 * The attainable errors are a lattice whose finest step is 2·2^-n, so 6 is the smallest n with a finite 95 %
 * interval (2/64 = 0.031; at n = 5 the least error is 2/32 = 0.0625).
 */
export function criticalValue(n: number, alpha: number): CriticalValue {
  const cdf = signedRankCdf(n);
  // Sorted, so bisection; half the law is enough, as W is symmetric and alpha < 1.
  let below = 0;
  let above = Math.ceil(cdf.length / 2);
  while (below < above) {
    const middle = (below + above) >> 1;
    if (2 * (cdf[middle] ?? 1) <= alpha) below = middle + 1;
    else above = middle;
  }
  return { rank: below, attained: below === 0 ? 0 : 2 * (cdf[below - 1] ?? 0) };
}

/** The fewest pairs with a finite interval at this two-sided alpha in (0, 1): 2·2^-n <= alpha. 6 at 0.05. */
export function fewestPairs(alpha: number): number {
  return Math.ceil(1 - Math.log2(alpha));
}

/**
 * The exact interval for the centre of the differences: every value that the signed-rank test does not reject,
 * which is the span between the `rank`-th smallest and the `rank`-th largest Walsh average. `rank` 0 gives
 * (-Infinity, Infinity).
 *
 * Ties and zeros need no treatment here: no rank is ever handed out, and the closed interval covers at least as often as
 * it says for every symmetric law, discrete ones included (Bauer 1972, "Constructing confidence sets using rank
 * statistics", JASA 67; Pratt & Gibbons 1981, Concepts of Nonparametric Theory, ch. 3).
 */
export function signedRankInterval(walsh: WalshAverages, rank: number): Ends {
  if (rank <= 0) return { low: -Infinity, high: Infinity };
  return { low: walsh[rank - 1] ?? -Infinity, high: walsh[walsh.length - rank] ?? Infinity };
}
