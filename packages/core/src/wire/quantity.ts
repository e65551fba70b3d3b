/**
 * A quantity on the wire: value with the ends of its 90 % interval. The unit is in the name of the field.
 * @module
 */
import { z } from "zod";

/** `{ value, low, high }`, low <= value <= high, all finite and >= 0. */
export const Quantity = z.strictObject({
  value: z.number().nonnegative(),
  low: z.number().nonnegative(),
  high: z.number().nonnegative(),
});
/** A quantity with its 90 % interval. */
export type WireQuantity = z.infer<typeof Quantity>;
