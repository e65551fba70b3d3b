import { expect, it } from "vitest";
import { times, turned } from "./times.ts";

it("has as many digits as tell", () => {
  expect(times({ value: 3.1, low: 2.4, high: 4 })).toBe("3.1 times (2.4 to 4.0)");
  expect(times({ value: 1.04, low: 1.02, high: 1.06 })).toBe("1.04 times (1.02 to 1.06)");
  expect(times({ value: 1234, low: 99.4, high: 99_999 })).toBe("1,230 times (99 to 100,000)");
});

it("turns a ratio with its ends", () => {
  expect(turned({ value: 0.5, low: 0.25, high: 1 })).toEqual({ value: 2, low: 1, high: 4 });
});
