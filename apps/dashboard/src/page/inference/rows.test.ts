import type { WireSummaryAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { inferenceVerdict, nameOf, ratedRows } from "./rows.ts";

const q = (value: number): { value: number; low: number; high: number } => ({
  value,
  low: value / 2,
  high: value * 2,
});
const answer = (rows: readonly [string | null, number | null][]): WireSummaryAnswer =>
  ({
    rows: rows.map(([key, co2e]) => ({
      key,
      figures: {
        per_1000: co2e === null ? null : { co2e_g: q(co2e), energy_kwh: q(co2e / 400), water_l: q(1) },
      },
    })),
  }) as unknown as WireSummaryAnswer;

it("puts the dearest first, and what nobody knows apart", () => {
  const { rated, unknown } = ratedRows(
    answer([
      ["a", 1],
      ["b", 100],
      [null, null],
    ]),
    "co2e",
  );
  expect(rated.map(({ key }) => key)).toEqual(["b", "a"]);
  expect(unknown).toHaveLength(1);
  expect(nameOf(null)).toBe("(not said)");
});

it("says by how much only where the intervals are apart", () => {
  expect(
    inferenceVerdict(
      ratedRows(
        answer([
          ["a", 1],
          ["b", 100],
        ]),
        "co2e",
      ).rated,
      "task",
      "co2e",
    ),
  ).toBe("1000 inferences of b take 100 g (50.0 to 200), 100 times as much as of a.");
  expect(
    inferenceVerdict(
      ratedRows(
        answer([
          ["a", 1],
          ["b", 2],
        ]),
        "co2e",
      ).rated,
      "task",
      "co2e",
    ),
  ).toContain("which task takes most is not known");
  expect(inferenceVerdict([], "task", "co2e")).toBe("Of no inference in this time is the energy known.");
});
