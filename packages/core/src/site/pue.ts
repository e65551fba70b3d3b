/**
 * Power usage effectiveness (methodology M19): energy of the whole facility ÷ energy of its computing. 1 is a computer
 * without a data centre around it.
 * @module
 */
import type { Assumption } from "../assumption.ts";
import type { Factor } from "../factor.ts";
import { statedFactor } from "../factor.ts";
import { CLOUD_REGION_SOURCE, PROVIDER_NAMES } from "./cloud-region.ts";
import type { CloudRegion, Provider } from "./cloud-region.rows.ts";
import { numberAtLeast } from "./stated-number.ts";

/** Spread of a PUE that its provider publishes: an annual average, met by one building more than by the next. */
const PUBLISHED_SPREAD = 1.05;

/**
 * Median of the regions of each provider that have a published PUE (22, 13 and 27 of them), for a region without one.
 * The spread holds nine in ten of those regions.
 */
const PROVIDER_MEDIAN: Readonly<
  Record<Provider, { readonly value: number; readonly spread: number; readonly year: number }>
> = {
  aws: { value: 1.185, spread: 1.2, year: 2024 },
  azure: { value: 1.14, spread: 1.2, year: 2022 },
  gcp: { value: 1.09, spread: 1.1, year: 2024 },
};

const READ = {
  unit: "1",
  source: CLOUD_REGION_SOURCE,
  licence: "facts, with attribution",
  retrieved: "2026-11-23",
} as const;

/**
 * PUE of a facility of which nothing is known. The spread reaches down to the clouds (1.2) and up to small and old
 * rooms (2.0).
 */
export const PUE_DEFAULT: Factor<"1"> = {
  id: "pue/uptime/2024",
  value: 1.56,
  unit: "1",
  year: 2024,
  spread: 1.3,
  source: {
    title: "Uptime Institute, Global Data Center Survey 2024: average PUE, as in Green Algorithms 3",
    url: "https://uptimeinstitute.com/resources/research-and-reports/uptime-institute-global-data-center-survey-results-2024",
  },
  licence: "facts",
  retrieved: "2026-11-23",
};

/** What can be known of a facility's PUE. */
export interface PueInput {
  /** Stated value, >= 1. */
  readonly pue?: number | undefined;
  readonly region?: CloudRegion | undefined;
}

/**
 * PUE of a facility: as stated, else as published for its cloud region, else the median of its provider, else the
 * survey's average. The last two are assumptions: see `pueAssumption`.
 * Throws `invalid-number` when the stated value is not a finite number >= 1.
 * @param field dotted path of the stated value, for the error
 */
export function pueFactor({ pue, region }: PueInput, field = "pue"): Factor<"1"> {
  if (pue !== undefined) return statedFactor("pue", numberAtLeast(1, pue, "", field), "1");
  if (region === undefined) return PUE_DEFAULT;
  const { provider, name, zone } = region;
  if (region.pue !== undefined) {
    return { ...READ, ...region.pue, id: `pue/${provider}/${name}`, zone, spread: PUBLISHED_SPREAD };
  }
  return { ...READ, ...PROVIDER_MEDIAN[provider], id: `pue/${provider}` };
}

/** The assumption behind a PUE, when it is not the facility's own. */
export function pueAssumption(factor: Factor<"1">, region?: CloudRegion): Assumption | undefined {
  if (factor.id === PUE_DEFAULT.id) {
    return {
      code: "pue-default",
      text: "PUE was not said: the average of the 2024 survey of data centres, 1.56, was taken",
    };
  }
  if (region === undefined || factor.id !== `pue/${region.provider}`) return undefined;
  const text = `no PUE is published for ${region.name}: the median of ${PROVIDER_NAMES[region.provider]}, ${factor.value}, was taken`;
  return { code: "pue-default", text };
}
