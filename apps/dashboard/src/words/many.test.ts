import { expect, it } from "vitest";
import { many } from "./many.ts";

it("has one of a thing alone, and none or several of more", () => {
  expect([0, 1, 1234].map((count) => many(count, "inference"))).toEqual([
    "0 inferences",
    "1 inference",
    "1,234 inferences",
  ]);
  expect(many(2, "box", "boxes")).toBe("2 boxes");
});
