import { describe, expect, it } from "vitest";
import type { CompareOptions, Comparison } from "./compare.ts";
import { comparePairs } from "./compare.ts";
import { seededRandom } from "./seeded-random.ts";
import {
  type Noise,
  type NoiseName,
  NOISES,
  normal,
  rate,
  sequentialRun,
  simulatedPairs,
} from "./simulated-pairs.ts";
import type { Verdict } from "./verdict.ts";

/** What the whole sequential procedure ends with, over many runs with a known true change. */
function outcomes(
  runs: number,
  change: number,
  sd: number,
  noise: Noise,
  seed: number,
  options: CompareOptions = {},
): { share: Record<Verdict, number>; pairs: number } {
  const random = seededRandom(seed);
  const share = { regression: 0, improvement: 0, "no-change": 0, inconclusive: 0 };
  let pairs = 0;
  for (let run = 0; run < runs; run++) {
    const end: Comparison = sequentialRun(
      (n) => simulatedPairs(n, Math.log1p(change), sd, noise, random),
      options,
    );
    share[end.verdict] += 1 / runs;
    pairs += end.n / runs;
  }
  return { share, pairs };
}

describe("the plain 95 % interval", () => {
  it.each<[NoiseName, number]>([
    ["normal", 10],
    ["normal", 20],
    ["normal", 40],
    ["spiked", 10],
    ["spiked", 20],
    ["spiked", 40],
    ["skewed arms", 10],
    ["skewed arms", 20],
    ["skewed arms", 40],
  ])("covers the truth 94 to 97 times in 100: %s noise, %i pairs", (name, n) => {
    const random = seededRandom(95 + n);
    const truth = 0.07;
    const covered = rate(4000, () => {
      const { low, high } = comparePairs(
        simulatedPairs(n, Math.log1p(truth), 0.03, NOISES[name], random),
      ).interval95;
      return low <= truth && truth <= high;
    });
    expect(covered).toBeGreaterThan(0.94);
    expect(covered).toBeLessThan(0.97);
  });
});

describe("identical arms, looked at after 10, 20 and 40 pairs", () => {
  it.each<[NoiseName, number]>([
    ["normal", 0.005],
    ["normal", 0.01],
    ["normal", 0.02],
    ["normal", 0.03],
    ["normal", 0.05],
    ["normal", 0.1],
    ["spiked", 0.03],
    ["spiked", 0.1],
    ["skewed arms", 0.05],
  ])("are hardly ever called a regression: %s noise of %d", (name, sd) => {
    const { share } = outcomes(2000, 0, sd, NOISES[name], 1000 * sd + 1);
    expect(share.regression).toBeLessThanOrEqual(0.01);
    expect(share.improvement).toBeLessThanOrEqual(0.01);
  });

  it("are called no-change, at the cost of the first look only, on a quiet machine", () => {
    const { share, pairs } = outcomes(1000, 0, 0.02, normal, 11);
    expect(share["no-change"]).toBeGreaterThan(0.99);
    expect(pairs).toBeLessThan(10.1);
  });
});

describe("the intervals of all looks", () => {
  it("hold together 95 % of the time, so that no stopping rule can fool them", () => {
    const random = seededRandom(1989);
    const broken = rate(10_000, () => {
      const pairs = simulatedPairs(40, 0, 0.03, normal, random);
      return [10, 20, 40].some((n) => {
        const { low, high } = comparePairs(pairs.slice(0, n));
        return low > 0 || high < 0;
      });
    });
    expect(broken).toBeLessThanOrEqual(0.0525);
    expect(broken).toBeGreaterThan(0.03);
  });
});

describe("a true change of 7 % at a pair noise of 3 %, 20 pairs at the most", () => {
  it("is called a regression at least 90 % of the time, and its undoing an improvement", () => {
    const worse = outcomes(2000, 0.07, 0.03, normal, 21, { maxPairs: 20 }).share;
    expect(worse.regression).toBeGreaterThanOrEqual(0.9);
    expect(worse["no-change"]).toBeLessThan(0.01);
    expect(worse.improvement).toBe(0);
    const better = outcomes(2000, 1 / 1.07 - 1, 0.03, normal, 22, { maxPairs: 20 }).share;
    expect(better.improvement).toBeGreaterThanOrEqual(0.9);
    expect(better["no-change"]).toBeLessThan(0.01);
    expect(better.regression).toBe(0);
  });
});

describe("a true change of exactly the threshold", () => {
  it("is called no-change at most 2.5 % of the time, whatever the noise", () => {
    for (const sd of [0.01, 0.03, 0.06]) {
      expect(outcomes(3000, 0.05, sd, normal, 50 + sd).share["no-change"]).toBeLessThanOrEqual(0.025 + 0.005);
    }
  });
});
