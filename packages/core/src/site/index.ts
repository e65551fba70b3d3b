/**
 * Where computing is done: zones, grids, cloud regions, and the factors that hold there.
 * @module
 */
export { CLOUD_REGIONS } from "./cloud-region.rows.ts";
export type { CloudRegion, Provider, Published } from "./cloud-region.rows.ts";
export { cloudRegionOrThrow, findCloudRegion, suggestCloudRegions } from "./cloud-region.ts";
export { adpeFactor, electricityAssumptions, peFactor, waterOffSiteFactor } from "./electricity.ts";
export { findZone, suggestZones, zoneOrThrow, zoneOrUnknown } from "./find-zone.ts";
export { gridFactor, gridSpread, ZONE_UNKNOWN } from "./grid.ts";
export { chooseGrid } from "./live-grid.ts";
export type { ChosenGrid, FetchJson, LiveAnswer, LiveGrid } from "./live-grid.ts";
export { PUE_DEFAULT, pueAssumption, pueFactor } from "./pue.ts";
export type { PueInput } from "./pue.ts";
export { resolveSite } from "./site.ts";
export type { Site, SiteInput } from "./site.ts";
export { WUE_DEFAULT, wueAssumption, wueFactor } from "./wue.ts";
export type { WueInput } from "./wue.ts";
export { WORLD, ZONES } from "./zone.ts";
export type { Zone, ZoneOrUnknown } from "./zone.ts";
