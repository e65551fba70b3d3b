/**
 * Water usage effectiveness (methodology M19): litres of water that cooling takes, per kWh of computing.
 * @module
 */
import type { Assumption } from "../assumption.ts";
import type { Factor } from "../factor.ts";
import { statedFactor } from "../factor.ts";
import { CLOUD_REGION_SOURCE, PROVIDER_NAMES } from "./cloud-region.ts";
import type { CloudRegion, Provider } from "./cloud-region.rows.ts";
import { numberAtLeast } from "./stated-number.ts";

/** Spread of a WUE that its provider publishes: weather moves it from year to year more than it does PUE. */
const PUBLISHED_SPREAD = 1.2;

/**
 * Spread of a WUE that is not the facility's own. Cooling with air takes none and evaporation over 2 L/kWh, so published
 * regions of one provider lie a factor of ten and more on either side of their median.
 */
const DEFAULT_SPREAD = 10;

/**
 * Of each provider, for a region without one: Amazon's company-wide figure of 2023; the median of 26 of Microsoft's
 * regions. Google publishes none per region.
 */
const PROVIDER_TYPICAL: Readonly<
  Partial<Record<Provider, { readonly value: number; readonly year: number }>>
> = {
  aws: { value: 0.18, year: 2023 },
  azure: { value: 0.091, year: 2022 },
};

const READ = {
  unit: "L/kWh",
  source: CLOUD_REGION_SOURCE,
  licence: "facts, with attribution",
  retrieved: "2026-11-23",
} as const;

/** WUE of a facility of which nothing is known. */
export const WUE_DEFAULT: Factor<"L/kWh"> = {
  id: "wue/li/2023",
  value: 0.55,
  unit: "L/kWh",
  year: 2023,
  spread: DEFAULT_SPREAD,
  source: {
    title: "Li et al. 2023, Making AI Less Thirsty: on-site WUE of Microsoft's United States data centres",
    url: "https://arxiv.org/abs/2304.03271",
  },
  licence: "facts",
  retrieved: "2026-11-23",
};

/** What can be known of a facility's WUE. */
export interface WueInput {
  /** Stated value in L per kWh of IT energy, >= 0. */
  readonly wue?: number | undefined;
  readonly region?: CloudRegion | undefined;
}

/**
 * WUE of a facility in L per kWh of IT energy: as stated, else as published for its cloud region, else typical of its
 * provider, else a default. The last two are assumptions: see `wueAssumption`. A published 0 is a figure.
 * Throws `invalid-number` when the stated value is not a finite number >= 0.
 * @param field dotted path of the stated value, for the error
 */
export function wueFactor({ wue, region }: WueInput, field = "wue"): Factor<"L/kWh"> {
  if (wue !== undefined) return statedFactor("wue", numberAtLeast(0, wue, " in L/kWh", field), "L/kWh");
  if (region === undefined) return WUE_DEFAULT;
  const { provider, name, zone } = region;
  if (region.wue !== undefined) {
    return { ...READ, ...region.wue, id: `wue/${provider}/${name}`, zone, spread: PUBLISHED_SPREAD };
  }
  const typical = PROVIDER_TYPICAL[provider];
  return typical === undefined
    ? WUE_DEFAULT
    : { ...READ, ...typical, id: `wue/${provider}`, spread: DEFAULT_SPREAD };
}

/** The assumption behind a WUE, when it is not the facility's own. */
export function wueAssumption(factor: Factor<"L/kWh">, region?: CloudRegion): Assumption | undefined {
  if (factor.id === WUE_DEFAULT.id) {
    return {
      code: "wue-default",
      text: "water of cooling was not said: 0.55 L per kWh of computing was taken, within a factor of ten",
    };
  }
  if (region === undefined || factor.id !== `wue/${region.provider}`) return undefined;
  const text = `no WUE is published for ${region.name}: ${factor.value} L/kWh, typical of ${PROVIDER_NAMES[region.provider]}, was taken`;
  return { code: "wue-default", text };
}
