/**
 * Carbon intensity of electricity, per zone (methodology M9): annual average, life-cycle, location-based. No offsets
 * and no market-based figure, ever.
 * @module
 */
import type { Assumption } from "../assumption.ts";
import type { Factor, Source } from "../factor.ts";
import { EMBER } from "./ember.ts";
import { GRID_YEARS, LATEST_GRID_YEAR } from "./grid-years.rows.ts";
import { tableKey, WORLD } from "./zone.ts";
import type { ZoneOrUnknown } from "./zone.ts";

/**
 * Spread by level, from `at` g CO2e/kWh up (M17). Published sources agree on carbon-heavy grids and part on low-carbon
 * ones, where imports, nuclear and hydropower weigh. Derived from what sources say of the same country:
 *
 * - Electricity Maps 2025, Our World in Data 2023, Green Algorithms 3 and BoaviztAPI's study of 2019, for nine countries,
 *   as a factor from this table's figure: at 200 g and above, nine in ten within 1.24 and all within 1.37; below 50 g,
 *   all within 1.71 but the study's figure for France, at 2.22. Left out: a figure of direct emissions, for Sweden.
 * - Electricity Maps' annual figures of 2023, 2024 and 2025, the factor within which nine zones in ten lie:
 *
 * | g CO2e/kWh   | 39 zones, nearly all with a public cloud | all 195 zones in common |
 * | ------------ | ---------------------------------------- | ----------------------- |
 * | 200 and more | 1.25                                     | 1.47 to 1.58            |
 * | 50 to 200    | 1.40 to 1.59                             | 1.56 to 1.88            |
 * | below 50     | 1.56 to 1.74                             | 3.5 to 5.0 (14 zones)   |
 *
 * The bands fit the zones where much computing is done. Of all zones they hold about 76, 88 and 76 in a hundred.
 */
const SPREADS: readonly { readonly at: number; readonly spread: number }[] = [
  { at: 200, spread: 1.3 },
  { at: 50, spread: 1.6 },
  { at: 0, spread: 2.5 },
];

/**
 * Countries of several grids, whose average says little of one place: the cloud regions of the United States draw from
 * 79 (Oregon) to 576 g (South Carolina), nearly four in five within a factor of 2 of the average; Quebec from 30, Ontario from 59, Alberta
 * from several hundred (Electricity Maps and Google 2024, in Real Time Cloud). A stated intensity is the cure.
 */
const SEVERAL_GRIDS: Readonly<Record<string, number>> = { CAN: 5, USA: 2 };

/**
 * Spread of an average over many countries, as the figure of one place (M18): nine countries in ten of the table lie
 * within this factor of the world's. The 5th and 95th percentiles of the countries are 36 and 784 g CO2e/kWh; the world
 * is at 473.
 */
const MANY_COUNTRIES_SPREAD = 5;

const EMBER_SOURCE: Source = {
  title:
    "Ember, Yearly Electricity Data, in @tgwf/co2 0.19.0: annual average, life-cycle, generation mix without imports, location-based",
  url: "https://ember-energy.org/data/yearly-electricity-data/",
};

const READ = { licence: "CC-BY-4.0", retrieved: "2026-11-23" } as const;

/**
 * The table gives 0 for the Central African Republic: its few grams round away beside a grid of 0.15 TWh, nearly all
 * hydropower. No electricity is free of life-cycle emissions, so the median of hydropower stands in.
 */
const HYDROPOWER_ZONE: Factor<"gCO2e/kWh"> = {
  id: "grid/hydropower/CAF",
  value: 24,
  unit: "gCO2e/kWh",
  zone: "CAF",
  year: 2014,
  spread: 2.5,
  source: {
    title: "IPCC AR5 WGIII Annex III, table A.III.2: life-cycle emissions of hydropower, median",
    url: "https://www.ipcc.ch/report/ar5/wg3/",
  },
  licence: "facts",
  retrieved: "2026-11-23",
};

/** Assumption behind the world average taken for an unknown zone. */
export const ZONE_UNKNOWN: Assumption = {
  code: "zone-unknown",
  text: "where the electricity comes from was not said: the world average was taken, with a spread that holds nine countries in ten",
};

/** The multiplicative 90 % spread of one grid's annual figure, by its level in g CO2e/kWh (>= 0): 1.3, 1.6 or 2.5. */
export function gridSpread(gramsPerKwh: number): number {
  return SPREADS.find(({ at }) => gramsPerKwh >= at)?.spread ?? MANY_COUNTRIES_SPREAD;
}

/**
 * Annual average grid intensity of a zone, g CO2e per kWh, life-cycle, location-based. For `"unknown"` the world
 * average, wide enough to hold nine countries in ten; list `ZONE_UNKNOWN` with it. Countries of several grids, and groups of
 * countries, are wider than their level alone would make them.
 */
export function gridFactor(zone: ZoneOrUnknown): Factor<"gCO2e/kWh"> {
  if (zone === "unknown") return emberFactor("unknown", WORLD, MANY_COUNTRIES_SPREAD);
  if (zone.code === HYDROPOWER_ZONE.zone) return HYDROPOWER_ZONE;
  const isGroup = zone.alpha2 === undefined;
  return emberFactor(zone.code, zone.code, isGroup ? MANY_COUNTRIES_SPREAD : SEVERAL_GRIDS[zone.code]);
}

function emberFactor(name: string, code: string, spread?: number): Factor<"gCO2e/kWh"> {
  // A zone exists only with a figure; NaN would be refused by every unit that is made of it.
  const value = EMBER[tableKey(code)] ?? Number.NaN;
  return {
    id: `grid/ember/${name}`,
    value,
    unit: "gCO2e/kWh",
    zone: code,
    year: GRID_YEARS.get(code) ?? LATEST_GRID_YEAR,
    spread: spread ?? gridSpread(value),
    source: EMBER_SOURCE,
    ...READ,
  };
}
