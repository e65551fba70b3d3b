import { describe, expect, it } from "vitest";
import { grams, joules, ratio } from "../units.ts";
import {
  doubt,
  doubted,
  exact,
  interval,
  logDeviation,
  noisy,
  product,
  scale,
  sum,
  totalDeviation,
  uncertain,
  Z90,
} from "./estimate.ts";

describe("logDeviation", () => {
  it("is ln of the 90 % factor over 1.6449", () => {
    expect(Z90).toBeCloseTo(1.6449, 4);
    expect(logDeviation(2)).toBeCloseTo(Math.LN2 / 1.644854, 6);
    expect(logDeviation(1)).toBe(0);
  });

  it.each([0, 0.999, -2, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s", (factor) => {
    expect(() => logDeviation(factor)).toThrowError(
      expect.objectContaining({
        code: "invalid-number",
        details: { field: "spread", found: String(factor), expected: "a finite number >= 1" },
      }),
    );
  });
});

describe("interval", () => {
  it("is the value itself when it is exact", () => {
    expect(interval(exact(joules(3)))).toEqual({ value: 3, low: 3, high: 3 });
  });

  it("is value ÷ factor to value × factor, whichever kind of doubt it is", () => {
    for (const estimate of [uncertain(10, "a", 2), noisy(10, 2)]) {
      expect(interval(estimate).low).toBeCloseTo(5, 12);
      expect(interval(estimate).high).toBeCloseTo(20, 12);
    }
  });
});

describe("product", () => {
  it("adds independent sources in quadrature: ×2 and ×3 make ×3.67", () => {
    const both = product(joules, [uncertain(2, "a", 2), uncertain(5, "b", 3)]);
    expect(both.value).toBe(10);
    // exp(√(ln²2 + ln²3)) = exp(1.29900) = 3.66563
    expect(interval(both).high / 10).toBeCloseTo(3.66563, 5);
  });

  it("adds the same source twice linearly: ×2 and ×2 make ×4", () => {
    const twice = product(joules, [uncertain(1, "a", 2), uncertain(1, "a", 2)]);
    expect(interval(twice).high).toBeCloseTo(4, 12);
  });

  it("adds noise twice in quadrature: ×2 and ×2 make ×2.67", () => {
    // exp(√2 · ln 2) = 2.6651
    expect(interval(product(joules, [noisy(1, 2), noisy(1, 2)])).high).toBeCloseTo(2.6651, 4);
  });

  it("of nothing is an exact 1", () => {
    expect(product(ratio, [])).toEqual({ value: 1, spread: { sources: {}, noise: 0 } });
  });

  it("refuses to divide by 0", () => {
    expect(() => product(ratio, [exact(1)], [exact(0)])).toThrowError(
      expect.objectContaining({ code: "invalid-number", message: "cannot divide by an estimate of 0" }),
    );
  });

  it("refuses a result that is no quantity", () => {
    expect(() => product(joules, [exact(1e300), exact(1e300)])).toThrowError(
      expect.objectContaining({ code: "invalid-number" }),
    );
  });
});

describe("sum", () => {
  it("weighs sensitivities by value: 3 of a source ×2 and 1 exact", () => {
    const total = sum(grams, [uncertain(grams(3), "a", 2), exact(grams(1))]);
    expect(total.value).toBe(4);
    expect(total.spread.sources["a"]).toBeCloseTo((3 / 4) * logDeviation(2), 12);
  });

  it("adds noise in weighted quadrature: 3 ± and 4 ± of equal noise make 5/7 of it", () => {
    const total = sum(grams, [noisy(grams(3), 2), noisy(grams(4), 2)]);
    expect(total.spread.noise).toBeCloseTo((5 / 7) * logDeviation(2), 12);
  });

  it("of nothing is an exact 0, and so is the sum of zeros", () => {
    expect(sum(grams, [])).toEqual({ value: 0, spread: { sources: {}, noise: 0 } });
    expect(interval(sum(grams, [uncertain(grams(0), "a", 2), noisy(grams(0), 2)]))).toEqual({
      value: 0,
      low: 0,
      high: 0,
    });
  });

  it("keeps a shared source while noise averages out, over a million equal parts", () => {
    const part = {
      value: grams(1),
      spread: { sources: { grid: logDeviation(1.5) }, noise: logDeviation(3) },
    };
    const total = sum(
      grams,
      Array.from({ length: 1_000_000 }, () => part),
    );
    expect(total.value).toBe(1_000_000);
    expect(total.spread.sources["grid"]).toBeCloseTo(logDeviation(1.5), 9);
    expect(total.spread.noise).toBeCloseTo(logDeviation(3) / 1000, 9);
  });
});

describe("scale", () => {
  it("moves the value and not the relative spread", () => {
    const figure = uncertain(grams(2), "a", 2);
    const per1000 = scale(grams, figure, 1000);
    expect(per1000.value).toBe(2000);
    expect(per1000.spread).toBe(figure.spread);
  });

  it("refuses a negative multiple", () => {
    expect(() => scale(grams, exact(grams(1)), -1)).toThrowError(
      expect.objectContaining({ code: "invalid-number" }),
    );
  });
});

describe("doubt", () => {
  it("names the sources by their share of the variance, largest first", () => {
    // variances 3² : 4² : 0² + noise 12² = 9 : 16 : 144 of 169
    const figure = { value: 1, spread: { sources: { a: 0.03, b: -0.04, c: 0 }, noise: 0.12 } };
    expect(totalDeviation(figure.spread)).toBeCloseTo(0.13, 12);
    const rows = doubt(figure);
    expect(rows.map(({ source }) => source)).toEqual(["noise", "b", "a"]);
    expect(rows.map(({ share }) => share * 169)).toEqual([
      expect.closeTo(144, 9),
      expect.closeTo(16, 9),
      expect.closeTo(9, 9),
    ]);
  });

  it("is empty for an exact figure", () => {
    expect(doubt(exact(1))).toEqual([]);
  });

  it("does not name a source of which only rounding is left", () => {
    const shared = uncertain(1, "shared", 1.1);
    const parts = [0.1, 0.2, 0.3].map((value) =>
      product(joules, [exact(value), uncertain(1, "own", 2)], [shared]),
    );
    const back = product(joules, [sum(joules, parts), shared]);
    expect(back.spread.sources["shared"]).not.toBe(0);
    expect(doubt(back)).toEqual([{ source: "own", share: 1 }]);
  });
});

describe("doubted", () => {
  it("adds a source and leaves the value", () => {
    const figure = doubted(noisy(joules(5), 2), "method", 3);
    expect(figure.value).toBe(5);
    expect(figure.spread).toEqual({ sources: { method: logDeviation(3) }, noise: logDeviation(2) });
  });
});
