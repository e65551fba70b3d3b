import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../comparison/seeded-random.ts";
import { normal } from "../comparison/simulated-pairs.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { exact, interval, noisy, product, sum, uncertain } from "../estimate/estimate.ts";
import { joules } from "../units.ts";
import type { EstimatedPart } from "./decomposition-doubt.ts";
import { decompositionIntervals } from "./decomposition-doubt.ts";
import type { PeriodPart } from "./decomposition.ts";
import { decomposition, logarithmicMean } from "./decomposition.ts";

const part = (name: string, volume: number, total: number): PeriodPart => ({ part: name, volume, total });

const inGrams = (rows: readonly PeriodPart[]): readonly PeriodPart[] =>
  rows.map((row) => part(row.part, row.volume, row.total * 0.4));
const meter = (value: number): Estimate => uncertain(joules(value), "meter", 1.2);
const loud = (value: number): Estimate => noisy(joules(value), 2);
const doubtful = (rows: readonly PeriodPart[], spread: number): readonly EstimatedPart[] =>
  rows.map((row) => ({
    part: row.part,
    volume: row.volume,
    total: uncertain(row.total, row.part, spread),
  }));

/** Both periods of up to five parts; none, either or both ends of a part may be empty. */
const amount = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e9, noNaN: true }));
const period = fc
  .uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c", "d", "e"), amount, amount), {
    selector: ([name]) => name,
  })
  .map((rows) => rows.map(([name, volume, total]) => part(name, volume, volume === 0 ? 0 : total)));

describe("decomposition", () => {
  // One part, 100 → 200 units, 1000 → 1500 J. L = 500 ÷ ln 1.5 = 1233.15; volume L·ln 2 = 854.76, intensity
  // L·ln 0.75 = −354.76. The two are 500.
  test("one part, worked through", () => {
    const split = decomposition([part("m", 100, 1000)], [part("m", 200, 1500)]);
    expect(split.volume).toBeCloseTo(854.7556, 3);
    expect(split.intensity).toBeCloseTo(-354.7556, 3);
    expect(split.structure).toBeCloseTo(0, 9);
    expect(split.change).toBe(500);
  });

  // Text 90 → 50 at 1 J, image 10 → 50 at 10 J: volume and intensities stand still, 190 → 550 is all mix.
  test("a heavier mix is structure", () => {
    const split = decomposition(
      [part("text", 90, 90), part("image", 10, 100)],
      [part("text", 50, 50), part("image", 50, 500)],
    );
    expect(split.volume).toBeCloseTo(0, 9);
    expect(split.intensity).toBeCloseTo(0, 9);
    expect(split.structure).toBeCloseTo(360, 9);
  });

  test("adds up exactly, whatever appears or goes", () => {
    fc.assert(
      fc.property(period, period, (from, to) => {
        const split = decomposition(from, to);
        const scale = Math.max(split.from, split.to, 1e-12);
        expect(
          Math.abs(split.volume + split.structure + split.intensity - split.change) / scale,
        ).toBeLessThan(1e-9);
        const parts = split.parts.reduce((acc, row) => acc + row.volume + row.structure + row.intensity, 0);
        expect(Math.abs(parts - split.change) / scale).toBeLessThan(1e-9);
      }),
    );
  });

  test("turns its signs when time does", () => {
    fc.assert(
      fc.property(period, period, (from, to) => {
        const there = decomposition(from, to);
        const back = decomposition(to, from);
        const scale = Math.max(there.from, there.to, 1e-12);
        for (const effect of ["volume", "structure", "intensity", "change"] as const) {
          expect(Math.abs(there[effect] + back[effect]) / scale).toBeLessThan(1e-9);
        }
      }),
    );
  });

  test("scales with the unit of the totals", () => {
    fc.assert(
      fc.property(period, period, (from, to) => {
        const joulesSplit = decomposition(from, to);
        const gramsSplit = decomposition(inGrams(from), inGrams(to));
        const scale = Math.max(joulesSplit.from, joulesSplit.to, 1e-12);
        expect(Math.abs(gramsSplit.intensity - 0.4 * joulesSplit.intensity) / scale).toBeLessThan(1e-9);
      }),
    );
  });
});

