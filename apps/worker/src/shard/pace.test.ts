import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pauseMs, retryMs } from "./pace.ts";

describe("the pace of write-ups", () => {
  it("keeps to 40 rows of the book a second, within 5 s and a minute", () => {
    expect([0, 100, 200, 1000, 2000].map(pauseMs)).toEqual([5000, 5000, 10_000, 50_000, 60_000]);
  });

  it("slows down while the book fails, unevenly, and never for more than some minutes", () => {
    expect([1, 2, 3, 7, 50].map((failures) => retryMs(failures, () => 0))).toEqual([
      5000, 10_000, 20_000, 300_000, 300_000,
    ]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          const ms = retryMs(failures, () => random);
          expect(ms).toBeGreaterThanOrEqual(5000);
          expect(ms).toBeLessThanOrEqual(375_000);
        },
      ),
    );
  });
});
