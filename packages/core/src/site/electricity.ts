/**
 * What a kWh of electricity takes besides its carbon: minerals, primary energy, and water where it is generated
 * (methodology M10–M12).
 * @module
 */
import type { Assumption } from "../assumption.ts";
import type { Factor, Source } from "../factor.ts";
import { ELECTRICITY, WORLD_ELECTRICITY } from "./electricity.rows.ts";
import type { ElectricityRow } from "./electricity.rows.ts";
import { WORLD } from "./zone.ts";
import type { ZoneOrUnknown } from "./zone.ts";

type Unit = "kgSb/kWh" | "MJ/kWh" | "L/kWh";

interface Criterion<U extends Unit> {
  readonly row: keyof ElectricityRow;
  readonly unit: U;
  readonly year: number;
  /** Spread of a zone's own figure. */
  readonly spread: number;
  /** Spread of the world's figure, taken for a zone without one: its own, and that between zones, in quadrature. */
  readonly fallbackSpread: number;
  readonly source: Source;
  readonly licence: string;
}

const BASE_IMPACTS = "https://base-empreinte.ademe.fr/";

/** Order of magnitude only: mixes of 2011, and inventories of copper and gold that differ severalfold. */
const ADPE: Criterion<"kgSb/kWh"> = {
  row: "adpe",
  unit: "kgSb/kWh",
  year: 2011,
  spread: 3,
  // Nine zones in ten lie between 1.6e-8 and 1.6e-7, a factor of 4.5 below and 2.2 above the world.
  fallbackSpread: 6,
  source: {
    title: "ADEME Base IMPACTS 2011: electricity mix, abiotic depletion of elements",
    url: BASE_IMPACTS,
  },
  licence: "facts",
};

/**
 * Physics bounds it: 3.6 MJ/kWh of wind or water, up to 14 or so of a fossil mix, and conventions for nuclear and
 * renewables in between. A factor of 2 about the middle spans that, and the mixes changed since 2011.
 */
const PE: Criterion<"MJ/kWh"> = {
  row: "pe",
  unit: "MJ/kWh",
  year: 2011,
  spread: 2,
  // Nine zones in ten lie between 9.3 and 21.2; those without a figure are mostly hydropower, near 4.
  fallbackSpread: 2.5,
  source: {
    title: "ADEME Base IMPACTS 2011: electricity mix, ADP fossil ÷ (1 − renewable share of 2016)",
    url: BASE_IMPACTS,
  },
  licence: "facts",
};

/** Water consumed by thermal plants and evaporated from reservoirs: what a reservoir is charged with is a choice. */
const WATER: Criterion<"L/kWh"> = {
  row: "water",
  unit: "L/kWh",
  year: 2020,
  spread: 2.5,
  // Nine zones in ten lie between 1.5 and 12.2, a factor of 2.6 below and 3.1 above the world.
  fallbackSpread: 4,
  source: {
    title: "WRI 2020, Guidance for Calculating Water Use Embedded in Purchased Electricity: consumption",
    url: "https://www.wri.org/research/guidance-calculating-water-use-embedded-purchased-electricity",
  },
  licence: "CC-BY-4.0",
};

/** Minerals of a kWh in kg Sb equivalent. The world's figure, wider, for a zone without its own. */
export function adpeFactor(zone: ZoneOrUnknown): Factor<"kgSb/kWh"> {
  return criterionFactor(ADPE, zone);
}

/** Primary energy of a kWh in MJ, renewable and not. The world's figure, wider, for a zone without its own. */
export function peFactor(zone: ZoneOrUnknown): Factor<"MJ/kWh"> {
  return criterionFactor(PE, zone);
}

/**
 * Water consumed where a kWh is generated (EWIF), in L. The world's figure, wider, for a zone without its own. Grids low
 * in carbon are often thirsty, so show it beside the carbon.
 */
export function waterOffSiteFactor(zone: ZoneOrUnknown): Factor<"L/kWh"> {
  return criterionFactor(WATER, zone);
}

function criterionFactor<U extends Unit>(criterion: Criterion<U>, zone: ZoneOrUnknown): Factor<U> {
  const { row, unit, year, source, licence } = criterion;
  const code = zone === "unknown" ? undefined : zone.code;
  const own =
    code === undefined ? undefined : code === WORLD ? WORLD_ELECTRICITY[row] : ELECTRICITY[code]?.[row];
  return {
    id: `electricity/${row}/${own === undefined || code === undefined ? "fallback" : code}`,
    value: own ?? WORLD_ELECTRICITY[row],
    unit,
    zone: own === undefined || code === undefined ? WORLD : code,
    year,
    spread: own === undefined ? criterion.fallbackSpread : criterion.spread,
    source,
    licence,
    retrieved: "2026-11-23",
  };
}

function isFallback(factor: Factor): boolean {
  return factor.id.endsWith("/fallback");
}

/** Assumptions behind the three criteria of one zone: those that fell back on the world's figure. */
export function electricityAssumptions(
  adpe: Factor<"kgSb/kWh">,
  pe: Factor<"MJ/kWh">,
  waterOffSite: Factor<"L/kWh">,
): readonly Assumption[] {
  const criteria = [isFallback(adpe) ? "minerals" : "", isFallback(pe) ? "primary energy" : ""].filter(
    Boolean,
  );
  const assumptions: Assumption[] = [];
  if (criteria.length > 0) {
    const text = `no figure for ${criteria.join(" and ")} of this zone's electricity: the world's was taken`;
    assumptions.push({ code: "electricity-criteria-world", text });
  }
  if (isFallback(waterOffSite)) {
    const text = "no figure for the water of generating this zone's electricity: the world's was taken";
    assumptions.push({ code: "water-off-site-world", text });
  }
  return assumptions;
}
