import * as fc from "fast-check";
import { iso31661 } from "iso-3166/1.js";
import { describe, expect, it } from "vitest";
import { GrammeError } from "../error.ts";
import { EMBER } from "./ember.ts";
import { findZone, suggestZones, zoneOrThrow, zoneOrUnknown } from "./find-zone.ts";
import { gridFactor } from "./grid.ts";
import { folded } from "./name-match.ts";
import { otherNames, tableKey, ZONES, ZONES_WITHOUT_FIGURE } from "./zone.ts";

function thrown(work: () => unknown): GrammeError {
  try {
    work();
  } catch (error) {
    if (error instanceof GrammeError) return error;
  }
  throw new Error("expected a GrammeError");
}

describe("the table of zones", () => {
  it("has every key of the grid table, once", () => {
    const keys = ZONES.map(({ code }) => tableKey(code));
    expect(keys.toSorted()).toEqual(Object.keys(EMBER).toSorted());
    expect(ZONES).toHaveLength(222);
    expect(ZONES.filter(({ alpha2 }) => alpha2 !== undefined)).toHaveLength(209);
  });

  it("leaves no country of ISO 3166-1 out without a word", () => {
    const named = new Set([...ZONES, ...ZONES_WITHOUT_FIGURE].map(({ code }) => code));
    expect(iso31661.filter(({ alpha3 }) => !named.has(alpha3))).toEqual([]);
    expect(findZone("Monaco")).toBeUndefined();
  });

  it("gives no name to two zones", () => {
    const owner = new Map<string, string>();
    for (const zone of ZONES) {
      for (const name of [zone.code, zone.alpha2 ?? zone.code, zone.name, ...otherNames(zone)]) {
        expect(owner.get(folded(name)) ?? zone.code).toBe(zone.code);
        owner.set(folded(name), zone.code);
      }
    }
  });
});

describe("findZone", () => {
  it("finds every zone by each of its codes and names", () => {
    for (const zone of ZONES) {
      const names = [
        zone.code,
        tableKey(zone.code),
        zone.alpha2 ?? zone.code,
        zone.name,
        ...otherNames(zone),
      ];
      expect(names.map((name) => [name, findZone(name)?.code])).toEqual(
        names.map((name) => [name, zone.code]),
      );
    }
  });

  it.each([
    ["USA", "USA"],
    ["U.S.A.", "USA"],
    ["us", "USA"],
    ["United States", "USA"],
    ["The United States of America", "USA"],
    ["UK", "GBR"],
    ["Great Britain", "GBR"],
    ["South Korea", "KOR"],
    ["Korea, Republic of", "KOR"],
    ["Russia", "RUS"],
    ["Russian Federation", "RUS"],
    ["Czechia", "CZE"],
    ["Czech Republic", "CZE"],
    ["Türkiye", "TUR"],
    ["TÜRKİYE", "TUR"],
    ["Turkey", "TUR"],
    ["Ivory Coast", "CIV"],
    ["cote d ivoire", "CIV"],
    ["Viet Nam", "VNM"],
    ["Vietnam", "VNM"],
    ["St. Lucia", "LCA"],
    ["Bosnia & Herzegovina", "BIH"],
    ["Kosovo", "XKX"],
    ["EU", "EU"],
    ["European Union", "EU"],
    ["WORLD", "WORLD"],
    ["World", "WORLD"],
    ["middle east", "MIDDLE-EAST"],
  ])("reads %s", (text, code) => {
    expect(findZone(text)?.code).toBe(code);
  });

  it("does not choose between two countries", () => {
    expect(findZone("Korea")).toBeUndefined();
    expect(
      suggestZones("Korea")
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual(["KOR", "PRK"]);
  });

  it("does not mind case, spaces, accents and punctuation", () => {
    const noisy = fc.tuple(
      fc.constantFrom(...ZONES),
      fc.boolean(),
      fc.constantFrom("", " ", "  ", "\t", "."),
      fc.constantFrom("NFC", "NFD"),
    );
    fc.assert(
      fc.property(noisy, ([zone, upper, space, form]) => {
        const name = upper ? zone.name.toUpperCase() : zone.name.toLowerCase();
        const typed = `${space}${name.replaceAll(" ", ` ${space}`)}${space}`.normalize(form);
        expect(findZone(typed)).toBe(zone);
        expect(findZone(typed.normalize("NFD").replaceAll(/\p{M}/gu, ""))).toBe(zone);
      }),
    );
  });

  it("answers any text without throwing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(suggestZones(text).length).toBeLessThanOrEqual(3);
        const zone = findZone(text);
        expect(zone === undefined || ZONES.includes(zone)).toBe(true);
      }),
    );
  });
});

describe("zoneOrThrow", () => {
  it.each([
    ["Frnace", "France"],
    ["Germny", "Germany"],
    ["Untied Kingdom", "United Kingdom"],
    ["Swedn", "Sweden"],
    ["FRR", "France"],
  ])("suggests for %s", (text, name) => {
    const error = thrown(() => zoneOrThrow(text, "site.zone"));
    expect(error.code).toBe("unknown-zone");
    expect(error.details).toMatchObject({ field: "site.zone", found: text });
    expect(error.details.suggestions).toContain(name);
    expect(error.message).toContain("did you mean");
  });

  it("says what would be right when nothing is near", () => {
    const error = thrown(() => zoneOrThrow("qqqqqqqq", "site.zone"));
    expect(error.details.suggestions).toEqual([]);
    expect(error.message).toContain("ISO 3166-1");
  });

  it("says of a country without a figure that it has none", () => {
    const error = thrown(() => zoneOrThrow("Monaco", "site.zone"));
    expect(error.message).toBe("site.zone: no grid figure is published for Monaco");
  });
});

describe("zoneOrUnknown", () => {
  it.each([undefined, "unknown", " Unknown"])("takes %s as not known", (text) => {
    expect(zoneOrUnknown(text, "zone")).toBe("unknown");
  });

  it("reads a zone as zoneOrThrow does", () => {
    expect(zoneOrUnknown("FR", "zone")).toBe(zoneOrThrow("France", "zone"));
    expect(thrown(() => zoneOrUnknown("", "zone")).code).toBe("unknown-zone");
  });

  it("gives a figure above 0 for every zone", () => {
    expect(ZONES.filter((zone) => !(gridFactor(zone).value > 0))).toEqual([]);
  });
});
