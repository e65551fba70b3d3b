import { expect, it } from "vitest";
import { someOf } from "./some-of.ts";

const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `m${n}`);

it("names few, and counts the rest of many", () => {
  expect(someOf([])).toBe("");
  expect(someOf(names(2))).toBe("m0, m1");
  // one more is named sooner than counted
  expect(someOf(names(6))).toBe("m0, m1, m2, m3, m4, m5");
  expect(someOf(names(1205))).toBe("m0, m1, m2, m3, m4 and 1,200 more");
});
