import { describe, expect, it } from "vitest";
import { firstNumbers, judged, type Tallied } from "./judge.ts";
import { killRounds } from "./kill-rounds.ts";
import type { Told } from "./side-files.ts";

const told = (added: number, kept: number, acked = 0): ReadonlyMap<string, Told> =>
  new Map([["a", { added, kept, acked: new Map([["a", acked]]), unheard: 0 }]]);
const counted = (tallied: Tallied): ReadonlyMap<string, Tallied> => new Map([["a", tallied]]);

/** Counts of these numbers. */
const of = (numbers: readonly number[]): Tallied => ({
  count: numbers.length,
  sum: numbers.reduce((sum, n) => sum + n, 0),
  squares: numbers.reduce((sum, n) => sum + n * n, 0),
});

describe("the judge", () => {
  it("finds nothing where all that was kept is counted, and of what was not kept a beginning", () => {
    for (const m of [8, 9, 10]) {
      expect(judged(told(10, 8), counted(firstNumbers(m)))).toEqual({
        counted: m,
        lost: 0,
        double: 0,
        faults: [],
      });
    }
  });

  it.each([
    ["a kept event that is not counted", told(10, 8), of([1, 2, 3, 4, 5, 6, 7]), { lost: 1, double: 0 }],
    ["an acked event that is not counted", told(10, 5, 8), of([1, 2, 3, 4, 5, 6, 7]), { lost: 1, double: 0 }],
    ["everything lost", told(10, 8), of([]), { lost: 8, double: 0 }],
    ["an event counted twice", told(3, 3), of([1, 2, 2, 3]), { lost: 1, double: 2 }],
    ["one lost for one doubled", told(4, 4), of([1, 2, 2, 4]), { lost: 1, double: 1 }],
    // both add up to 15: the squares tell them apart
    ["two lost for two doubled, with the right sum", told(5, 5), of([2, 2, 3, 4, 4]), { lost: 1, double: 1 }],
    ["a hole in what was not kept", told(5, 2), of([1, 2, 4]), { lost: 1, double: 1 }],
    ["events of nobody", new Map(), of([1]), { lost: 0, double: 1 }],
  ] as const)("sees %s", (_, said, found, wanted) => {
    const judgement = judged(said, counted(found));
    expect(judgement).toMatchObject(wanted);
    expect(judgement.faults.length).toBeGreaterThan(0);
  });

  it("believes an ack that another process got for events it took over", () => {
    const both = new Map<string, Told>([
      ["dead", { added: 5, kept: 3, acked: new Map(), unheard: 0 }],
      ["heir", { added: 0, kept: 0, acked: new Map([["dead", 5]]), unheard: 0 }],
    ]);
    expect(judged(both, new Map([["dead", firstNumbers(4)]]))).toMatchObject({ lost: 1, double: 0 });
    expect(judged(both, new Map([["dead", firstNumbers(5)]]))).toMatchObject({ lost: 0, double: 0 });
  });
});

describe("a ledger whose processes are killed", () => {
  // five rounds of the fifty and more of `npm run test:kill`; the seed is one that kills each kind
  it("counts every kept event once", async () => {
    const rounds: string[] = [];
    const report = await killRounds({ rounds: 5, seed: 7, producers: 2, say: (line) => rounds.push(line) });
    const { judgements, kills, kept, acked, unheard } = report;
    for (const judgement of Object.values(judgements)) {
      expect(judgement).toMatchObject({ lost: 0, double: 0, faults: [] });
      expect(judgement.counted).toBeGreaterThanOrEqual(kept);
    }
    // they were under load, and all three kinds were killed
    expect(acked).toBeGreaterThan(0);
    expect(unheard).toBeGreaterThan(0);
    expect(kept).toBeGreaterThan(0);
    expect([kills.workerd, kills.producer, kills.serve].every((n) => n > 0)).toBe(true);
    expect(rounds).toHaveLength(5);
  });
});
