/**
 * A footprint as it goes on the wire.
 * @module
 */
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { doubt } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import type { Footprint } from "../footprint.ts";
import { JOULES_PER_KWH } from "../units.ts";
import { wireQuantity } from "./wire-quantity.ts";
import type { WireFigures } from "./run-result.ts";

const PER_KWH = 1 / JOULES_PER_KWH;

/** A factor as it is listed with a result. */
export function wireFactor(factor: Factor): WireFigures["factors"][number] {
  return {
    id: factor.id,
    value: factor.value,
    unit: factor.unit,
    year: factor.year,
    spread: factor.spread,
    source: factor.source.title,
    url: factor.source.url,
    licence: factor.licence,
  };
}

/** Figures of a footprint, the doubt being that of its CO2e. */
export function wireFigures(print: Footprint): WireFigures {
  const rungs = BOUNDARY_RUNGS.map(
    (rung) => [rung, wireQuantity(print.ladder.energy[rung], PER_KWH)] as const,
  );
  return {
    boundary: print.boundary,
    tier: print.ladder.tier,
    energy_kwh: wireQuantity(print.energy, PER_KWH),
    co2e_g: wireQuantity(print.co2e),
    embodied: {
      co2e_g: wireQuantity(print.embodied.co2e),
      adpe_kgsb: wireQuantity(print.embodied.adpe),
      pe_mj: wireQuantity(print.embodied.pe),
    },
    water_l: wireQuantity(print.water),
    adpe_kgsb: wireQuantity(print.adpe),
    pe_mj: wireQuantity(print.pe),
    ladder_kwh: Object.fromEntries(rungs) as WireFigures["ladder_kwh"],
    assumptions: print.assumptions.map(({ code, text }) => ({ code, text })),
    factors: print.factors.map((factor) => wireFactor(factor)),
    doubt: doubt(print.co2e).map(({ source, share }) => ({ source, share })),
  };
}
