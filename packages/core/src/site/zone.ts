/**
 * Zones: every place that the grid table has a figure for, with its codes and names.
 * @module
 */
import { iso31661 } from "iso-3166/1.js";
import { EMBER } from "./ember.ts";
import { COUNTRY_NAMES, REGION_NAMES } from "./zone-names.rows.ts";

/** A country, or a group of countries, with a grid figure. */
export interface Zone {
  /** ISO 3166-1 alpha-3 (`FRA`; `XKX` for Kosovo), or the name of a group: `EU`, `WORLD`, `MIDDLE-EAST`. */
  readonly code: string;
  /** ISO 3166-1 alpha-2, for a country. */
  readonly alpha2?: string;
  /** Common English name. */
  readonly name: string;
}

/** Not known is a value: what is computed with it says so, and is wide. */
export type ZoneOrUnknown = Zone | "unknown";

/** Code of the world average. */
export const WORLD = "WORLD";

/** Key of the grid table of a zone's code: groups are written with spaces there. */
export function tableKey(code: string): string {
  return code.replaceAll("-", " ");
}

/** Other names than its common one that a zone is known by, its ISO name among them. */
export function otherNames({ code, alpha2, name }: Zone): readonly string[] {
  const [, ...others] = COUNTRY_NAMES[code] ?? REGION_NAMES[tableKey(code)] ?? [name];
  const iso = iso31661.find((row) => row.alpha2 === alpha2)?.name;
  return iso === undefined || iso === name ? others : [...others, iso];
}

function countries(): readonly Zone[] {
  const listed = iso31661.map(({ alpha2, alpha3, name }): Zone => {
    const [common] = COUNTRY_NAMES[alpha3] ?? [name];
    return { code: alpha3, alpha2, name: common };
  });
  // Kosovo's codes are assigned by their users, not by ISO.
  return [...listed, { code: "XKX", alpha2: "XK", name: "Kosovo" }];
}

function groups(): readonly Zone[] {
  return Object.entries(REGION_NAMES).map(([key, [name]]) => ({ code: key.replaceAll(" ", "-"), name }));
}

function hasFigure({ code }: Zone): boolean {
  return EMBER[tableKey(code)] !== undefined;
}

function zones(): readonly Zone[] {
  return [...countries(), ...groups()].filter(hasFigure);
}

function zonesWithoutFigure(): readonly Zone[] {
  return countries().filter((zone) => !hasFigure(zone));
}

/** Every zone with a grid figure: 209 countries and territories, then 13 groups of countries. */
export const ZONES: readonly Zone[] = /* @__PURE__ */ zones();

/** Countries and territories of ISO 3166-1 for which the grid table has no figure. */
export const ZONES_WITHOUT_FIGURE: readonly Zone[] = /* @__PURE__ */ zonesWithoutFigure();
