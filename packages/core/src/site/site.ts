/**
 * A place where computing is done, resolved from what a user says of it to the factors that hold there.
 * @module
 */
import type { Assumption } from "../assumption.ts";
import { GrammeError } from "../error.ts";
import type { Factor } from "../factor.ts";
import { statedFactor } from "../factor.ts";
import type { CloudRegion } from "./cloud-region.rows.ts";
import { cloudRegionOrThrow } from "./cloud-region.ts";
import { adpeFactor, electricityAssumptions, peFactor, waterOffSiteFactor } from "./electricity.ts";
import { zoneOrThrow, zoneOrUnknown } from "./find-zone.ts";
import { gridFactor, ZONE_UNKNOWN } from "./grid.ts";
import { pueAssumption, pueFactor } from "./pue.ts";
import { numberAtLeast } from "./stated-number.ts";
import { wueAssumption, wueFactor } from "./wue.ts";
import type { ZoneOrUnknown } from "./zone.ts";

/** What a user can say of a place. All of it is optional; what is not said is assumed, and listed. */
export interface SiteInput {
  /** ISO 3166-1 code, English country name, or `unknown`. */
  readonly zone?: string | undefined;
  /** A public cloud's region by its provider's own name; gives the zone, PUE and WUE. */
  readonly cloud_region?: string | undefined;
  /** Power usage effectiveness, >= 1. 1 for a computer on a desk. */
  readonly pue?: number | undefined;
  /** Water of cooling, L per kWh of IT energy, >= 0. */
  readonly wue_l_per_kwh?: number | undefined;
  /** Grid intensity, g CO2e per kWh, location-based, >= 0. Stands in place of the annual average of the zone. */
  readonly grid_g_per_kwh?: number | undefined;
}

/** A place with its factors, and what was assumed of it. */
export interface Site {
  readonly zone: ZoneOrUnknown;
  readonly region?: CloudRegion;
  readonly grid: Factor<"gCO2e/kWh">;
  readonly pue: Factor<"1">;
  readonly wue: Factor<"L/kWh">;
  readonly waterOffSite: Factor<"L/kWh">;
  readonly adpe: Factor<"kgSb/kWh">;
  readonly pe: Factor<"MJ/kWh">;
  readonly assumptions: readonly Assumption[];
}

/**
 * The factors of a place. A stated number wins over a region's, a region's over a default; each default is listed in
 * `assumptions`.
 *
 * Throws `unknown-zone` or `unknown-region` with near misses; `malformed-input` when the stated zone is not the
 * region's country; `invalid-number` for a PUE below 1, a negative WUE or grid intensity, or what is no number.
 * @param field dotted path of the whole input, for the errors
 */
export function resolveSite(input: SiteInput, field = "site"): Site {
  const region =
    input.cloud_region === undefined
      ? undefined
      : cloudRegionOrThrow(input.cloud_region, `${field}.cloud_region`);
  const zone = siteZone(input.zone, region, field);
  const grid =
    input.grid_g_per_kwh === undefined
      ? gridFactor(zone)
      : statedFactor(
          "grid",
          numberAtLeast(0, input.grid_g_per_kwh, " in g CO2e/kWh", `${field}.grid_g_per_kwh`),
          "gCO2e/kWh",
        );
  const pue = pueFactor({ pue: input.pue, region }, `${field}.pue`);
  const wue = wueFactor({ wue: input.wue_l_per_kwh, region }, `${field}.wue_l_per_kwh`);
  const waterOffSite = waterOffSiteFactor(zone);
  const adpe = adpeFactor(zone);
  const pe = peFactor(zone);
  const assumptions = [
    // A stated intensity makes the zone's average unused, so nothing is assumed of it.
    zone === "unknown" && input.grid_g_per_kwh === undefined ? ZONE_UNKNOWN : undefined,
    pueAssumption(pue, region),
    wueAssumption(wue, region),
    ...electricityAssumptions(adpe, pe, waterOffSite),
  ].filter((assumption) => assumption !== undefined);
  return { zone, ...(region && { region }), grid, pue, wue, waterOffSite, adpe, pe, assumptions };
}

function siteZone(stated: string | undefined, region: CloudRegion | undefined, field: string): ZoneOrUnknown {
  const zone = zoneOrUnknown(stated, `${field}.zone`);
  if (region === undefined) return zone;
  const ofRegion = zoneOrThrow(region.zone, `${field}.cloud_region`);
  if (zone === "unknown" || zone.code === ofRegion.code) return ofRegion;
  const where = `${region.provider}:${region.name} is in ${ofRegion.name}`;
  throw new GrammeError(
    "malformed-input",
    `${field}.zone is ${zone.name}, but ${field}.cloud_region ${where}`,
    {
      field: `${field}.zone`,
      found: zone.name,
      expected: `${ofRegion.name}, or no zone beside cloud_region`,
    },
  );
}
