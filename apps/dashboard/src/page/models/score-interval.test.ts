import { expect, it } from "vitest";
import { scoreInterval } from "./score-interval.ts";

it("is Wilson's interval of a share", () => {
  // 1926 of 2000 right
  const found = scoreInterval(0.963, 2000);
  expect(found?.value).toBe(0.963);
  expect(found?.low).toBeCloseTo(0.9554, 4);
  expect(found?.high).toBeCloseTo(0.9693, 4);
});

it("stays within 0 and 1, and is not of width 0 at its ends", () => {
  expect(scoreInterval(1, 10)).toEqual({ value: 1, low: expect.closeTo(0.787, 3) as number, high: 1 });
  expect(scoreInterval(0, 10)).toEqual({ value: 0, low: 0, high: expect.closeTo(0.213, 3) as number });
});

it("says nothing of a score that is no such mean, or of how many", () => {
  expect(scoreInterval(0.9, undefined)).toBeUndefined();
  expect(scoreInterval(31.4, 100)).toBeUndefined();
  expect(scoreInterval(-0.1, 100)).toBeUndefined();
  expect(scoreInterval(Number.NaN, 100)).toBeUndefined();
});
