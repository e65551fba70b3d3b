/**
 * One measured figure ÷ another (methodology M61): what they share of doubt cancels, and what two measurements of the very
 * same work differ by stays. However much two figures share, none is known exactly by the other.
 * @module
 */
import { NOISE_FLOOR } from "../comparison/noise-floor.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { noisy, product } from "../estimate/estimate.ts";
import type { Ratio } from "../units.ts";
import { ratio } from "../units.ts";

/** The floor of a comparison, M42, as a 90 % factor: two identical arms of the bench may differ by so much. */
const FLOOR_90 = 1 + NOISE_FLOOR;

/**
 * `over` ÷ `under`, both measured, whatever their unit. Never without an interval: at least ×1.02 and ÷1.02.
 * @throws GrammeError `invalid-number` when `under` is 0
 */
export function apart(over: Estimate, under: Estimate): Estimate<Ratio> {
  return product(ratio, [over, noisy(1, FLOOR_90)], [under]);
}
