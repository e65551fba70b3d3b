/**
 * An estimate as it goes on the wire. Apart from the schemas, so that core's index carries no validator.
 * @module
 */
import type { Estimate } from "../estimate/estimate.ts";
import { interval } from "../estimate/estimate.ts";
import type { WireQuantity } from "./quantity.ts";

/** An estimate as a wire quantity; `by` converts its unit: `1 / JOULES_PER_KWH` for a field that ends in `_kwh`. */
export function wireQuantity(estimate: Estimate, by = 1): WireQuantity {
  const { value, low, high } = interval(estimate);
  return { value: value * by, low: low * by, high: high * by };
}
