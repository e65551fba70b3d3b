import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interval } from "../estimate/estimate.ts";
import { factorEstimate } from "../factor.ts";
import { gramsPerKwh } from "../units.ts";
import { EMBER } from "./ember.ts";
import { zoneOrThrow } from "./find-zone.ts";
import { GRID_YEARS } from "./grid-years.rows.ts";
import { gridFactor, gridSpread } from "./grid.ts";
import { chooseGrid } from "./live-grid.ts";
import { ZONES } from "./zone.ts";

/**
 * What other sources say of one country, g CO2e/kWh: Electricity Maps 2025, Our World in Data 2023 (in CodeCarbon 3.3),
 * Green Algorithms 3, BoaviztAPI 2.4 (2019 and 2020). Green Algorithms' 5.67 for Sweden is of direct emissions and left
 * out.
 */
const OTHER_SOURCES: Readonly<Record<string, readonly number[]>> = {
  CHN: [485, 582.317, 537.4, 550],
  DEU: [342, 380.95, 338.66, 422],
  FRA: [31, 56.039, 51.28, 98],
  GBR: [176, 237.589, 231.12, 246],
  IND: [593, 713.441, 708.2, 626],
  IRL: [301, 290.805, 335.99, 384],
  POL: [565, 661.926, 759.62, 805],
  SWE: [21, 40.695, 40],
  USA: [414, 369.473, 423.94, 370],
};

const zone = (text: string): ReturnType<typeof zoneOrThrow> => zoneOrThrow(text, "zone");
const estimate = (text: string): ReturnType<typeof interval> =>
  interval(factorEstimate(gramsPerKwh, gridFactor(zone(text))));

describe("gridFactor", () => {
  it("is the table's figure, with its year and accounting", () => {
    expect(gridFactor(zone("FR"))).toMatchObject({
      id: "grid/ember/FRA",
      value: 44.18,
      unit: "gCO2e/kWh",
      zone: "FRA",
      year: 2024,
      spread: 2.5,
    });
    expect(gridFactor(zone("middle east"))).toMatchObject({ id: "grid/ember/MIDDLE-EAST", value: 637.24 });
    expect(gridFactor(zone("Iceland")).year).toBe(2023);
    for (const word of ["life-cycle", "annual average", "location-based"]) {
      expect(gridFactor(zone("FR")).source.title).toContain(word);
    }
  });

  it("gives one id to each zone", () => {
    const ids = [...ZONES.map((each) => gridFactor(each)), gridFactor("unknown")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(223);
  });

  it("dates only zones that exist", () => {
    const codes = new Set(ZONES.map(({ code }) => code));
    expect([...GRID_YEARS.keys()].filter((code) => !codes.has(code))).toEqual([]);
  });

  it("holds nine in ten of what other sources say, and all but one of what they say of each country", () => {
    const held = Object.entries(OTHER_SOURCES).map(([code, values]) => {
      const { low, high } = estimate(code);
      return { code, of: values.length, in: values.filter((value) => value >= low && value <= high).length };
    });
    const total = (key: "of" | "in"): number => held.reduce((sum, row) => sum + row[key], 0);
    expect(total("of")).toBe(35);
    expect(total("in") / total("of")).toBeGreaterThanOrEqual(0.9);
    expect(held.filter((row) => row.in < row.of - 1)).toEqual([]);
  });

  it("is widest where the zone is not known: nine countries in ten are inside", () => {
    const unknown = gridFactor("unknown");
    expect(unknown).toMatchObject({ id: "grid/ember/unknown", value: EMBER["WORLD"], spread: 5 });
    const countries = ZONES.filter(({ alpha2 }) => alpha2 !== undefined).map(
      (each) => gridFactor(each).value,
    );
    const within = (spread: number): number =>
      countries.filter((value) => value <= unknown.value * spread && value >= unknown.value / spread).length;
    expect(within(unknown.spread) / countries.length).toBeGreaterThanOrEqual(0.9);
    expect(within(4.5) / countries.length).toBeLessThan(0.9);
  });

  it("does not take the average of many countries, or of many grids, for that of one place", () => {
    expect(gridFactor(zone("World")).spread).toBe(5);
    expect(gridFactor(zone("EU")).spread).toBe(5);
    for (const code of ["USA", "CAN"]) {
      const factor = gridFactor(zone(code));
      expect(factor.spread).toBeGreaterThan(gridSpread(factor.value));
    }
  });

  it("lets no zone emit nothing: the table's 0 for the Central African Republic is a rounding", () => {
    expect(EMBER["CAF"]).toBe(0);
    expect(gridFactor(zone("CAF"))).toMatchObject({ id: "grid/hydropower/CAF", value: 24, zone: "CAF" });
  });
});

describe("gridSpread", () => {
  it.each([
    [0, 2.5],
    [49.99, 2.5],
    [50, 1.6],
    [199.99, 1.6],
    [200, 1.3],
    [1306, 1.3],
  ])("at %d g is %d", (grams, spread) => {
    expect(gridSpread(grams)).toBe(spread);
  });

  it("never grows with the level", () => {
    const level = fc.double({ min: 0, max: 2000, noNaN: true });
    fc.assert(
      fc.property(level, level, (a, b) => {
        expect(gridSpread(Math.max(a, b))).toBeLessThanOrEqual(gridSpread(Math.min(a, b)));
      }),
    );
  });
});

describe("chooseGrid", () => {
  const annual = gridFactor(zone("FR"));
  const factor = { ...annual, id: "grid/live/FRA", value: 20, year: 2026 };

  it("takes a live figure of the same accounting, and keeps both", () => {
    const live = { kind: "reading", factor, at: "2026-11-23T05:00:00Z", accounting: "life-cycle" } as const;
    expect(chooseGrid(annual, live)).toEqual({ used: factor, annual, live });
  });

  it("falls back on the annual figure when there is none, or one of direct emissions", () => {
    const none = { kind: "none", reason: "the provider answered 503" } as const;
    expect(chooseGrid(annual, none)).toEqual({ used: annual, annual, live: none });
    const direct = { kind: "reading", factor, at: "2026-11-23T05:00:00Z", accounting: "direct" } as const;
    expect(chooseGrid(annual, direct).used).toBe(annual);
  });
});
