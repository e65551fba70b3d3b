/**
 * Where requests were served, and with which values of the factors.
 * @module
 */
import { NODE_OVERHEAD } from "../energy/factors.ts";
import { GrammeError } from "../error.ts";
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
 * profile's takes nothing of the profile's place. A zone or region that this release does not know is told and taken as
 * unknown, since it was counted already.
 * @param zone code of the requests' zone; empty where none was said
 */
export function servedPlace(site: SiteInput | undefined, zone: string, at: FactorAt = today): ServedPlace {
  const found = zone === "" ? undefined : findZone(zone);
  const { said, ofProfile, gone } = knownSite(site ?? {});
  const elsewhere = zone !== "" && (ofProfile.zone === "unknown" || ofProfile.zone.code !== found?.code);
  const input: SiteInput = elsewhere ? { zone: found?.code } : said;
  const resolved = elsewhere ? resolveSite(input, "site") : ofProfile;
  const { grid, pue, wue, waterOffSite, adpe, pe } = resolved;
  const unknown = [
    ...(zone !== "" && found === undefined ? [zone] : []),
    ...(elsewhere || gone === undefined ? [] : [gone]),
  ];
  const lost = unknown.map((name): ServedAssumption => ({
    code: "zone-without-figure",
    text: `no figure is known for the grid of "${name}": taken as unknown`,
  }));
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

/**
 * What holds of a profile's site. The door of profiles took it, and a later release may know its zone or region no more:
 * what was stated beside them still holds.
 */
function knownSite(said: SiteInput): {
  readonly said: SiteInput;
  readonly ofProfile: Site;
  readonly gone?: string | undefined;
} {
  try {
    return { said, ofProfile: resolveSite(said, "site") };
  } catch (error) {
    if (!(error instanceof GrammeError)) throw error;
    const { zone, cloud_region: region, ...rest } = said;
    return { said: rest, ofProfile: resolveSite(rest, "site"), gone: region ?? zone };
  }
}