describe("zeros take their limits", () => {
  // Ang & Liu 2007: what a small number in place of the zero converges to. Convergence is slow (1 ÷ ln), so δ = 1e-300.
  test("a part that appears beside others is structure", () => {
    const split = decomposition([part("a", 10, 10)], [part("a", 10, 10), part("b", 5, 50)]);
    expect(split.parts).toContainEqual({ part: "b", volume: 0, structure: 50, intensity: 0 });
    const near = decomposition(
      [part("a", 10, 10), part("b", 5e-300, 50e-300)],
      [part("a", 10, 10), part("b", 5, 50)],
    );
    expect(Math.abs(near.parts[1]?.structure ?? 0) / 50).toBeCloseTo(1, 2);
  });

  test("a part that goes is structure", () => {
    const split = decomposition([part("a", 10, 10), part("b", 5, 50)], [part("a", 10, 10)]);
    expect(split.parts).toContainEqual({ part: "b", volume: 0, structure: -50, intensity: 0 });
  });

  test("a first period, and a last one, are volume", () => {
    expect(decomposition([], [part("a", 10, 70)])).toMatchObject({ volume: 70, structure: 0, intensity: 0 });
    expect(decomposition([part("a", 10, 70)], [])).toMatchObject({ volume: -70, structure: 0, intensity: 0 });
  });

  test("work that begins to cost is intensity", () => {
    expect(decomposition([part("a", 10, 0)], [part("a", 20, 70)])).toMatchObject({
      volume: 0,
      structure: 0,
      intensity: 70,
    });
  });

  test("nothing at all is no change", () => {
    expect(decomposition([], [])).toMatchObject({ change: 0, volume: 0, structure: 0, intensity: 0 });
  });
});

describe("refusals", () => {
  test.each([
    ["a cost without work", [part("a", 0, 5)], "zero-units"],
    ["a negative volume", [part("a", -1, 5)], "invalid-number"],
    ["a total that is no number", [part("a", 1, Number.NaN)], "invalid-number"],
    ["a part that stands twice", [part("a", 1, 5), part("a", 1, 5)], "malformed-input"],
  ])("%s", (_, rows, code) => {
    expect(() => decomposition(rows, [])).toThrow(expect.objectContaining({ code }));
    expect(() => decomposition([], rows)).toThrow(expect.objectContaining({ code }));
  });
});

describe("logarithmicMean", () => {
  test("lies between the geometric and the arithmetic mean", () => {
    const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const mean = logarithmicMean(a, b);
        expect(mean).toBeGreaterThanOrEqual(Math.sqrt(a * b) * (1 - 1e-12));
        expect(mean).toBeLessThanOrEqual(((a + b) / 2) * (1 + 1e-12));
        expect(logarithmicMean(b, a) / mean).toBeCloseTo(1, 12);
      }),
    );
  });

  test("keeps its digits where the two meet, and where they are far apart", () => {
    expect(logarithmicMean(1 + 1e-15, 1)).toBeCloseTo(1, 14);
    expect(logarithmicMean(7, 7)).toBe(7);
    expect(logarithmicMean(1e-30, 1) * Math.log(1e30)).toBeCloseTo(1, 12);
  });
});

