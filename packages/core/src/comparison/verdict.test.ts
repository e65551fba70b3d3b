import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "./seeded-random.ts";
import { normal } from "./simulated-pairs.ts";
import { reading, verdictOf } from "./verdict.ts";

const lines = { threshold: Math.log1p(0.05), floor: Math.log1p(0.02) };
const judged = (estimate: number, low: number, high: number): string =>
  verdictOf({ estimate, interval: { low, high } }, lines);

describe("verdictOf", () => {
  it("needs both a real change and a large one for a regression, and mirrors it", () => {
    expect(judged(0.06, 0.03, 0.09)).toBe("regression");
    expect(judged(0.06, 0.01, 0.11)).toBe("inconclusive");
    expect(judged(0.04, 0.03, 0.06)).toBe("inconclusive");
    expect(judged(-0.06, -0.09, -0.03)).toBe("improvement");
    expect(judged(-0.06, -0.11, -0.01)).toBe("inconclusive");
  });

  it("says no-change only when the whole interval is inside the threshold, even if it excludes 0", () => {
    expect(judged(0, -0.02, 0.02)).toBe("no-change");
    expect(judged(0.035, 0.03, 0.04)).toBe("no-change");
    expect(judged(0.03, 0.01, 0.05)).toBe("inconclusive");
    expect(judged(0, -Infinity, Infinity)).toBe("inconclusive");
  });

  it("counts a change of exactly the threshold as reaching it, whatever the rounding", () => {
    const exactly = Math.log(21) - Math.log(20);
    expect(judged(exactly, exactly, exactly)).toBe("regression");
    expect(judged(-exactly, -exactly, -exactly)).toBe("improvement");
    expect(judged(0, -exactly, exactly)).toBe("inconclusive");
  });

  it("calls nothing between the threshold and a floor above it", () => {
    const noisy = { threshold: lines.threshold, floor: Math.log1p(0.1) };
    expect(verdictOf({ estimate: 0.07, interval: { low: 0.06, high: 0.08 } }, noisy)).toBe("inconclusive");
    expect(verdictOf({ estimate: 0.12, interval: { low: 0.11, high: 0.13 } }, noisy)).toBe("regression");
  });
});

describe("reading", () => {
  it("is mirrored by negation, to the last bit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 25 }),
        (d) => {
          const rank = Math.max(0, d.length - 5);
          const [one, other] = [
            reading(d, rank),
            reading(
              d.map((x) => -x),
              rank,
            ),
          ];
          expect(other.estimate + 0).toBe(-one.estimate + 0);
          expect([other.interval.low + 0, other.interval.high + 0]).toEqual([
            -one.interval.high + 0,
            -one.interval.low + 0,
          ]);
          expect([other.plain.low + 0, other.plain.high + 0]).toEqual([
            -one.plain.high + 0,
            -one.plain.low + 0,
          ]);
          expect(other.error).toBe(one.error);
        },
      ),
    );
  });

  it.each([
    [10, 1.06],
    [20, 1.03],
    [40, 1.02],
  ])("has a standard error that is right within a few percent at %i pairs", (n, most) => {
    const random = seededRandom(1963);
    let [squares, errors] = [0, 0];
    for (let run = 0; run < 4000; run++) {
      const { estimate, error } = reading(
        Array.from({ length: n }, () => normal(random)),
        0,
      );
      squares += estimate ** 2;
      errors += error;
    }
    const ratio = errors / 4000 / Math.sqrt(squares / 4000);
    expect(ratio).toBeGreaterThan(0.97);
    expect(ratio).toBeLessThan(most + 0.03);
  });

  it("does not know the error of fewer than four pairs", () => {
    expect(reading([0.1, 0.2, 0.3], 0).error).toBe(Infinity);
    expect(reading([0.1, 0.2, 0.3, 0.5], 0).error).toBeLessThan(1);
  });
});
