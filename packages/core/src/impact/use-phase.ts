/**
 * Impacts of the electricity used, at one boundary rung (methodology M9–M12). Location-based: no offsets, no
 * market-based figure.
 * @module
 */
import type { BoundaryRung } from "../energy/boundary.ts";
import { includes } from "../energy/boundary.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { exact, product, sum } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import { factorEstimate } from "../factor.ts";
import {
  grams,
  gramsPerKwh,
  JOULES_PER_KWH,
  kgSb,
  kgSbPerKwh,
  litres,
  litresPerKwh,
  megajoules,
  mjPerKwh,
} from "../units.ts";
import type { Grams, Joules, KgSb, Litres, Megajoules } from "../units.ts";

/** Intensities of the electricity and cooling of one place. */
export interface SiteIntensities {
  readonly grid: Factor<"gCO2e/kWh">;
  readonly adpe: Factor<"kgSb/kWh">;
  readonly pe: Factor<"MJ/kWh">;
  /** Water of cooling, per kWh of IT energy. */
  readonly wue: Factor<"L/kWh">;
  /** Water of generating electricity, per kWh of electricity (EWIF). */
  readonly waterOffSite: Factor<"L/kWh">;
}

/** Impacts of the use phase. */
export interface UsePhase {
  readonly co2e: Estimate<Grams>;
  readonly adpe: Estimate<KgSb>;
  readonly pe: Estimate<Megajoules>;
  /** Water of cooling; 0 below the `facility` rung, which does not hold the cooling. */
  readonly waterOnSite: Estimate<Litres>;
  readonly waterOffSite: Estimate<Litres>;
  readonly water: Estimate<Litres>;
}

/**
 * Impacts of using electricity.
 *
 * co2e = E × grid (M9); adpe = E × ADPe of electricity (M10); pe = E × primary energy (M11);
 * water = E_IT × WUE + E × EWIF (M12; Li et al. 2023), E being the energy at `rung` and E_IT that at `node`.
 */
export function usePhase(
  energy: Readonly<Record<BoundaryRung, Estimate<Joules>>>,
  rung: BoundaryRung,
  site: SiteIntensities,
): UsePhase {
  const used = energy[rung];
  const perKwh = exact(JOULES_PER_KWH);
  const waterOnSite = includes(rung, "facility")
    ? product(litres, [energy.node, factorEstimate(litresPerKwh, site.wue)], [perKwh])
    : exact(litres(0));
  const waterOffSite = product(litres, [used, factorEstimate(litresPerKwh, site.waterOffSite)], [perKwh]);
  return {
    co2e: product(grams, [used, factorEstimate(gramsPerKwh, site.grid)], [perKwh]),
    adpe: product(kgSb, [used, factorEstimate(kgSbPerKwh, site.adpe)], [perKwh]),
    pe: product(megajoules, [used, factorEstimate(mjPerKwh, site.pe)], [perKwh]),
    waterOnSite,
    waterOffSite,
    water: sum(litres, [waterOnSite, waterOffSite]),
  };
}
