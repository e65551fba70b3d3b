import * as d3 from "d3-scale";
import { describe, expect, it } from "vitest";
import { scaleLinear, scaleLog, scaleSymlog } from "./scale.ts";

const RANGE = [280, 22] as const;
const PAIRS = [
  [0, 1],
  [0, 0.3],
  [0, 123_456],
  [0.92, 0.9713],
  [-3, 7],
  [0.0007, 95],
  [1, 10],
  [1e-9, 1e-8],
  [4e-5, 3e6],
] as const;
const at = (low: number, high: number): readonly number[] =>
  [0, 0.1, 0.5, 0.77, 1].map((part) => low + (high - low) * part);

const gaps = (places: readonly number[]): readonly number[] =>
  places.slice(1).map((place, index) => place - (places[index] ?? 0));
const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(a));

describe("scales stand where d3's do", () => {
  it.each(PAIRS)("linear, %d to %d", (low, high) => {
    for (const round of [undefined, 4, 5]) {
      const ours = scaleLinear([low, high], RANGE, round);
      const theirs = d3.scaleLinear([low, high], [...RANGE]);
      if (round !== undefined) theirs.nice(round);
      for (const value of at(low, high)) expect(ours(value)).toBeCloseTo(theirs(value), 6);
      for (const count of [3, 4, 5]) expect(ours.ticks(count)).toEqual(theirs.ticks(count));
    }
  });

  it.each(PAIRS.filter(([low]) => low > 0))("log, %d to %d, with marks at powers of ten", (low, high) => {
    const ours = scaleLog([low, high], RANGE);
    const theirs = d3.scaleLog([low, high], [...RANGE]).nice();
    for (const value of at(low, high)) expect(ours(value)).toBeCloseTo(theirs(value), 6);
    for (const count of [3, 5, 8]) {
      const marks = theirs.ticks(count).filter((tick) => Math.abs(Math.log10(tick) % 1) < 1e-9);
      expect(ours.ticks(count).map((tick) => tick.toPrecision(6))).toEqual(
        marks.map((tick) => tick.toPrecision(6)),
      );
    }
  });

  it.each(PAIRS)("symlog, %d to %d", (low, high) => {
    for (const constant of [0.1, 1]) {
      const ours = scaleSymlog([low, high], RANGE, constant);
      const theirs = d3
        .scaleSymlog([low, high], [...RANGE])
        .constant(constant)
        .clamp(true);
      for (const value of [...at(low, high), -high]) expect(ours(value)).toBeCloseTo(theirs(value), 6);
    }
  });

  // a mark is drawn where its scale puts its figure: two marks at one place, or one at an end, would be of something else
  it.each(PAIRS)("marks from %d to %d stand apart, by their own figures", (low, high) => {
    const linear = scaleLinear([low, high], RANGE, 4);
    expect(gaps(linear.ticks(4).map(linear)).every((gap, _, [first = 0]) => near(gap, first))).toBe(true);
    if (low <= 0) return;
    const log = scaleLog([low, high], RANGE);
    const marks = log.ticks(5);
    const powers = gaps(marks.map((mark) => Math.log10(mark)));
    const decade = Math.abs(log(marks[0] ?? 0) - log((marks[0] ?? 0) * 10));
    for (const [index, gap] of gaps(marks.map(log)).entries()) {
      expect(near(Math.abs(gap), decade * (powers[index] ?? 0))).toBe(true);
    }
    // what lies between the ends is not taken for what stands at one of them
    const middle = log(Math.sqrt(low * high));
    expect([log(low), log(high)].some((end) => near(end, middle))).toBe(false);
  });

  it.each([0.02, 0.1, 1])("marks of a symlog axis stand at their figures, round 0, by %d", (constant) => {
    const scale = scaleSymlog([-2, 5], RANGE, constant);
    const theirs = d3.scaleSymlog([-2, 5], [...RANGE]).constant(constant);
    for (const mark of [-2, -0.5, -0.01, 0, 0.01, 0.5, 2, 5])
      expect(scale(mark)).toBeCloseTo(theirs(mark), 6);
  });

  it("puts what is alone in the middle", () => {
    expect(scaleLinear([3, 3], [0, 10])(3)).toBe(5);
  });

  it("puts what lies beyond its ends at the end where it lies, as d3 does where it is asked to", () => {
    expect([-9, 0, 1, 99].map(scaleLinear([0, 1], [0, 10]))).toEqual([0, 0, 10, 10]);
    expect([0, -1, 1e-5, 1e9].map(scaleLog([0.01, 100], [0, 10]))).toEqual([0, 0, 0, 10]);
    expect([-9, 9].map(scaleSymlog([-1, 1], [0, 10], 1))).toEqual([0, 10]);
  });

  it.each([
    [0, 0],
    [0, 100],
    [-1, 100],
    [1e-300, 1e300],
    [100, 1],
  ])("gives a place to any figure on an axis from %d to %d", (low, high) => {
    for (const scale of [scaleLinear([low, high], RANGE, 4), scaleLog([low, high], RANGE)]) {
      for (const value of [0, -1, low, high, 1e-12, 5e-324, 1e308]) {
        expect(scale(value)).toBeGreaterThanOrEqual(RANGE[1]);
        expect(scale(value)).toBeLessThanOrEqual(RANGE[0]);
      }
      expect(scale.ticks(5).every((tick) => Number.isFinite(tick))).toBe(true);
    }
  });
});
