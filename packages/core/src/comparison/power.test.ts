import { describe, expect, it } from "vitest";
import { comparePairs } from "./compare.ts";
import { normalQuantile } from "./normal-law.ts";
import { MOST_PAIRS } from "./pair.ts";
import { pairsNeeded, smallestChangeSeen } from "./power.ts";
import { seededRandom } from "./seeded-random.ts";
import { type NoiseName, NOISES, rate, simulatedPairs } from "./simulated-pairs.ts";
import type { Reading } from "./verdict.ts";

const lines = { threshold: Math.log1p(0.05), floor: Math.log1p(0.02) };

function read(n: number, estimate: number, error: number): Reading {
  const interval = { low: estimate - 2.3 * error, high: estimate + 2.3 * error };
  return { n, estimate, interval, plain: interval, error };
}

const at = (error: number, floor: number): number =>
  smallestChangeSeen(read(20, 0, error), { ...lines, floor });

describe("smallestChangeSeen", () => {
  it("is the threshold for a machine without noise, and no change at all for too few pairs", () => {
    expect(smallestChangeSeen(read(10, 0, 0), lines)).toBe(lines.threshold);
    expect(smallestChangeSeen(read(1, 0, Infinity), lines)).toBe(Infinity);
  });

  it("grows with the spread and with the floor", () => {
    expect(at(0.02, 0.02)).toBeGreaterThan(at(0.01, 0.02));
    expect(at(0.01, 0.08)).toBeGreaterThan(at(0.01, 0.02));
  });

  // Each run reads its own smallest change; a second run with that true change must be called about 80 times in 100.
  it.each<[NoiseName, number, number]>([
    ["normal", 10, 0.01],
    ["normal", 10, 0.03],
    ["normal", 10, 0.06],
    ["normal", 20, 0.03],
    ["normal", 20, 0.06],
    ["normal", 40, 0.06],
    ["spiked", 10, 0.03],
    ["spiked", 20, 0.06],
    ["skewed arms", 20, 0.03],
  ])("is called 70 to 90 times in 100: %s noise, %i pairs, scale %d", (name, n, sd) => {
    const random = seededRandom(1988 + n);
    const called = rate(1000, () => {
      const seen = comparePairs(simulatedPairs(n, 0, sd, NOISES[name], random), {
        maxPairs: n,
      }).smallestChangeSeen;
      const again = simulatedPairs(n, Math.log1p(seen), sd, NOISES[name], random);
      return comparePairs(again, { maxPairs: n }).verdict === "regression";
    });
    expect(called).toBeGreaterThan(0.7);
    expect(called).toBeLessThan(0.9);
  });
});

describe("pairsNeeded", () => {
  const z = normalQuantile(0.01);

  it("asks for one more at least, and for more the nearer the estimate is to a line", () => {
    expect(pairsNeeded(read(20, 0, 0.021), z, lines)).toBeGreaterThan(20);
    const near = pairsNeeded(read(20, 0.045, 0.01), z, lines) ?? 0;
    expect(near).toBeGreaterThan(pairsNeeded(read(20, 0.02, 0.01), z, lines) ?? Infinity);
  });

  it("has no number where none would do", () => {
    expect(pairsNeeded(read(40, 0, 0.5), z, lines)).toBeUndefined();
    expect(pairsNeeded(read(200, lines.threshold - 1e-9, 0.01), z, lines)).toBeUndefined();
    expect(pairsNeeded(read(20, 0.07, 0.003), z, { ...lines, floor: Math.log1p(0.1) })).toBeUndefined();
    expect(pairsNeeded(read(20, 0.07, 0), z, { ...lines, floor: Math.log1p(0.1) })).toBeUndefined();
    expect(pairsNeeded(read(3, 0, Infinity), z, lines)).toBeUndefined();
    expect(pairsNeeded(read(MOST_PAIRS, 0, 0.03), z, lines)).toBeUndefined();
  });

  // The run goes on to the number that it named. True changes spread evenly are what the 80 % is promised for.
  it.each<[NoiseName, string, number, number, number | undefined]>([
    ["normal", "changes spread evenly", 20, 0.03, undefined],
    ["normal", "changes spread evenly", 10, 0.05, undefined],
    ["spiked", "changes spread evenly", 20, 0.05, undefined],
    ["normal", "no change", 20, 0.1, 0],
    ["normal", "+10 %", 20, 0.15, Math.log1p(0.1)],
    ["spiked", "no change", 20, 0.08, 0],
  ])("settles a clear majority: %s noise, %s, after %i pairs of scale %d", (name, _, n, sd, truth) => {
    const random = seededRandom(1986 + n);
    let [asked, settled] = [0, 0];
    while (asked < 200) {
      const change = truth ?? (random() - 0.5) / 2;
      const pairs = simulatedPairs(n, change, sd, NOISES[name], random);
      const { pairsNeeded: needed } = comparePairs(pairs, { looks: [n] });
      if (needed === undefined) continue;
      asked++;
      pairs.push(...simulatedPairs(needed - n, change, sd, NOISES[name], random));
      if (comparePairs(pairs, { looks: [needed] }).verdict !== "inconclusive") settled++;
    }
    expect(settled / asked).toBeGreaterThan(0.7);
  });
});
