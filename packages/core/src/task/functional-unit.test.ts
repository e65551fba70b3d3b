import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exact, totalDeviation, uncertain } from "../estimate/estimate.ts";
import { joules } from "../units.ts";
import { ofUnits, perThousand, perUnit } from "./functional-unit.ts";

describe("perUnit and perThousand", () => {
  test("divide, and leave the relative spread alone", () => {
    const total = uncertain(joules(500), "meter", 1.1);
    expect(perUnit(total, 200, joules)).toEqual({ value: 2.5, spread: total.spread });
    expect(perThousand(total, 250, joules)).toEqual({ value: 2000, spread: total.spread });
  });

  test.each([
    ["perUnit", perUnit],
    ["perThousand", perThousand],
    ["ofUnits", ofUnits],
  ])("%s refuses zero units, never gives the total", (_, per) => {
    expect(() => per(exact(joules(1)), 0, joules)).toThrow(expect.objectContaining({ code: "zero-units" }));
    expect(() => per(exact(joules(1)), -0, joules)).toThrow(expect.objectContaining({ code: "zero-units" }));
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuse %d units", (units) => {
    expect(() => perUnit(exact(joules(1)), units, joules)).toThrow(
      expect.objectContaining({ code: "invalid-number" }),
    );
    expect(() => perThousand(exact(joules(1)), units, joules)).toThrow(
      expect.objectContaining({ code: "invalid-number" }),
    );
  });

  test("per unit × units is the total", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (value, units, spread) => {
          const total = uncertain(joules(value), "source", spread);
          const back = ofUnits(perUnit(total, units, joules), units, joules);
          expect(back.value / value).toBeCloseTo(1, 12);
          expect(totalDeviation(back.spread)).toBe(totalDeviation(total.spread));
          expect(perThousand(total, units, joules).value / perUnit(total, units, joules).value).toBeCloseTo(
            1000,
            6,
          );
        },
      ),
    );
  });
});
