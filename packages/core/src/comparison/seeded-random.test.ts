import { describe, expect, it } from "vitest";
import { seededRandom } from "./seeded-random.ts";

describe("seededRandom", () => {
  it("gives the same numbers for the same seed, others for another, and keeps no state outside", () => {
    const [one, same, other] = [seededRandom(1), seededRandom(1), seededRandom(2)];
    const drawn = Array.from({ length: 8 }, one);
    expect(Array.from({ length: 8 }, same)).toEqual(drawn);
    expect(Array.from({ length: 8 }, other)).not.toEqual(drawn);
  });

  it("stays in [0, 1) and fills it evenly, from like seeds too", () => {
    for (const seed of [0, 1, -1, 0.5, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
      const random = seededRandom(seed);
      const bins = new Float64Array(64);
      let [last, product, inside] = [0.5, 0, true];
      for (let draw = 0; draw < 64_000; draw++) {
        const x = random();
        inside &&= x >= 0 && x < 1;
        bins[Math.floor(64 * x)] = (bins[Math.floor(64 * x)] ?? 0) + 1;
        product += (x - 0.5) * (last - 0.5);
        last = x;
      }
      expect(inside).toBe(true);
      // χ² with 63 degrees of freedom: 112 is passed once in 8000 times; and no correlation with the draw before.
      expect(bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(112);
      expect(Math.abs(product / 64_000) * 12).toBeLessThan(0.016);
    }
  });
});
