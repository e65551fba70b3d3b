import { describe, expect, it } from "vitest";
import { type CompareOptions, comparePairs, nextStep } from "./compare.ts";
import type { Pair } from "./pair.ts";
import { seededRandom } from "./seeded-random.ts";
import { normal, simulatedPairs } from "./simulated-pairs.ts";

const drawn = (n: number, change: number, sd: number): Pair[] =>
  simulatedPairs(n, Math.log1p(change), sd, normal, seededRandom(7));

describe("comparePairs", () => {
  it("says what, how much, how sure and why", () => {
    const comparison = comparePairs(drawn(10, 0.1, 0.02));
    expect(comparison).toMatchObject({
      verdict: "regression",
      n: 10,
      look: 1,
      looks: [10, 20, 40],
      threshold: 0.05,
      noiseFloor: 0.02,
    });
    expect(comparison.level).toBeCloseTo(0.9805, 4);
    expect(comparison.estimate).toBeCloseTo(0.1, 1);
    expect(comparison.low).toBeLessThan(comparison.interval95.low);
    expect(comparison.high).toBeGreaterThan(comparison.interval95.high);
    expect(comparison.smallestChangeSeen).toBeGreaterThan(0.05);
    expect(comparison).not.toHaveProperty("pairsNeeded");
  });

  it.each<[string, Pair[], CompareOptions, RegExp]>([
    [
      "regression",
      drawn(10, 0.1, 0.02),
      {},
      /^Head is [\d.]+ % above base, which reaches the threshold of \+5 %, and the interval starts at \+[\d.]+ %, above the noise floor of \+2 %\.$/,
    ],
    [
      "improvement",
      drawn(10, -0.1, 0.02),
      {},
      /^Head is [\d.]+ % below base, which reaches the threshold of −4\.8 %, and the interval ends at −[\d.]+ %, below the noise floor of −2 %\.$/,
    ],
    [
      "no-change",
      drawn(10, 0, 0.01),
      {},
      /^If there is a change, it lies between −[\d.]+ % and \+[\d.]+ %, inside the threshold of 5 % either way\.$/,
    ],
    [
      "inconclusive",
      drawn(40, 0, 0.15),
      {},
      /is not wholly inside the threshold of 5 % either way; about \d+ pairs would settle it\.$/,
    ],
    [
      "inconclusive",
      drawn(10, 0.2, 0.2),
      {},
      /^Head reads [\d.]+ % above base, but the interval from .* does not clear the noise floor of 2 %; about/,
    ],
    [
      "inconclusive",
      drawn(10, 0.045, 0.01),
      {},
      /^Head differs from base, but the interval .* leaves open whether by the threshold of 5 %; about/,
    ],
    [
      "inconclusive",
      drawn(7, 0.3, 0.01),
      {},
      /^7 pairs are fewer than the 10 of the first look; about 10 pairs would settle it\.$/,
    ],
    [
      "inconclusive",
      drawn(1, 0.3, 0.01),
      { maxPairs: 1 },
      /^1 pair is too few for an interval; about 6 pairs would settle it\.$/,
    ],
    [
      "inconclusive",
      drawn(40, 0.08, 0.01),
      { noiseFloor: 0.2 },
      /, and no number of pairs up to 1000 is likely to settle it\.$/,
    ],
  ])("explains %s in one sentence", (verdict, pairs, options, sentence) => {
    const comparison = comparePairs(pairs, options);
    expect(comparison.verdict).toBe(verdict);
    expect(comparison.why).toMatch(sentence);
  });

  it("has infinite intervals below 6 pairs, and never throws for them", () => {
    for (let n = 1; n < 6; n++) {
      const comparison = comparePairs(drawn(n, 0.5, 0.01), { maxPairs: n });
      expect(comparison).toMatchObject({
        verdict: "inconclusive",
        low: -1,
        high: Infinity,
        level: 1,
        smallestChangeSeen: Infinity,
        pairsNeeded: 6,
      });
      expect(comparison.interval95).toEqual({ low: -1, high: Infinity });
    }
    expect(comparePairs(drawn(6, 0.5, 0.01), { maxPairs: 6 }).verdict).toBe("regression");
  });

  it("judges a run that its budget cut short at a level of its own", () => {
    const cut = comparePairs(drawn(15, 0.1, 0.02));
    expect(cut).toMatchObject({ verdict: "regression", look: 2 });
    expect(cut.level).toBeGreaterThan(0.975);
    expect(comparePairs(drawn(45, 0.1, 0.02))).toMatchObject({ verdict: "regression", look: 3 });
  });

  it("takes the user's threshold, floor, looks and error", () => {
    const pairs = drawn(12, 0.1, 0.02);
    expect(comparePairs(pairs, { threshold: 0.2 }).verdict).toBe("no-change");
    expect(comparePairs(pairs, { noiseFloor: 0.12 }).verdict).toBe("inconclusive");
    expect(comparePairs(pairs, { looks: [6, 12] })).toMatchObject({ look: 2, looks: [6, 12] });
    expect(comparePairs(pairs, { looks: [12], alpha: 0.1 }).level).toBeLessThan(0.95);
  });

  it.each<[string, readonly Pair[], CompareOptions, string, RegExp]>([
    ["no pair", [], {}, "too-few-pairs", /no pair/],
    [
      "a zero",
      [
        { base: 1, head: 1 },
        { base: 0, head: 1 },
      ],
      {},
      "invalid-number",
      /pair 1: base .* found 0/,
    ],
    ["a NaN", [{ base: 1, head: Number.NaN }], {}, "invalid-number", /pair 0: head .* found NaN/],
    ["an infinity", [{ base: 1, head: Infinity }], {}, "invalid-number", /pair 0: head/],
    ["a threshold of 0", [{ base: 1, head: 1 }], { threshold: 0 }, "invalid-number", /threshold/],
    ["a floor below 0", [{ base: 1, head: 1 }], { noiseFloor: -1 }, "invalid-number", /noiseFloor/],
    ["no look", [{ base: 1, head: 1 }], { looks: [] }, "invalid-number", /looks/],
    ["looks that fall", [{ base: 1, head: 1 }], { looks: [10, 5] }, "invalid-number", /looks/],
    ["max-pairs 0", [{ base: 1, head: 1 }], { maxPairs: 0 }, "invalid-number", /max-pairs/],
    ["a flood of pairs", drawn(1001, 0, 0.01), {}, "invalid-number", /1001 pairs/],
    ["alpha 1", [{ base: 1, head: 1 }], { alpha: 1 }, "invalid-number", /alpha/],
  ])("refuses %s", (_, pairs, options, code, message) => {
    expect(() => comparePairs(pairs, options)).toThrow(
      expect.objectContaining({ name: "GrammeError", code }),
    );
    expect(() => comparePairs(pairs, options)).toThrow(message);
  });
});

describe("nextStep", () => {
  it("decides only at looks", () => {
    expect(nextStep(drawn(9, 0.3, 0.01))).toMatchObject({ decided: false, nextLook: 10 });
    expect(nextStep(drawn(10, 0.3, 0.01))).toMatchObject({
      decided: true,
      comparison: { verdict: "regression" },
    });
    expect(nextStep(drawn(11, 0.3, 0.01))).toMatchObject({ decided: false, nextLook: 20 });
    expect(nextStep(drawn(20, 0, 0.3))).toMatchObject({ decided: false, nextLook: 40 });
    const last = nextStep(drawn(40, 0, 0.3));
    expect(last).toMatchObject({ decided: true, comparison: { verdict: "inconclusive", look: 3 } });
    expect(last).not.toHaveProperty("nextLook");
  });
});
