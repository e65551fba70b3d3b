/**
 * Finding a zone by what people write: ISO codes, English names, other common names.
 * @module
 */
import { GrammeError } from "../error.ts";
import { folded, nearest } from "./name-match.ts";
import { otherNames, ZONES, ZONES_WITHOUT_FIGURE } from "./zone.ts";
import type { Zone, ZoneOrUnknown } from "./zone.ts";

/** Folded name or code → zone. Codes come first, so that no name can hide one. */
const BY_NAME: ReadonlyMap<string, Zone> = /* @__PURE__ */ byName(ZONES);

function byName(zones: readonly Zone[]): ReadonlyMap<string, Zone> {
  const index = new Map<string, Zone>();
  const add = (name: string, zone: Zone): void => {
    const key = folded(name);
    if (!index.has(key)) index.set(key, zone);
  };
  for (const zone of zones) add(zone.code, zone);
  for (const zone of zones) if (zone.alpha2 !== undefined) add(zone.alpha2, zone);
  for (const zone of zones) add(zone.name, zone);
  for (const zone of zones) for (const name of otherNames(zone)) add(name, zone);
  return index;
}

/**
 * The zone that a text names: by ISO 3166-1 alpha-2 or alpha-3 code, English name or other common name, whatever its
 * case, accents, spaces and punctuation. Undefined when none does, or when the grid table has no figure for it.
 */
export function findZone(text: string): Zone | undefined {
  return BY_NAME.get(folded(text));
}

/** Zones whose name or code is near a text that names none, best first, at most three. */
export function suggestZones(text: string): readonly Zone[] {
  return nearest(text, BY_NAME);
}

/**
 * The zone that a text names. Throws `unknown-zone`, with near misses, when none does.
 * @param field dotted path of the input, for the error: `site.zone`
 */
export function zoneOrThrow(text: string, field: string): Zone {
  const zone = findZone(text);
  if (zone !== undefined) return zone;
  const expected = 'an ISO 3166-1 code, an English country name, or "unknown"';
  const bare = byName(ZONES_WITHOUT_FIGURE).get(folded(text));
  if (bare !== undefined) {
    throw new GrammeError("unknown-zone", `${field}: no grid figure is published for ${bare.name}`, {
      field,
      found: text,
      expected: "the zone that its electricity comes from, or grid_g_per_kwh with a figure of your own",
    });
  }
  const suggestions = suggestZones(text).map(({ name }) => name);
  const hint =
    suggestions.length === 0 ? `expected ${expected}` : `did you mean ${suggestions.join(" or ")}?`;
  throw new GrammeError("unknown-zone", `${field}: unknown zone "${text}", ${hint}`, {
    field,
    found: text,
    expected,
    suggestions,
  });
}

/**
 * The zone that a text names, or `"unknown"` when it says so or there is none. Throws `unknown-zone`, with near misses,
 * when it names no zone.
 * @param field dotted path of the input, for the error: `site.zone`
 */
export function zoneOrUnknown(text: string | undefined, field: string): ZoneOrUnknown {
  return text === undefined || folded(text) === "unknown" ? "unknown" : zoneOrThrow(text, field);
}
