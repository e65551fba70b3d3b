/**
 * Sums of a phase with their doubt by source, so that phases can be added and divided: what they share stays shared in
 * their sum, and cancels in their quotient.
 * @module
 */
import { apart, grams, mixture, type Mixture, ratio, type ServedTotal, type SourceTier } from "@gramme/core";
import type { WirePhasesAnswer, WireQuantity } from "@gramme/core/wire";
import { wireQuantity } from "@gramme/core/wire";
import { KWH } from "./figures.ts";

/** What runs booked into a phase. */
export interface BookedOfPhase {
  runs: number;
  readonly tiers: Set<SourceTier>;
  /** Of the hardware; of those bookings that know it. */
  readonly production: Mixture;
  readonly energy: Mixture;
  readonly co2e: Mixture;
}

/** Nothing booked yet. */
export function noneBooked(): BookedOfPhase {
  return { runs: 0, tiers: new Set(), production: mixture(), energy: mixture(), co2e: mixture() };
}

/** What a phase took, with its doubt by source. */
export interface Whole {
  readonly energy: Mixture;
  readonly co2e: Mixture;
}

/** Served requests and bookings of a phase together. */
export function wholeOf({ impacts }: ServedTotal, runs: BookedOfPhase = noneBooked()): Whole {
  const { energy, co2e } = runs;
  if (impacts !== undefined) {
    energy.add(impacts.energy.value, impacts.energy.spread);
    co2e.add(impacts.co2e.value, impacts.co2e.spread);
  }
  return { energy, co2e };
}

/** All phases together: what they share of doubt stays shared. */
export function totalOf(phasesOfAll: readonly Whole[]): WirePhasesAnswer["total"] {
  const of = (measure: keyof Whole, by: number): WireQuantity | null => {
    const all = mixture();
    const known = phasesOfAll.map((whole) => whole[measure]).filter(({ parts }) => parts > 0);
    for (const one of known) {
      const { value, spread } = one.estimate(ratio);
      all.add(value, spread);
    }
    return known.length === 0 ? null : wireQuantity(all.estimate(ratio), by);
  };
  return { energy_kwh: of("energy", KWH), co2e_g: of("co2e", 1) };
}

/** One phase ÷ another: what they share of doubt cancels (M61). Null where either is not known, or nothing. */
export function quotient(over: Mixture | undefined, under: Mixture | undefined): WireQuantity | null {
  if (over === undefined || under === undefined) return null;
  const [a, b] = [over.estimate(ratio), under.estimate(ratio)];
  return a.value === 0 || b.value === 0 ? null : wireQuantity(apart(a, b));
}

/** Production that is known of served requests and of runs together. */
export function productionOf(
  { production }: ServedTotal,
  runs: BookedOfPhase,
): WirePhasesAnswer["phases"][number]["production"] {
  const all = mixture();
  if (production !== undefined) all.add(production.co2e.value, production.co2e.spread);
  const ofRuns = runs.production.estimate(grams);
  all.add(ofRuns.value, ofRuns.spread);
  if (production === undefined && runs.production.parts === 0) return null;
  return {
    co2e_g: wireQuantity(all.estimate(grams)),
    inferences: production?.inferences ?? 0,
    runs: runs.production.parts,
  };
}
