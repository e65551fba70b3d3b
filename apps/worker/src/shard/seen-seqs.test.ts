import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NOTHING_SEEN, type SeenSeqs, seqState, withSeq } from "./seen-seqs.ts";

function afterAll(seqs: readonly number[], most?: number): SeenSeqs {
  return seqs.reduce<SeenSeqs>(
    (seen, seq) => (seqState(seen, seq) === "new" ? withSeq(seen, seq, most) : seen),
    NOTHING_SEEN,
  );
}

describe("numbers that counted", () => {
  it("are one range, when they come in order", () => {
    expect(afterAll([1, 2, 3, 4])).toEqual({ forgotten: 0, ranges: [1, 4] });
  });

  it("are told from new ones in any order, whatever comes twice", () => {
    const seqs = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 120 });
    fc.assert(
      fc.property(seqs, (all) => {
        const seen = afterAll(all);
        const known = new Set(all);
        for (let seq = 1; seq <= 62; seq += 1) {
          expect(seqState(seen, seq)).toBe(known.has(seq) ? "counted" : "new");
        }
        // apart, ascending, and nothing more than needed
        const { ranges } = seen;
        for (let at = 1; at < ranges.length; at += 1) {
          const gap = (ranges[at] ?? 0) - (ranges[at - 1] ?? 0);
          expect(gap).toBeGreaterThanOrEqual(at % 2 === 1 ? 0 : 2);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("close every gap, so that any order of 1 to n ends as one range", () => {
    const orders = fc.integer({ min: 1, max: 200 }).chain((n) => {
      const all = Array.from({ length: n }, (_, k) => k + 1);
      return fc.shuffledSubarray(all, { minLength: n, maxLength: n });
    });
    fc.assert(
      fc.property(orders, (order) => {
        expect(afterAll(order)).toEqual({ forgotten: 0, ranges: [1, order.length] });
      }),
    );
  });

  it("never count twice and stay few, though a producer leaves out numbers for ever", () => {
    const seqs = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 300 });
    fc.assert(
      fc.property(seqs, fc.integer({ min: 1, max: 5 }), (all, most) => {
        const counted = new Set<number>();
        let seen = NOTHING_SEEN;
        for (const seq of all) {
          const state = seqState(seen, seq);
          // what is forgotten may have counted or not, and is refused
          expect(state === "forgotten" || (state === "counted") === counted.has(seq)).toBe(true);
          if (state === "new") {
            counted.add(seq);
            seen = withSeq(seen, seq, most);
          }
          expect(seen.ranges.length).toBeLessThanOrEqual(2 * most);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("keep to numbers as large as JSON has them", () => {
    const last = Number.MAX_SAFE_INTEGER;
    const seen = afterAll([last - 2, last]);
    expect([last - 2, last - 1, last].map((seq) => seqState(seen, seq))).toEqual([
      "counted",
      "new",
      "counted",
    ]);
  });
});
