import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joules, ratio } from "../units.ts";
import type { Joules } from "../units.ts";
import { doubt, doubted, interval, product, scale, sum, totalDeviation } from "./estimate.ts";
import type { Estimate, Spread } from "./estimate.ts";

const SOURCES = ["grid", "pue", "curve", "memory"] as const;
const sensitivity = fc.double({ min: -1, max: 1, noNaN: true });
const noise = fc.double({ min: 0, max: 1, noNaN: true });

const spread: fc.Arbitrary<Spread> = fc.record({
  sources: fc.dictionary(fc.constantFrom(...SOURCES), sensitivity),
  noise,
});
const estimate: fc.Arbitrary<Estimate<Joules>> = fc.record({
  value: fc.double({ min: 1e-3, max: 1e6, noNaN: true }).map(joules),
  spread,
});
const parts = fc.array(estimate, { minLength: 1, maxLength: 8 });

/** Sensitivities with a 0 for every source that is not named. */
function sensitivities({ spread: { sources } }: Estimate): readonly number[] {
  return SOURCES.map((source) => sources[source] ?? 0);
}

function expectSameSpread(found: Estimate, wanted: Estimate): void {
  for (const [index, c] of sensitivities(found).entries()) {
    expect(c).toBeCloseTo(sensitivities(wanted)[index] ?? Number.NaN, 9);
  }
  expect(found.spread.noise).toBeCloseTo(wanted.spread.noise, 9);
}

function expectNear(found: number, wanted: number): void {
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
}

describe("an interval", () => {
  it("holds its value", () => {
    fc.assert(
      fc.property(estimate, (figure) => {
        const { low, value, high } = interval(figure);
        expect(value).toBe(figure.value);
        expect(low).toBeGreaterThan(0);
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }),
    );
  });

  it("widens with every new source of doubt, and holds the narrower one", () => {
    fc.assert(
      fc.property(estimate, fc.double({ min: 1, max: 10, noNaN: true }), (figure, factor) => {
        const before = interval(figure);
        const after = interval(doubted(figure, "a new source", factor));
        expect(after.low).toBeLessThanOrEqual(before.low * (1 + 1e-12));
        expect(after.high).toBeGreaterThanOrEqual(before.high * (1 - 1e-12));
      }),
    );
  });

  it("moves with the unit it is given in", () => {
    fc.assert(
      fc.property(estimate, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (figure, by) => {
        const before = interval(figure);
        const after = interval(scale(joules, figure, by));
        expectNear(after.low / by, before.low);
        expectNear(after.high / by, before.high);
        expect(scale(joules, figure, by).spread).toEqual(figure.spread);
      }),
    );
  });
});

describe("a product", () => {
  it("does not mind the order of its factors", () => {
    fc.assert(
      fc.property(estimate, estimate, (a, b) => {
        const [ab, ba] = [product(ratio, [a, b]), product(ratio, [b, a])];
        expect(ab.value).toBe(ba.value);
        expectSameSpread(ab, ba);
      }),
    );
  });

  it("divided by itself has no doubt from any source, and noise twice", () => {
    fc.assert(
      fc.property(estimate, (figure) => {
        const one = product(ratio, [figure], [figure]);
        expect(one.value).toBe(1);
        expect(sensitivities(one)).toEqual(SOURCES.map(() => 0));
        expect(one.spread.noise).toBeCloseTo(Math.SQRT2 * figure.spread.noise, 12);
      }),
    );
  });

  it("leaves no trace of a source that it is multiplied with and divided by", () => {
    fc.assert(
      fc.property(estimate, estimate, (figure, through) => {
        const silent = { ...through, spread: { ...through.spread, noise: 0 } };
        const back = product(joules, [product(ratio, [figure, silent])], [silent]);
        expectNear(back.value, figure.value);
        expectSameSpread(back, figure);
      }),
    );
  });
});

describe("a sum", () => {
  it("adds values, whatever the doubt", () => {
    fc.assert(
      fc.property(parts, (all) => {
        expectNear(
          sum(joules, all).value,
          all.reduce((total, part) => total + part.value, 0),
        );
      }),
    );
  });

  it("is the same in one go and in two", () => {
    fc.assert(
      fc.property(parts, parts, (some, others) => {
        const once = sum(joules, [...some, ...others]);
        const twice = sum(joules, [sum(joules, some), sum(joules, others)]);
        expectNear(twice.value, once.value);
        expectSameSpread(twice, once);
      }),
    );
  });

  it("is never less sure than the value-weighted mean of its parts", () => {
    fc.assert(
      fc.property(parts, (all) => {
        const total = sum(joules, all);
        const mean = all.reduce(
          (acc, part) => acc + (part.value / total.value) * totalDeviation(part.spread),
          0,
        );
        expect(totalDeviation(total.spread)).toBeLessThanOrEqual(mean * (1 + 1e-9) + 1e-12);
      }),
    );
  });

  it("of n equal parts keeps what they share, and divides noise by √n", () => {
    fc.assert(
      fc.property(estimate, fc.integer({ min: 1, max: 200 }), (part, n) => {
        const total = sum(
          joules,
          Array.from({ length: n }, () => part),
        );
        for (const [index, c] of sensitivities(total).entries()) {
          expect(c).toBeCloseTo(sensitivities(part)[index] ?? Number.NaN, 9);
        }
        expect(total.spread.noise).toBeCloseTo(part.spread.noise / Math.sqrt(n), 9);
      }),
    );
  });
});

describe("shares of doubt", () => {
  it("lie between 0 and 1, largest first, and add up to 1", () => {
    fc.assert(
      fc.property(estimate, (figure) => {
        const shares = doubt(figure).map(({ share }) => share);
        fc.pre(totalDeviation(figure.spread) > 1e-100);
        expect(shares.every((share) => share > 0 && share <= 1 + 1e-12)).toBe(true);
        expect(shares).toEqual(shares.toSorted((a, b) => b - a));
        expect(shares.reduce((acc, share) => acc + share, 0)).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe("head ÷ base", () => {
  it("is surer than either, when what they share outweighs their noise", () => {
    const small = fc.double({ min: 0, max: 0.1, noNaN: true });
    const shared = fc.double({ min: 0.2, max: 1, noNaN: true });
    const value = fc.double({ min: 1, max: 1000, noNaN: true }).map(joules);
    fc.assert(
      fc.property(value, value, shared, small, small, (one, other, c, noiseOne, noiseOther) => {
        const head = { value: one, spread: { sources: { grid: c }, noise: noiseOne } };
        const base = { value: other, spread: { sources: { grid: c }, noise: noiseOther } };
        const change = totalDeviation(product(ratio, [head], [base]).spread);
        expect(change).toBeLessThan(totalDeviation(head.spread));
        expect(change).toBeLessThan(totalDeviation(base.spread));
      }),
    );
  });
});
