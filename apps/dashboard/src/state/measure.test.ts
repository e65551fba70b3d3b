import { expect, it } from "vitest";
import { otherMeasure, shownMeasure } from "./measure.ts";

it("tells a page in what it has, and says where that is not what was chosen", () => {
  expect(shownMeasure({ page: "inference", of: "water" })).toBe("water");
  expect(otherMeasure({ page: "inference", of: "water" })).toBeUndefined();
  expect(shownMeasure({ page: "overview", of: "water" })).toBe("co2e");
  expect(otherMeasure({ page: "overview", of: "water" })).toBe(
    "This page does not tell water: it is in CO₂e. Inference and Effects tell water.",
  );
  // changes of commits are relative, and of energy
  expect(otherMeasure({ page: "commits", of: "water" })).toBeUndefined();
});
