/**
 * Functional units (methodology M22): per what a figure is given. Zero units is an error, never a total; and two units
 * are never derived from one another silently (a year of use is not the use of one times a number, Berthelot et al.
 * 2024).
 * @module
 */
import { GrammeError } from "../error.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { scale } from "../estimate/estimate.ts";
import type { Quantity, Unit } from "../units.ts";

/** What one is asked for. */
export type FunctionalUnitId = "full-training" | "epoch" | "step" | "1000-inferences";

/** A functional unit, in words. */
export interface FunctionalUnit {
  readonly id: FunctionalUnitId;
  /** As it stands after "per": `epoch`, `1000 inferences`. */
  readonly text: string;
  /** The phase whose work it counts. */
  readonly phase: "training" | "inference";
  /** Units that one of them holds: 1000 for inferences, else 1. */
  readonly size: number;
}

/** The functional units by id. */
export const FUNCTIONAL_UNITS: Readonly<Record<FunctionalUnitId, FunctionalUnit>> = {
  "full-training": { id: "full-training", text: "full training", phase: "training", size: 1 },
  epoch: { id: "epoch", text: "epoch", phase: "training", size: 1 },
  step: { id: "step", text: "step", phase: "training", size: 1 },
  "1000-inferences": { id: "1000-inferences", text: "1000 inferences", phase: "inference", size: 1000 },
};

function counted(units: number, field: string): number {
  if (!Number.isFinite(units) || units < 0) {
    throw new GrammeError("invalid-number", `${field} must be a finite number > 0, found ${units}`, {
      field,
      found: String(units),
      expected: "a finite number > 0",
    });
  }
  if (units === 0) {
    throw new GrammeError("zero-units", `${field} is 0: a total cannot be given per unit of nothing`, {
      field,
      found: "0",
      expected: "a number > 0",
    });
  }
  return units;
}

/**
 * A total per unit of work: total ÷ units. The count is taken as exact, so the relative spread does not move.
 * @param units how many units the total covers; may be a fraction (half an epoch)
 * @throws GrammeError `zero-units` at 0, `invalid-number` when negative or not finite
 */
export function perUnit<Q extends Quantity<string>>(
  total: Estimate<Q>,
  units: number,
  make: Unit<Q>,
): Estimate<Q> {
  return { value: make(total.value / counted(units, "units")), spread: total.spread };
}

/**
 * A total per 1000 inferences: 1000 · total ÷ inferences.
 * @throws GrammeError `zero-units` at 0 inferences, `invalid-number` when negative or not finite
 */
export function perThousand<Q extends Quantity<string>>(
  total: Estimate<Q>,
  inferences: number,
  make: Unit<Q>,
): Estimate<Q> {
  const each = total.value / counted(inferences, "inferences");
  return { value: make(each * FUNCTIONAL_UNITS["1000-inferences"].size), spread: total.spread };
}

/**
 * The total of so many units: one unit × units, the way back from {@link perUnit}. When more units are asked for
 * than were measured, the caller lists the assumption `extrapolated`.
 * @throws GrammeError `zero-units` at 0, `invalid-number` when negative or not finite
 */
export function ofUnits<Q extends Quantity<string>>(
  each: Estimate<Q>,
  units: number,
  make: Unit<Q>,
): Estimate<Q> {
  return scale(make, each, counted(units, "units"));
}
