/**
 * Comparison: base and head, paired, to a verdict.
 *
 * What it was seen to do, looking after 10, 20 and 40 pairs with θ = 5 % and m = 2 % (20,000 seeded runs a line;
 * simulation.test.ts repeats the main ones with fewer). "Noise" is the standard deviation of a pair's log-ratio.
 *
 * | truth   | noise        | regression | improvement | no-change | inconclusive | mean pairs |
 * | ------- | ------------ | ---------- | ----------- | --------- | ------------ | ---------- |
 * | 0       | 0.5–2 %      | 0          | 0           | 100 %     | 0            | 10.0       |
 * | 0       | 3 %          | 0          | 0           | 100 %     | 0            | 10.6       |
 * | 0       | 5 %          | 0.04 %     | 0.03 %      | 99.9 %    | 0.04 %       | 19.1       |
 * | 0       | 10 %         | 0.29 %     | 0.29 %      | 46.5 %    | 52.9 %       | 39.1       |
 * | 0       | 20 %         | 0.82 %     | 0.78 %      | 0.01 %    | 98.4 %       | 39.6       |
 * | 0       | 10 %, spiked | 0.35 %     | 0.37 %      | 19.9 %    | 79.3 %       | 39.6       |
 * | +3 %    | 3 %          | 1.8 %      | 0           | 93.2 %    | 5.0 %        | 24.2       |
 * | +5 %    | 3 %          | 68.4 %     | 0           | 2.4 %     | 29.3 %       | 23.5       |
 * | +7 %    | 3 %, 20 max  | 99.7 %     | 0           | 0.01 %    | 0.3 %        | 10.4       |
 * | −6.5 %  | 3 %, 20 max  | 0          | 99.7 %      | 0         | 0.3 %        | 10.4       |
 * | +10 %   | 5 %          | 100 %      | 0           | 0         | 0            | 10.6       |
 *
 * The plain 95 % interval covers the truth 95.1–95.3 % of the time at 10, 20 and 40 pairs, under normal noise, with one
 * pair in ten spiked fivefold, and with arms as skewed as an exponential. The intervals of the three looks all hold
 * 95.0 % of the time.
 * @module
 */
export { assertComparable, type Provenance } from "./comparable.ts";
export {
  comparePairs,
  type CompareOptions,
  type Comparison,
  nextStep,
  type NextStep,
  type RelativeInterval,
  THRESHOLD,
} from "./compare.ts";
export { hodgesLehmann } from "./hodges-lehmann.ts";
export {
  ALPHA,
  type Design,
  FIRST_LOOK,
  type Look,
  MAX_PAIRS,
  nominalAlpha,
  plannedLooks,
  sequentialDesign,
} from "./looks.ts";
export { NOISE_FLOOR, noiseFloor, type NoiseFloor } from "./noise-floor.ts";
export { type Order, pairOrder } from "./order.ts";
export { MOST_PAIRS, type Pair } from "./pair.ts";
export { POWER } from "./power.ts";
export { type Random, seededRandom } from "./seeded-random.ts";
export { type CriticalValue, criticalValue, signedRankLaw } from "./signed-rank.ts";
export type { Verdict } from "./verdict.ts";
