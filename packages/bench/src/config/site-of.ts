/**
 * The site that a `gramme.yml` describes.
 * @module
 */
import { resolveSite } from "@gramme/core";
import type { Site } from "@gramme/core";
import type { WireConfig } from "@gramme/core/wire";

/** Resolves the `site:` of a configuration; throws core's error for an unknown zone or region. */
export function siteOf(site: WireConfig["site"]): Site {
  const said = site ?? {};
  return resolveSite({
    ...(said.zone === undefined ? {} : { zone: said.zone }),
    ...(said["cloud-region"] === undefined ? {} : { cloud_region: said["cloud-region"] }),
    ...(said.pue === undefined ? {} : { pue: said.pue }),
    ...(said["wue-l-per-kwh"] === undefined ? {} : { wue_l_per_kwh: said["wue-l-per-kwh"] }),
    ...(said["grid-g-per-kwh"] === undefined ? {} : { grid_g_per_kwh: said["grid-g-per-kwh"] }),
  });
}
