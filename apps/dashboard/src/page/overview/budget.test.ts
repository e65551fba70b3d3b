import { expect, it } from "vitest";
import { startOf } from "./budget-time.ts";

it.each([
  ["year", "2026-11-23T14:40:00.000Z", "2026-01-01"],
  ["quarter", "2026-11-23T14:40:00.000Z", "2026-10-01"],
  ["quarter", "2026-03-31T23:59:00.000Z", "2026-01-01"],
  ["month", "2026-11-23T14:40:00.000Z", "2026-11-01"],
] as const)("a %s that holds %s starts %s", (per, now, start) => {
  expect(startOf({ per }, now)).toBe(start);
});
