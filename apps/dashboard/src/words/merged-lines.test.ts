import { expect, it } from "vitest";
import { mergedLines } from "./merged-lines.ts";

it("says once what is said of several profiles", () => {
  expect(
    mergedLines([
      "profile a: no PUE",
      "the zone is unknown",
      "profile b: no PUE",
      "the zone is unknown",
      "profile b: x",
    ]),
  ).toEqual(["profiles a, b: no PUE", "the zone is unknown", "profile b: x"]);
});
