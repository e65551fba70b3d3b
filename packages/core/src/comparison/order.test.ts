import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairOrder } from "./order.ts";
import { seededRandom } from "./seeded-random.ts";

describe("pairOrder", () => {
  it("is balanced within every block of two, and as long as asked", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 60 }), (seed, pairs) => {
        const order = pairOrder(pairs, seededRandom(seed));
        expect(order).toHaveLength(pairs);
        for (let i = 0; i + 1 < pairs; i += 2) expect(order[i]).not.toBe(order[i + 1]);
      }),
    );
  });

  it("is the same for the same seed, and tosses a fair coin for each block", () => {
    expect(pairOrder(12, seededRandom(5))).toEqual(pairOrder(12, seededRandom(5)));
    const order = pairOrder(20_000, seededRandom(6));
    const startsWithBase = order.filter((one, i) => i % 2 === 0 && one === "AB").length / 10_000;
    expect(Math.abs(startsWithBase - 0.5)).toBeLessThan(0.015);
    expect(pairOrder(2, () => 0.999)).toEqual(["BA", "AB"]);
    expect(pairOrder(3, () => 0)).toEqual(["AB", "BA", "AB"]);
  });
});
