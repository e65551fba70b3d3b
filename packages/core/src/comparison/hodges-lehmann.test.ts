import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hodgesLehmann, medianOfSorted, walshAverages } from "./hodges-lehmann.ts";

const differences = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 30 });

describe("hodgesLehmann", () => {
  it("is the median of the Walsh averages", () => {
    expect([...walshAverages([1, 4, 2])]).toEqual([1, 1.5, 2, 2.5, 3, 4]);
    expect(hodgesLehmann([1, 4, 2])).toBe(2.25);
    expect(hodgesLehmann([7])).toBe(7);
  });

  it("hardly minds a spoilt pair", () => {
    expect(hodgesLehmann([1, 2, 3, 4, 5, 6, 7, 8, 9, 1e9])).toBeLessThan(7);
  });

  it("is mirrored by negation and does not know the order, to the last bit", () => {
    fc.assert(
      fc.property(differences, (d) => {
        expect(hodgesLehmann(d.map((x) => -x)) + 0).toBe(-hodgesLehmann(d) + 0);
        expect(hodgesLehmann(d.toReversed())).toBe(hodgesLehmann(d));
      }),
    );
  });

  it("moves with the differences and stays between their ends", () => {
    fc.assert(
      fc.property(differences, fc.double({ min: -3, max: 3, noNaN: true }), (d, shift) => {
        expect(hodgesLehmann(d.map((x) => x + shift))).toBeCloseTo(hodgesLehmann(d) + shift, 9);
        expect(hodgesLehmann(d)).toBeGreaterThanOrEqual(Math.min(...d));
        expect(hodgesLehmann(d)).toBeLessThanOrEqual(Math.max(...d));
      }),
    );
  });
});

describe("medianOfSorted", () => {
  it("has no answer for no values", () => {
    expect(medianOfSorted([])).toBeNaN();
  });
});
