/**
 * From the scatter of published figures to the multiplicative 90 % factor of one more figure like them, taking them
 * as log-normal (methodology M23): energies are positive and differ by factors.
 * @module
 */
import { GrammeError } from "../error.ts";
import { Z90 } from "../estimate/estimate.ts";

/** Standard normal quantile of 0.9: a tenth lies above it. */
const Z_UPPER_TENTH = 1.2815515655446004;

/** Student t quantiles of 0.95 by degrees of freedom, for the sample sizes of the studies in use. */
const STUDENT_95: ReadonlyMap<number, number> = new Map([
  [7, 1.8945786],
  [9, 1.8331129],
]);

/**
 * The 90 % factor of a model that was not in the sample: exp(t₀.₉₅,ₙ₋₁ · s · √(1 + 1/n)), s being the standard
 * deviation of the natural logarithms over the n models. It is a prediction interval: with eight models, the mean
 * itself is in doubt, and Student's t says by how much.
 * @param logSd standard deviation of ln(energy) between models, >= 0
 * @param models how many models, 8 or 10
 * @throws GrammeError `invalid-number` for a negative deviation or a sample size that no study in use has
 */
export function predictionFactor(logSd: number, models: number): number {
  const t = STUDENT_95.get(models - 1);
  if (t === undefined || !(logSd >= 0)) {
    throw new GrammeError(
      "invalid-number",
      `no prediction factor for ${models} models and deviation ${logSd}`,
      {
        found: `${models}, ${logSd}`,
        expected: "8 or 10 models, deviation >= 0",
      },
    );
  }
  return Math.exp(t * logSd * Math.sqrt(1 + 1 / models));
}

/**
 * The 90 % factor of a figure whose 10th and 90th percentiles are published: exp(1.645 · s) with
 * s = ln(p90 ÷ p10) ÷ (2 · 1.2816), the log-normal that has these two.
 * @throws GrammeError `invalid-number` unless 0 < p10 <= p90
 */
export function percentileFactor(p10: number, p90: number): number {
  if (!(p10 > 0 && p10 <= p90 && Number.isFinite(p90))) {
    throw new GrammeError("invalid-number", `percentiles must be 0 < p10 <= p90, found ${p10} and ${p90}`, {
      found: `${p10}, ${p90}`,
      expected: "0 < p10 <= p90",
    });
  }
  return Math.exp((Z90 * Math.log(p90 / p10)) / (2 * Z_UPPER_TENTH));
}
