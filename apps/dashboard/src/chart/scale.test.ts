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
      const theirs = d3.scaleSymlog([low, high], [...RANGE]).constant(constant);
      for (const value of [...at(low, high), -high]) expect(ours(value)).toBeCloseTo(theirs(value), 6);
    }
  });

  it("puts what is alone in the middle", () => {
    expect(scaleLinear([3, 3], [0, 10])(3)).toBe(5);
  });
});
