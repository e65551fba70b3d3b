import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePairs } from "./compare.ts";
import { seededRandom } from "./seeded-random.ts";
import { normal, simulatedPairs } from "./simulated-pairs.ts";

const figure = fc.double({ min: 0.5, max: 2, noNaN: true });
const somePairs = fc.array(fc.record({ base: figure, head: figure }), { minLength: 1, maxLength: 45 });
const mirrored = {
  regression: "improvement",
  improvement: "regression",
  "no-change": "no-change",
  inconclusive: "inconclusive",
};

const near = (a: number, b: number): void => {
  if (a === b) return;
  expect(Math.abs(a - b)).toBeLessThan(1e-9 * (1 + Math.abs(a)));
};

describe("comparePairs, whatever the pairs", () => {
  it("mirrors everything on the log scale when base and head are swapped", () => {
    fc.assert(
      fc.property(somePairs, (pairs) => {
        const one = comparePairs(pairs);
        const other = comparePairs(pairs.map(({ base, head }) => ({ base: head, head: base })));
        expect(other.verdict).toBe(mirrored[one.verdict]);
        near(Math.log1p(other.estimate), -Math.log1p(one.estimate));
        near(Math.log1p(other.low), -Math.log1p(one.high));
        near(Math.log1p(other.high), -Math.log1p(one.low));
        near(Math.log1p(other.interval95.low), -Math.log1p(one.interval95.high));
        near(other.smallestChangeSeen, one.smallestChangeSeen);
        expect(other.level).toBe(one.level);
      }),
    );
  });

  it("changes nothing when both arms are scaled or the pairs permuted", () => {
    fc.assert(
      fc.property(
        somePairs,
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.integer(),
        (pairs, factor, seed) => {
          const random = seededRandom(seed);
          const one = comparePairs(pairs);
          const scaled = comparePairs(
            pairs.map(({ base, head }) => ({ base: base * factor, head: head * factor })),
          );
          expect(scaled.verdict).toBe(one.verdict);
          near(scaled.estimate, one.estimate);
          near(scaled.low, one.low);
          near(scaled.high, one.high);
          const keyed = pairs.map((pair) => ({ pair, key: random() })).toSorted((a, b) => a.key - b.key);
          expect(comparePairs(keyed.map(({ pair }) => pair))).toEqual(one);
        },
      ),
    );
  });

  it("never yields NaN as pairs are added, and keeps its ends in order", () => {
    const extreme = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
    const anyPairs = fc.array(
      fc.record({ base: fc.oneof(figure, extreme), head: fc.oneof(figure, extreme) }),
      { minLength: 1, maxLength: 45 },
    );
    fc.assert(
      fc.property(anyPairs, fc.integer({ min: 1, max: 45 }), (pairs, maxPairs) => {
        for (const n of [1, 4, 7, pairs.length]) {
          const { estimate, low, high, level, interval95, smallestChangeSeen, pairsNeeded, why } =
            comparePairs(pairs.slice(0, n), { maxPairs });
          for (const value of [
            estimate,
            low,
            high,
            level,
            interval95.low,
            interval95.high,
            smallestChangeSeen,
          ])
            expect(value).not.toBeNaN();
          expect(low).toBeLessThanOrEqual(estimate);
          expect(high).toBeGreaterThanOrEqual(estimate);
          expect(why).not.toMatch(/NaN|undefined/);
          expect(pairsNeeded ?? Infinity).toBeGreaterThan(Math.min(n, pairs.length));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("gives no verdict that its own interval does not bear out", () => {
    const shift = fc.double({ min: -0.3, max: 0.3, noNaN: true });
    const scatter = fc.double({ min: 0, max: 0.1, noNaN: true });
    fc.assert(
      fc.property(shift, scatter, fc.integer({ min: 10, max: 40 }), fc.integer(), (change, sd, n, seed) => {
        const { verdict, estimate, low, high, threshold, noiseFloor } = comparePairs(
          simulatedPairs(n, change, sd, normal, seededRandom(seed)),
        );
        const regression = low > noiseFloor && estimate > threshold - 1e-9;
        const improvement =
          high < -noiseFloor / (1 + noiseFloor) && estimate < -threshold / (1 + threshold) + 1e-9;
        const noChange = low > -threshold / (1 + threshold) && high < threshold;
        const expected = regression
          ? "regression"
          : improvement
            ? "improvement"
            : noChange
              ? "no-change"
              : "inconclusive";
        expect(verdict).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });
});
