import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decomposition } from "./decomposition.ts";
import { compoundSaving, rebound, reboundOf } from "./rebound.ts";

describe("Wu et al. 2021, section III-B", () => {
  // 20 % every six months for two years: 1 − 0.8⁴ = 59.04 % promised; 28.5 % came. (0.5904 − 0.285) ÷ 0.5904 = 0.5173.
  const promised = compoundSaving(0.2, 4);

  test("59 % promised, 28.5 % realised, half of it lost", () => {
    expect(promised).toBeCloseTo(0.5904, 12);
    expect(reboundOf(promised, 0.285).lost).toBeCloseTo(0.5173, 4);
  });

  // The work that makes both true: 0.715 ÷ 0.4096 = 1.7456 times as much.
  test("the same from two periods, drawn with the split of the change", () => {
    const from = [{ part: "fleet", volume: 100, total: 1000 }];
    const to = [{ part: "fleet", volume: 100 * (0.715 / 0.4096), total: 715 }];
    const result = rebound(from, to);
    expect(result.promised).toBeCloseTo(0.5904, 12);
    expect(result.realised).toBeCloseTo(0.285, 12);
    const split = decomposition(from, to);
    expect(split.volume).toBeGreaterThan(0);
    expect(split.intensity).toBeLessThan(0);
    expect(split.volume + split.intensity).toBeCloseTo(-285, 9);
  });
});

describe("rebound", () => {
  test("above 1 when the total grew in spite of the saving", () => {
    const result = rebound([{ part: "a", volume: 10, total: 100 }], [{ part: "a", volume: 40, total: 200 }]);
    expect(result).toEqual({ promised: 0.5, realised: -1, lost: 3 });
  });

  test("nothing promised, nothing lost", () => {
    const result = rebound([{ part: "a", volume: 10, total: 100 }], [{ part: "a", volume: 10, total: 120 }]);
    expect(result.promised).toBeCloseTo(-0.2, 12);
    expect(result.lost).toBeUndefined();
  });

  test("a part that went, or came, promised nothing", () => {
    const result = rebound(
      [
        { part: "old", volume: 10, total: 100 },
        { part: "kept", volume: 10, total: 100 },
      ],
      [
        { part: "kept", volume: 10, total: 50 },
        { part: "new", volume: 10, total: 500 },
      ],
    );
    expect(result.promised).toBeCloseTo(0.25, 12);
    expect(result.realised).toBeCloseTo(-1.75, 12);
  });

  test("at the same work, what was promised comes", () => {
    const amount = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, (volume, before, after) => {
        const result = rebound([{ part: "a", volume, total: before }], [{ part: "a", volume, total: after }]);
        expect(Math.abs(result.promised - result.realised)).toBeLessThanOrEqual(1e-9 * (1 + after / before));
      }),
    );
  });

  test("refuses a first period of nothing, and a saving out of range", () => {
    expect(() => rebound([], [{ part: "a", volume: 1, total: 1 }])).toThrow(
      expect.objectContaining({ code: "zero-units" }),
    );
    for (const [saving, steps] of [
      [-0.1, 4],
      [1.1, 4],
      [0.2, -1],
      [Number.NaN, 1],
    ] as const) {
      expect(() => compoundSaving(saving, steps)).toThrow(
        expect.objectContaining({ code: "invalid-number" }),
      );
    }
  });
});
