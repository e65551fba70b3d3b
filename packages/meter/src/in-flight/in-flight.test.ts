import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Flight, inFlight, pool } from "./in-flight.ts";

describe("fair share", () => {
  it("gives a request alone all of its time", () => {
    const requests = inFlight();
    const one = requests.enter(100);
    expect(requests.leave(one, 350)).toBe(250);
    expect(requests.count).toBe(0);
  });

  it("halves what two have together, and no more", () => {
    const requests = inFlight();
    const first = requests.enter(0);
    const second = requests.enter(100);
    // 100 alone, then 50 of the 100 that both were there
    expect(requests.leave(first, 200)).toBe(150);
    expect(requests.leave(second, 300)).toBe(150);
  });

  it("gives nobody the time in which nothing was in flight", () => {
    const requests = inFlight();
    expect(requests.leave(requests.enter(0), 10)).toBe(10);
    expect(requests.leave(requests.enter(1000), 1010)).toBe(10);
  });

  it("knows a request once", () => {
    const requests = inFlight();
    const one = requests.enter(0);
    requests.leave(one, 5);
    expect(requests.leave(one, 9)).toBeUndefined();
    expect(requests.count).toBe(0);
  });

  it("takes a clock that stands still, or goes back, for no time", () => {
    const requests = inFlight();
    const one = requests.enter(50);
    expect(requests.leave(one, 50)).toBe(0);
    const other = requests.enter(60);
    expect(requests.leave(other, 40)).toBe(0);
  });

  it("takes out what nobody ended, so that it thins the others' shares for a while only", () => {
    const requests = inFlight(1000);
    const lost = requests.enter(0);
    const later = requests.enter(1001);
    expect(requests.count).toBe(1);
    expect(requests.leave(later, 1011)).toBe(10);
    expect(requests.leave(lost, 2000)).toBeUndefined();
  });

  it("is one pool by one name", () => {
    expect(pool("gpu 0")).toBe(pool("gpu 0"));
    expect(pool("gpu 0")).not.toBe(pool("gpu 1"));
    expect(pool()).toBe(pool());
  });
});

interface Span {
  readonly start: number;
  readonly end: number;
}

const spans = fc
  .array(
    fc
      .record({ start: fc.integer({ min: 0, max: 300 }), lasts: fc.integer({ min: 0, max: 200 }) })
      .map(({ start, lasts }): Span => ({ start, end: start + lasts })),
    { minLength: 1, maxLength: 40 },
  )
  // a quarter of a ms is exact in binary, so that equal means equal
  .map((list) => list.map(({ start, end }) => ({ start: start / 4, end: end / 4 })));

/** Shares as the definition has them: each moment divided among those who are there. */
function byMoments(list: readonly Span[]): readonly number[] {
  const shares = list.map(() => 0);
  for (let moment = 0; moment < 600; moment += 1) {
    const from = moment / 4;
    const there = list.flatMap(({ start, end }, index) => (start <= from && from < end ? [index] : []));
    for (const index of there) shares[index] = (shares[index] ?? 0) + 0.25 / there.length;
  }
  return shares;
}

function byVirtualTime(list: readonly Span[]): readonly number[] {
  const requests = inFlight();
  const flights: Flight[] = [];
  const shares = list.map(() => 0);
  const turns = list
    .flatMap(({ start, end }, index) => [
      { at: start, index, enters: true },
      { at: end, index, enters: false },
    ])
    // one that lasts no time enters before it leaves
    .toSorted((a, b) => a.at - b.at || Number(b.enters) - Number(a.enters));
  for (const { at, index, enters } of turns) {
    if (enters) flights[index] = requests.enter(at);
    else shares[index] = requests.leave(flights[index] ?? { startMs: -1 }, at) ?? Number.NaN;
  }
  expect(requests.count).toBe(0);
  return shares;
}

describe("the law of shares (M50)", () => {
  it("is what dividing each moment among those who are there gives", () => {
    fc.assert(
      fc.property(spans, (list) => {
        const expected = byMoments(list);
        byVirtualTime(list).forEach((share, index) => expect(share).toBeCloseTo(expected[index] ?? NaN, 9));
      }),
    );
  });

  it("adds up to the time in which anything was in flight", () => {
    fc.assert(
      fc.property(spans, (list) => {
        const busy = Array.from({ length: 600 }, (_, moment) => moment / 4).filter((from) =>
          list.some(({ start, end }) => start <= from && from < end),
        ).length;
        expect(byVirtualTime(list).reduce((sum, share) => sum + share, 0)).toBeCloseTo(busy / 4, 9);
      }),
    );
  });

  it("gives each at least its time divided by all, and at most its time", () => {
    fc.assert(
      fc.property(spans, (list) => {
        byVirtualTime(list).forEach((share, index) => {
          const { start, end } = list[index] ?? { start: 0, end: 0 };
          expect(share).toBeLessThanOrEqual(end - start + 1e-9);
          expect(share).toBeGreaterThanOrEqual((end - start) / list.length - 1e-9);
        });
      }),
    );
  });
});
