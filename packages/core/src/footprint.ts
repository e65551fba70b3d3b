/**
 * The whole way of a number: work → energy at every rung → impacts at one rung, with what it rests on.
 * @module
 */
import type { Assumption } from "./assumption.ts";
import type { BoundaryRung } from "./energy/boundary.ts";
import { energyLadder } from "./energy/ladder.ts";
import type { EnergyLadder } from "./energy/ladder.ts";
import type { Work } from "./energy/work.ts";
import type { Estimate } from "./estimate/estimate.ts";
import { sum } from "./estimate/estimate.ts";
import type { Factor } from "./factor.ts";
import { factorEstimate } from "./factor.ts";
import { embodied } from "./impact/embodied.ts";
import type { Allocation, Embodied } from "./impact/embodied.ts";
import { usePhase } from "./impact/use-phase.ts";
import type { SiteIntensities, UsePhase } from "./impact/use-phase.ts";
import { grams, kgSb, megajoules, ratio } from "./units.ts";
import type { Grams, Joules, KgSb, Litres, Megajoules } from "./units.ts";

/** A place, as the footprint needs it. `resolveSite` makes one. */
export interface Place extends SiteIntensities {
  readonly pue: Factor<"1">;
  readonly assumptions: readonly Assumption[];
}

/** What a piece of work emits at one rung, and all that the figure rests on. */
export interface Footprint {
  readonly boundary: BoundaryRung;
  readonly ladder: EnergyLadder;
  /** Energy at `boundary`. */
  readonly energy: Estimate<Joules>;
  /** Use phase at `boundary`; at `lifecycle` with production added. */
  readonly co2e: Estimate<Grams>;
  readonly adpe: Estimate<KgSb>;
  readonly pe: Estimate<Megajoules>;
  readonly water: Estimate<Litres>;
  /** Use phase alone, with water on site and off site apart. */
  readonly use: UsePhase;
  /** Production alone, whatever the rung. */
  readonly embodied: Embodied;
  /** Every factor used, once, in the order of use. */
  readonly factors: readonly Factor[];
  /** Every assumption made, once, in the order of use. */
  readonly assumptions: readonly Assumption[];
}

const NO_DEVELOPMENT: Assumption = {
  code: "development-missing",
  text: "failed, cancelled and sweep runs before this one are not counted: no ledger was given",
};

/** Footprint of `work` on `allocation` at `place`, at one boundary rung (M4–M13). */
export function footprint(
  work: Work,
  allocation: Allocation,
  place: Place,
  boundary: BoundaryRung,
): Footprint {
  const ladder = energyLadder(work, factorEstimate(ratio, place.pue));
  const use = usePhase(ladder.energy, boundary, place);
  const production = embodied(allocation);
  const whole = boundary === "lifecycle";
  return {
    boundary,
    ladder,
    energy: ladder.energy[boundary],
    co2e: whole ? sum(grams, [use.co2e, production.co2e]) : use.co2e,
    adpe: whole ? sum(kgSb, [use.adpe, production.adpe]) : use.adpe,
    pe: whole ? sum(megajoules, [use.pe, production.pe]) : use.pe,
    water: use.water,
    use,
    embodied: production,
    factors: unique(
      [
        ...ladder.factors,
        place.pue,
        place.grid,
        place.wue,
        place.waterOffSite,
        place.adpe,
        place.pe,
        ...production.factors,
      ],
      (factor) => factor.id,
    ),
    assumptions: unique(
      [
        ...ladder.assumptions,
        ...place.assumptions,
        ...production.assumptions,
        ...(whole ? [NO_DEVELOPMENT] : []),
      ],
      (assumption) => `${assumption.code} ${assumption.text}`,
    ),
  };
}

function unique<T>(rows: readonly T[], key: (row: T) => string): readonly T[] {
  return [...new Map(rows.toReversed().map((row) => [key(row), row])).values()].toReversed();
}
