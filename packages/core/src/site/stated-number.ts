/**
 * Numbers as a user states them.
 * @module
 */
import { GrammeError } from "../error.ts";

/**
 * A stated number, as it is. Throws `invalid-number`, naming `field`, unless finite and >= `least`.
 * @param unit as it follows a number in a sentence: " in L/kWh"
 */
export function numberAtLeast(least: number, value: number, unit: string, field: string): number {
  if (Number.isFinite(value) && value >= least) return value;
  const expected = `a finite number >= ${least}${unit}`;
  throw new GrammeError("invalid-number", `${field} must be ${expected}, found ${String(value)}`, {
    field,
    found: String(value),
    expected,
  });
}
