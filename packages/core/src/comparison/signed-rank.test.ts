import { describe, expect, it } from "vitest";
import { walshAverages } from "./hodges-lehmann.ts";
import {
  criticalValue,
  fewestPairs,
  signedRankCdf,
  signedRankInterval,
  signedRankLaw,
} from "./signed-rank.ts";

/** Largest rejected W for n = 5 … 50, -1 where none is (McCornack 1965, JASA 60; Hines et al. 2003, table XI). */
const PUBLISHED: Readonly<Record<string, readonly number[]>> = {
  "0.1": [
    0, 2, 3, 5, 8, 10, 13, 17, 21, 25, 30, 35, 41, 47, 53, 60, 67, 75, 83, 91, 100, 110, 119, 130, 140, 151,
    163, 175, 187, 200, 213, 227, 241, 256, 271, 286, 302, 319, 336, 353, 371, 389, 407, 426, 446, 466,
  ],
  "0.05": [
    -1, 0, 2, 3, 5, 8, 10, 13, 17, 21, 25, 29, 34, 40, 46, 52, 58, 65, 73, 81, 89, 98, 107, 116, 126, 137,
    147, 159, 170, 182, 195, 208, 221, 235, 249, 264, 279, 294, 310, 327, 343, 361, 378, 396, 415, 434,
  ],
  "0.02": [
    -1, -1, 0, 1, 3, 5, 7, 9, 12, 15, 19, 23, 27, 32, 37, 43, 49, 55, 62, 69, 76, 84, 92, 101, 110, 120, 130,
    140, 151, 162, 173, 185, 198, 211, 224, 238, 252, 266, 281, 296, 312, 328, 345, 362, 379, 397,
  ],
  "0.01": [
    -1, -1, -1, 0, 1, 3, 5, 7, 9, 12, 15, 19, 23, 27, 32, 37, 42, 48, 54, 61, 68, 75, 83, 91, 100, 109, 118,
    128, 138, 148, 159, 171, 182, 194, 207, 220, 233, 247, 261, 276, 291, 307, 322, 339, 355, 373,
  ],
};

describe("signedRankLaw", () => {
  it.each([0, 1, 2, 7, 12])("counts what listing all 2^%i signs counts", (n) => {
    const counted = new Float64Array((n * (n + 1)) / 2 + 1);
    for (let signs = 0; signs < 2 ** n; signs++) {
      let w = 0;
      for (let rank = 1; rank <= n; rank++) if (signs & (1 << (rank - 1))) w += rank;
      counted[w] = (counted[w] ?? 0) + 2 ** -n;
    }
    expect(signedRankLaw(n)).toEqual(counted);
  });

  it.each([1, 10, 50, 137, 300])(
    "has total 1, its mean and its variance, and is symmetric, at n = %i",
    (n) => {
      const law = signedRankLaw(n);
      const mean = (n * (n + 1)) / 4;
      let [total, first, second, skew] = [0, 0, 0, 0];
      for (const [w, p] of law.entries()) {
        total += p;
        first += w * p;
        second += (w - mean) ** 2 * p;
        skew = Math.max(skew, Math.abs(p - (law[law.length - 1 - w] ?? 0)));
      }
      expect(total).toBeCloseTo(1, 12);
      expect(first / mean).toBeCloseTo(1, 12);
      expect(second / ((n * (n + 1) * (2 * n + 1)) / 24)).toBeCloseTo(1, 12);
      expect(skew).toBeLessThan(1e-15);
    },
  );
});

describe("criticalValue", () => {
  it.each(Object.keys(PUBLISHED))(
    "gives the published critical values at two-sided alpha %s, n = 5 … 50",
    (alpha) => {
      const ours = Array.from({ length: 46 }, (_, i) => criticalValue(i + 5, Number(alpha)).rank - 1);
      expect(ours).toEqual(PUBLISHED[alpha]);
    },
  );

  it("attains the largest error of the lattice that is not above alpha", () => {
    for (const n of [6, 10, 33, 120]) {
      for (const alpha of [0.001, 0.0207, 0.05, 0.5, 0.99]) {
        const { rank, attained } = criticalValue(n, alpha);
        expect(attained).toBeLessThanOrEqual(alpha);
        expect(2 * (signedRankCdf(n)[rank] ?? 0)).toBeGreaterThan(alpha);
      }
    }
  });

  it("needs 6 pairs for a 95 % interval", () => {
    expect(criticalValue(5, 0.05)).toEqual({ rank: 0, attained: 0 });
    expect(criticalValue(6, 0.05)).toEqual({ rank: 1, attained: 2 / 64 });
    for (const alpha of [0.2, 0.0625, 0.05, 0.0207, 0.001]) {
      expect(criticalValue(fewestPairs(alpha), alpha).rank).toBe(1);
      expect(criticalValue(fewestPairs(alpha) - 1, alpha).rank).toBe(0);
    }
  });
});

describe("signedRankInterval", () => {
  it("is the set of centres that the test does not reject", () => {
    const differences = [0.4, -1.2, 3.1, 2.2, 0.9, 1.7, -0.3, 2.6];
    const { rank } = criticalValue(8, 0.05);
    const { low, high } = signedRankInterval(walshAverages(differences), rank);
    const rejects = (centre: number): boolean => {
      const moved = differences.map((d) => d - centre).toSorted((a, b) => Math.abs(a) - Math.abs(b));
      let w = 0;
      for (const [i, d] of moved.entries()) if (d > 0) w += i + 1;
      return Math.min(w, 36 - w) < rank;
    };
    for (let centre = -2; centre <= 4; centre += 0.0173)
      expect(rejects(centre)).toBe(centre < low || centre > high);
  });

  it("is infinite when there are too few pairs, and a point when all differences are one", () => {
    expect(signedRankInterval(walshAverages([1, 2, 3]), criticalValue(3, 0.05).rank)).toEqual({
      low: -Infinity,
      high: Infinity,
    });
    const same = Array.from({ length: 9 }, () => 0.25);
    expect(signedRankInterval(walshAverages(same), criticalValue(9, 0.05).rank)).toEqual({
      low: 0.25,
      high: 0.25,
    });
  });
});
