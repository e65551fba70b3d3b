/**
 * Operation and production of each phase, and what they say in one sentence.
 * @module
 */
import type { WirePhasesAnswer, WireQuantity } from "@gramme/core/wire/api";
import { withInterval } from "@gramme/core/words";
import { many } from "../../words/many.ts";
import { added } from "./added.ts";
import type { ShownPhase } from "./phase-points.ts";

type Phase = WirePhasesAnswer["phases"][number];

/** One phase. */
export interface ProductionRow {
  readonly phase: ShownPhase;
  /** g; null where it is not known. */
  readonly use: WireQuantity | null;
  readonly made: WireQuantity | null;
  /** Of what it is not known, in words; empty where there is nothing to say. */
  readonly without: string;
}

/** Every phase of which something was done, whether known or not. */
export function productionRows({ phases }: WirePhasesAnswer): readonly ProductionRow[] {
  return phases.map((one) => ({
    phase: one.phase,
    use: one.co2e_g,
    made: one.production?.co2e_g ?? null,
    without: without(one),
  }));
}

function without({ production, inferences, runs }: Phase): string {
  if (production === null) return "";
  const missing = inferences - production.inferences;
  const missingRuns = runs - production.runs;
  const parts = [
    ...(missing > 0 ? [many(missing, "inference")] : []),
    ...(missingRuns > 0 ? [many(missingRuns, "booking")] : []),
  ];
  return parts.length === 0 ? "" : `without ${parts.join(" and ")}, of which it is not known`;
}

/** What the card says. */
export function productionSentence({ phases, total, boundary }: WirePhasesAnswer): string {
  if (phases.length === 0) return "Nothing was done in this time.";
  const use = total.co2e_g;
  const made = added(phases.flatMap(({ production }) => (production === null ? [] : [production.co2e_g])));
  const operation =
    use === null
      ? `What electricity at ${boundary} took is not known of anything here`
      : `Electricity at ${boundary} took ${withInterval(use, "g", "CO₂e")}`;
  if (made === undefined) {
    return `${operation}. Production of the hardware is known of nothing here: only runs and calibrated profiles tell it.`;
  }
  return `${operation}; making the hardware, by share of its life, ${withInterval(made, "g", "CO₂e")} as far as it is known. The boundary lifecycle has both.`;
}
