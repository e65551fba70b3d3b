import { expect, it } from "vitest";
import { counted } from "./counted.ts";

it.each([0, 7, 999, 1000, 12_345, 999_999, 1_234_567, 987_654_321_098, 1234.5678, -4321])(
  "%d as browsers print it",
  (count) => {
    expect(counted(count)).toBe(count.toLocaleString("en-GB"));
  },
);
