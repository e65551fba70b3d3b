/**
 * Where requests were served, and with which values of the factors.
 * @module
 */
import { NODE_OVERHEAD } from "../energy/factors.ts";
import type { Factor } from "../factor.ts";
import { findZone } from "../site/find-zone.ts";
import type { Site, SiteInput } from "../site/site.ts";
import { resolveSite } from "../site/site.ts";
import type { ServedAssumption } from "./assumption.ts";

/** The value of a factor as it is to be taken: today's, or that of another day. */
export type FactorAt = <U extends string>(factor: Factor<U>) => Factor<U>;

/** A place with its factors, as the energy and impacts of requests need it. */
export interface ServedPlace {
  readonly site: Site;
  readonly overhead: Factor<"1">;
  /** Whether the PUE is the user's word or that of a named cloud region. */
  readonly pueSaid: boolean;
  readonly assumptions: readonly ServedAssumption[];
  readonly at: FactorAt;
}

/** Today's values. */
export const today: FactorAt = (factor) => factor;

/**
 * The place of requests: their own zone where they name one, else the profile's site. A request in another zone than the
 * profile's takes nothing of the profile's place.
 * Throws `unknown-zone` or `unknown-region` for a site that names none; a zone that is not known is told and taken as
 * unknown, since it was counted already.
 * @param zone code of the requests' zone; empty where none was said
 */
export function servedPlace(site: SiteInput | undefined, zone: string, at: FactorAt = today): ServedPlace {
  const found = zone === "" ? undefined : findZone(zone);
  const ofProfile = resolveSite(site ?? {}, "site");
  const elsewhere = zone !== "" && (ofProfile.zone === "unknown" || ofProfile.zone.code !== found?.code);
  const input: SiteInput = elsewhere ? { zone: found?.code } : (site ?? {});
  const resolved = elsewhere ? resolveSite(input, "site") : ofProfile;
  const { grid, pue, wue, waterOffSite, adpe, pe } = resolved;
  const lost: readonly ServedAssumption[] =
    zone !== "" && found === undefined
      ? [
          {
            code: "zone-without-figure",
            text: `no figure is known for the grid of "${zone}": taken as unknown`,
          },
        ]
      : [];
  return {
    site: {
      ...resolved,
      grid: at(grid),
      pue: at(pue),
      wue: at(wue),
      waterOffSite: at(waterOffSite),
      adpe: at(adpe),
      pe: at(pe),
    },
    overhead: at(NODE_OVERHEAD),
    pueSaid: input.pue !== undefined || input.cloud_region !== undefined,
    assumptions: [...lost, ...resolved.assumptions],
    at,
  };
}
