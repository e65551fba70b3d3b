import { describe, expect, it } from "vitest";
import { normalCdf, normalDensity, normalQuantile, normalTail } from "./normal-law.ts";

/** P(0 < Z < x) from the power series of Marsaglia 2004, "Evaluating the normal distribution": no coefficient to mistype. */
function seriesHalf(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-18; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return sum * normalDensity(x);
}

describe("normalTail", () => {
  it("agrees with the power series to 1e-14 over ±6", () => {
    for (let x = -6; x <= 6; x += 0.01)
      expect(Math.abs(normalTail(x) - (0.5 - seriesHalf(x)))).toBeLessThan(1e-14);
  });

  it("has no step where one formula hands over to the other, and known far tails", () => {
    expect(normalTail(7.07106781) / normalTail(7.0710678)).toBeCloseTo(1, 6);
    // Abramowitz & Stegun 26.2: Q(5) and Q(10).
    expect(normalTail(5) / 2.86651571879e-7).toBeCloseTo(1, 10);
    expect(normalTail(10) / 7.61985302416e-24).toBeCloseTo(1, 8);
    expect([normalTail(Infinity), normalTail(-Infinity), normalCdf(0)]).toEqual([0, 1, 0.5]);
  });
});

describe("normalQuantile", () => {
  it("undoes the tail", () => {
    for (const tail of [1e-250, 1e-12, 0.001, 0.025, 0.2, 0.5, 0.8, 0.999]) {
      expect(normalTail(normalQuantile(tail)) / tail).toBeCloseTo(1, 10);
    }
  });

  it("knows the usual ones and the ends", () => {
    expect(normalQuantile(0.025)).toBeCloseTo(1.959963984540054, 12);
    expect(normalQuantile(0.005)).toBeCloseTo(2.5758293035489004, 12);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Infinity, -Infinity]);
  });
});
