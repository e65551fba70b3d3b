import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cpuShares } from "./cpu-shares.ts";

const counts = fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 50 });
const totalUs = fc.integer({ min: 1, max: 86_400_000_000 });

test("shares add up to the whole, to the microsecond", () => {
  fc.assert(
    fc.property(totalUs, counts, (total, of) => {
      expect(cpuShares(total, of).reduce((sum, share) => sum + share, 0)).toBe(total);
    }),
  );
});

test("each share is in proportion, to within a microsecond, and none is negative", () => {
  fc.assert(
    fc.property(totalUs, counts, (total, of) => {
      const all = of.reduce((sum, count) => sum + BigInt(count), 0n);
      for (const [index, share] of cpuShares(total, of).entries()) {
        // |share − total·count/all| < 1, in whole numbers
        const off = BigInt(share) * all - BigInt(total) * BigInt(of[index] ?? 0);
        expect(off < 0n ? -off : off).toBeLessThan(all);
        expect(share).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test("a thousand microseconds over 1, 1 and 1", () => {
  expect(cpuShares(1000, [1, 1, 1])).toEqual([333, 333, 334]);
});
