/**
 * What a bench run says of one inference, at any rung (methodology M51).
 * @module
 */
import { includes } from "../energy/boundary.ts";
import type { BoundaryRung } from "../energy/boundary.ts";
import { raise } from "../energy/raise.ts";
import type { SourceTier } from "../energy/tier.ts";
import { SOURCE_TIERS } from "../energy/tier.ts";
import type { Estimate, Spread } from "../estimate/estimate.ts";
import { product } from "../estimate/estimate.ts";
import { grams, kgSb, megajoules } from "../units.ts";
import type { Quantity, Unit } from "../units.ts";
import type { WireCalibration, WireProfileInput } from "../wire/profile.ts";
import type { WireQuantity } from "../wire/quantity.ts";
import type { ServedAssumption } from "./assumption.ts";
import { energySpread, shownDeviation } from "./calibration.ts";
import type { ServedPlace } from "./place.ts";
import type { ServedProfile, ServedProduction, ServedRate } from "./rate.ts";

/** Doubt of a production as a bench run prints it: its rows are the same for every machine, so the doubt is shared. */
const PRODUCTION = "embodied/calibrated";

/**
 * The rate of a calibrated profile. Up to `node` it is the run's own ladder. Beyond, PUE is that of the profile's site
 * where it says one, else that of the run, and then an assumption says so.
 */
export function calibratedRate(
  { id }: ServedProfile,
  input: Extract<WireProfileInput, { kind: "calibrated" }>,
  { energy_j: energies, tier, embodied, doubt }: WireCalibration,
  rung: BoundaryRung,
  { site, overhead, pueSaid }: ServedPlace,
): ServedRate {
  const at = (of: BoundaryRung): Estimate => ({
    value: energies[of].value,
    spread: energySpread(energies[of], doubt, of, input),
  });
  const wide = includes(rung, "facility");
  const raised = wide && pueSaid ? raise("node", rung, { pue: site.pue, overhead }) : undefined;
  const energy: Estimate = raised === undefined ? at(rung) : product(Number, [at("node"), raised.by]);
  const assumptions: readonly ServedAssumption[] = [
    {
      code: "calibration-alike",
      text: `profile ${id}: served inferences are taken to be like those that it was calibrated by; what other inputs, batches or load would take is in no interval`,
    },
    ...(wide && raised === undefined
      ? [
          {
            code: "pue-of-calibration" as const,
            text: `profile ${id}: the PUE of its place was not said; that of the run that calibrates it was taken`,
          },
        ]
      : []),
  ];
  const node = at("node");
  return {
    known: true,
    rung,
    tier: tierOr(tier),
    basis: "answered",
    joulesPer: { count: energy.value },
    spread: energy.spread,
    ...(wide && energy.value > 0 ? { node: { per: node.value / energy.value, spread: node.spread } } : {}),
    byPue: raised !== undefined,
    production: production(embodied),
    factors: raised?.factors ?? [],
    assumptions: [...assumptions, ...(raised?.assumptions ?? [])],
  };
}

function production(embodied: WireCalibration["embodied"]): ServedProduction {
  return {
    co2e: produced(grams, embodied.co2e_g),
    adpe: produced(kgSb, embodied.adpe_kgsb),
    pe: produced(megajoules, embodied.pe_mj),
  };
}

function produced<Q extends Quantity<string>>(make: Unit<Q>, printed: WireQuantity): Estimate<Q> {
  const deviation = shownDeviation(printed);
  const spread: Spread = { sources: deviation === 0 ? {} : { [PRODUCTION]: deviation }, noise: 0 };
  return { value: make(printed.value), spread };
}

/** A tier that nobody knows counts as the least sure. */
function tierOr(text: string): SourceTier {
  return SOURCE_TIERS.find((tier) => tier === text) ?? "declared";
}
