/**
 * A quantity on the wire: value with the ends of its 90 % interval. The unit is in the name of the field.
 * @module
 */
import { z } from "zod";

/** Far above all that there is (the world uses some 1e14 kWh a year), and far enough below what a number can hold. */
const MOST = 1e20;

const amount = z.number().nonnegative().max(MOST);

/** `{ value, low, high }`, low <= value <= high but for rounding, all >= 0 and at most 1e20. */
export const Quantity = z
  .strictObject({ value: amount, low: amount, high: amount })
  .refine(({ value, low, high }) => low <= value * (1 + 1e-9) && value <= high * (1 + 1e-9), {
    message: "wants low <= value <= high",
  });
/** A quantity with its 90 % interval. */
export type WireQuantity = z.infer<typeof Quantity>;