describe("decompositionIntervals", () => {
  test("exact totals give exact effects", () => {
    const split = decompositionIntervals(
      [{ part: "a", volume: 1, total: exact(joules(3)) }],
      [{ part: "a", volume: 2, total: exact(joules(4)) }],
    );
    expect(split.change).toEqual({ value: 1, low: 1, high: 1 });
  });

  // One shared meter: both totals move together, and every effect by the factor that they move by.
  test("a doubt that the periods share scales the effects, and turns none", () => {
    const split = decompositionIntervals(
      [{ part: "a", volume: 100, total: meter(1000) }],
      [{ part: "a", volume: 200, total: meter(1500) }],
    );
    expect(split.volume.low).toBeCloseTo(854.7556 / 1.2, 2);
    expect(split.volume.high).toBeCloseTo(854.7556 * 1.2, 2);
    expect(split.intensity.low).toBeCloseTo(-354.7556 * 1.2, 2);
    expect(split.intensity.high).toBeCloseTo(-354.7556 / 1.2, 2);
    expect(split.change.low).toBeCloseTo(500 / 1.2, 6);
  });

  // What a ledger in its first month told: "volume" from below 0, of a total that no doubt brings below 0.
  test("where nothing was before, change and volume are the total, with its interval", () => {
    const shared = (value: number, own: string): Estimate =>
      product(joules, [uncertain(joules(value), "grid", 5), uncertain(1, own, 2), noisy(1, 1.3)]);
    const parts = [
      { part: "a", volume: 10, total: shared(2, "a") },
      { part: "b", volume: 5, total: shared(1, "b") },
    ];
    const whole = interval(
      sum(
        joules,
        parts.map(({ total }) => ({ value: joules(total.value), spread: total.spread })),
      ),
    );
    const first = decompositionIntervals([], parts);
    for (const range of [first.change, first.volume]) {
      expect(range.low / whole.low).toBeCloseTo(1, 9);
      expect(range.high / whole.high).toBeCloseTo(1, 9);
    }
    expect(whole.high / whole.low).toBeGreaterThan(20);
    const last = decompositionIntervals(parts, []);
    expect(last.volume.low / -whole.high).toBeCloseTo(1, 9);
    expect(last.change.high / -whole.low).toBeCloseTo(1, 9);
    expect([first.structure, first.intensity, last.intensity]).toEqual(
      Array.from({ length: 3 }, () => ({ value: 0, low: 0, high: 0 })),
    );
  });

  test("noise of each period does not cancel, and may hide an effect", () => {
    const split = decompositionIntervals(
      [{ part: "a", volume: 100, total: loud(1000) }],
      [{ part: "a", volume: 100, total: loud(1000) }],
    );
    expect(split.intensity.value).toBeCloseTo(0, 9);
    expect(split.intensity.low).toBeLessThan(-900);
    expect(split.intensity.high).toBeCloseTo(-split.intensity.low, 6);
    expect(split.volume).toEqual({
      value: expect.closeTo(0, 9),
      low: expect.closeTo(0, 9),
      high: expect.closeTo(0, 9),
    });
  });

  test("the volume effect has the sign of the volume's change, whatever the doubt", () => {
    fc.assert(
      fc.property(
        period,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 1, max: 50, noNaN: true }),
        (rows, times, spread) => {
          // the same intensity part by part, known apart in the two periods
          const more = rows.map((row) => part(row.part, row.volume * times, row.total * times));
          const now = more.map((row) => ({ ...row, total: noisy(row.total, spread) }));
          const { volume } = decompositionIntervals(doubtful(rows, spread), now);
          const isNothing = Math.abs(volume.value) < 1e-6;
          const [near, far] = times > 1 ? [volume.low, volume.high] : [-volume.high, -volume.low];
          expect(isNothing || (near > 0 && far > 0)).toBe(true);
        },
      ),
    );
  });

  // Against 20,000 draws of the totals themselves: two parts in both periods, one shared doubt of ×5, doubts of their own.
  test("covers what simulated totals do", () => {
    const own = { a: 1.5, b: 2 };
    const total = (value: number, name: "a" | "b"): Estimate =>
      product(joules, [uncertain(joules(value), "grid", 5), uncertain(1, name, own[name]), noisy(1, 1.2)]);
    const from = [
      { part: "a", volume: 100, total: total(100, "a") },
      { part: "b", volume: 20, total: total(60, "b") },
    ];
    const to = [
      { part: "a", volume: 120, total: total(150, "a") },
      { part: "b", volume: 60, total: total(130, "b") },
    ];
    const told = decompositionIntervals(from, to);
    const random = seededRandom(7);
    const drawOne = (): number => normal(random);
    const inside = { change: 0, volume: 0, structure: 0, intensity: 0 };
    const draws = 20_000;
    for (let draw = 0; draw < draws; draw += 1) {
      const sources: Readonly<Record<string, number>> = { grid: drawOne(), a: drawOne(), b: drawOne() };
      const drawn = (rows: typeof from): readonly PeriodPart[] =>
        rows.map((row) => {
          const { spread } = row.total;
          const shift = Object.entries(spread.sources).reduce(
            (acc, [source, c]) => acc + c * (sources[source] ?? 0),
            spread.noise * drawOne(),
          );
          return part(row.part, row.volume, row.total.value * Math.exp(shift));
        });
      const split = decomposition(drawn(from), drawn(to));
      for (const name of ["change", "volume", "structure", "intensity"] as const) {
        if (split[name] >= told[name].low && split[name] <= told[name].high) inside[name] += 1;
      }
    }
    for (const name of ["change", "volume", "structure", "intensity"] as const) {
      expect([name, inside[name] / draws]).toEqual([name, expect.closeTo(0.9, 1)]);
      expect(inside[name] / draws).toBeGreaterThan(0.87);
      expect(inside[name] / draws).toBeLessThan(0.93);
    }
  });

  test("the interval holds its value", () => {
    fc.assert(
      fc.property(period, period, fc.double({ min: 1, max: 3, noNaN: true }), (from, to, spread) => {
        const split = decompositionIntervals(doubtful(from, spread), doubtful(to, spread));
        for (const range of [split.change, split.volume, split.structure, split.intensity]) {
          expect(range.low).toBeLessThanOrEqual(range.value);
          expect(range.high).toBeGreaterThanOrEqual(range.value);
        }
      }),
    );
  });
});
