import { describe, expect, it } from "vitest";
import { noiseFloor } from "./noise-floor.ts";
import { seededRandom } from "./seeded-random.ts";
import { normal, rate, simulatedPairs } from "./simulated-pairs.ts";

describe("noiseFloor", () => {
  it("is the default on a quiet machine", () => {
    const quiet = simulatedPairs(20, 0, 0.01, normal, seededRandom(1));
    expect(noiseFloor(quiet)).toMatchObject({ value: 0.02, source: "default", n: 20 });
    expect(noiseFloor(quiet).own).toBeLessThan(0.02);
  });

  it("is the machine's own when identical arms differ by more", () => {
    const biased = simulatedPairs(20, Math.log1p(0.04), 0.01, normal, seededRandom(2));
    const floor = noiseFloor(biased);
    expect(floor.source).toBe("machine");
    expect(floor.value).toBeGreaterThan(0.04);
    expect(floor.value).toBeLessThan(0.055);
    const swapped = biased.map(({ base, head }) => ({ base: head, head: base }));
    expect(noiseFloor(swapped).value).toBeCloseTo(floor.value, 12);
  });

  it("is above the true bias 97.5 % of the time", () => {
    const random = seededRandom(3);
    const bias = Math.log1p(0.03);
    const covered = rate(4000, () => noiseFloor(simulatedPairs(12, bias, 0.02, normal, random)).own >= 0.03);
    expect(covered).toBeGreaterThan(0.965);
    expect(covered).toBeLessThan(0.985);
  });

  it("refuses too few pairs, spoilt figures and an impossible least", () => {
    const pairs = simulatedPairs(6, 0, 0.01, normal, seededRandom(4));
    expect(noiseFloor(pairs).n).toBe(6);
    expect(() => noiseFloor(pairs.slice(1))).toThrow(expect.objectContaining({ code: "too-few-pairs" }));
    expect(() => noiseFloor([...pairs, { base: 1, head: 0 }])).toThrow(/pair 6: head/);
    expect(() => noiseFloor(pairs, -0.1)).toThrow(expect.objectContaining({ code: "invalid-number" }));
  });
});
