import { describe, expect, it } from "vitest";
import { firstCrossings } from "./boundary-crossing.ts";
import { normalQuantile } from "./normal-law.ts";

const equal = (looks: number): number[] => Array.from({ length: looks }, (_, i) => i + 1);
const total = (crossings: readonly number[]): number => crossings.reduce((sum, p) => sum + p, 0);

describe("firstCrossings", () => {
  it("gives the error of repeated 5 % tests that Armitage, McPherson & Rowe 1969 tabulate", () => {
    // Their table 2, known to three decimals: 0.050, 0.083, 0.107, 0.126, 0.142 for 1 … 5 looks, 0.193 for 10.
    const published = new Map([
      [1, 0.05],
      [2, 0.083],
      [3, 0.107],
      [4, 0.126],
      [5, 0.142],
      [10, 0.193],
    ]);
    for (const [looks, error] of published) {
      const bounds = equal(looks).map(() => normalQuantile(0.025));
      expect(total(firstCrossings(equal(looks), bounds))).toBeCloseTo(error, 3);
    }
  });

  it("gives 5 % at the constants of Pocock 1977 and of O'Brien & Fleming 1979", () => {
    for (const [looks, bound] of [
      [2, 2.178],
      [3, 2.289],
      [4, 2.361],
      [5, 2.413],
    ] as const) {
      expect(
        total(
          firstCrossings(
            equal(looks),
            equal(looks).map(() => bound),
          ),
        ),
      ).toBeCloseTo(0.05, 3);
    }
    // O'Brien & Fleming at 4 looks: 2.024·√(4/k).
    expect(
      total(
        firstCrossings(
          equal(4),
          equal(4).map((k) => 2.024 * Math.sqrt(4 / k)),
        ),
      ),
    ).toBeCloseTo(0.05, 3);
  });

  it("agrees with the bivariate law: two looks, orthant by the arcsine", () => {
    // With a bound of nearly 0 at look 1 nothing is left; with an infinite one the second look is a plain test.
    expect(total(firstCrossings([1, 2], [Infinity, 1.959963984540054]))).toBeCloseTo(0.05, 9);
    expect(total(firstCrossings([1, 2, 3], [1.959963984540054, Infinity, Infinity]))).toBeCloseTo(0.05, 9);
  });

  it("stays exact when two looks are close together", () => {
    const near = total(firstCrossings([200, 201], [2.2, 2.2]));
    expect(near).toBeGreaterThan(total(firstCrossings([200], [2.2])));
    expect(near).toBeCloseTo(total(firstCrossings([200, 200.5, 201], [2.2, Infinity, 2.2])), 6);
  });
});
