import { describe, expect, it } from "vitest";
import { interval, Z90 } from "./estimate/estimate.ts";
import { factorEstimate, statedFactor } from "./factor.ts";
import type { Factor } from "./factor.ts";
import { grams, gramsPerKwh, ratio } from "./units.ts";

const GRID: Factor<"gCO2e/kWh"> = {
  id: "grid/test",
  value: 100,
  unit: "gCO2e/kWh",
  year: 2024,
  spread: 2,
  source: { title: "a table", url: "https://example.org" },
  licence: "facts",
  retrieved: "2026-11-23",
};

describe("factorEstimate", () => {
  it("takes the row's id as the one source of its doubt", () => {
    const estimate = factorEstimate(gramsPerKwh, GRID);
    expect(estimate.value).toBe(100);
    expect(estimate.spread).toEqual({ sources: { "grid/test": Math.log(2) / Z90 }, noise: 0 });
  });

  it("makes the row's spread the ends of the 90 % interval", () => {
    const { low, high } = interval(factorEstimate(gramsPerKwh, GRID));
    expect(low).toBeCloseTo(50, 10);
    expect(high).toBeCloseTo(200, 10);
  });

  it("refuses a row that is no quantity, or surer than exact", () => {
    expect(() => factorEstimate(gramsPerKwh, { ...GRID, value: -1 })).toThrowError(
      expect.objectContaining({ code: "invalid-number" }),
    );
    expect(() => factorEstimate(gramsPerKwh, { ...GRID, spread: 0.5 })).toThrowError(
      expect.objectContaining({ code: "invalid-number" }),
    );
  });

  it("refuses another unit before anything runs", () => {
    // @ts-expect-error a grid intensity is no mass
    const misuse = (): unknown => factorEstimate(grams, GRID);
    expect(misuse).toBeTypeOf("function");
  });
});

describe("statedFactor", () => {
  it("is exact unless said otherwise, and listed as the user's", () => {
    const stated = statedFactor("pue", 1.2, "1");
    expect(stated).toMatchObject({ id: "stated/pue", value: 1.2, unit: "1", spread: 1 });
    expect(stated.source).toEqual({ title: "stated by the user", url: "" });
    expect(interval(factorEstimate(ratio, stated))).toEqual({ value: 1.2, low: 1.2, high: 1.2 });
    expect(statedFactor("pue", 1.2, "1", 1.1).spread).toBe(1.1);
  });
});
