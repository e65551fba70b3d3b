/**
 * A quantity on the wire: value with the ends of its 90 % interval. The unit is in the name of the field.
 * @module
 */
import { z } from "zod";
import type { Estimate } from "../estimate/estimate.ts";
import { interval } from "../estimate/estimate.ts";

/** `{ value, low, high }`, low <= value <= high, all finite and >= 0. */
export const Quantity = z.strictObject({
  value: z.number().nonnegative(),
  low: z.number().nonnegative(),
  high: z.number().nonnegative(),
});
/** A quantity with its 90 % interval. */
export type WireQuantity = z.infer<typeof Quantity>;

/** An estimate as a wire quantity; `by` converts its unit: `1 / JOULES_PER_KWH` for a field that ends in `_kwh`. */
export function wireQuantity(estimate: Estimate, by = 1): WireQuantity {
  const { value, low, high } = interval(estimate);
  return { value: value * by, low: low * by, high: high * by };
}
