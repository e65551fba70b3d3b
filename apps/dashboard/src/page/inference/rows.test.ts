import type { WireQuantity, WireSummaryAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { inferenceVerdict, lessThanDearest, ratedRows } from "./rows.ts";
import { nameOf } from "../../words/label-name.ts";

const q = (value: number, by = 2): WireQuantity => ({ value, low: value / by, high: value * by });

/** Rows: name, g per 1000, the dearest ÷ this with its factor, tier. */
type Made = readonly [
  key: string | null,
  co2e: number | null,
  lessBy?: number | undefined,
  by?: number,
  tier?: string,
];
const answer = (...rows: readonly Made[]): WireSummaryAnswer =>
  ({
    rows: rows.map(([key, co2e, lessBy, by = 1.2, tier = "modelled"]) => {
      const ratio = lessBy === undefined ? null : q(lessBy, by);
      return {
        key,
        figures: {
          tier,
          per_1000: co2e === null ? null : { co2e_g: q(co2e), energy_kwh: q(co2e / 400), water_l: q(1) },
        },
        dearest_per_this: { energy: ratio, co2e: ratio, water: ratio },
      };
    }),
  }) as unknown as WireSummaryAnswer;
const says = (...rows: readonly Made[]): string =>
  inferenceVerdict(ratedRows(answer(...rows), "co2e"), "task", "co2e").replaceAll(/[\u2068\u2069]/gu, "");

it("puts the dearest first, and what nobody knows apart", () => {
  const { rated, unknown } = ratedRows(answer(["a", 1, 100], ["b", 100], [null, null]), "co2e");
  expect(rated.map(({ key }) => key)).toEqual(["b", "a"]);
  expect(rated.map(lessThanDearest)).toEqual(["dearest", "less"]);
  expect(unknown).toHaveLength(1);
  expect(nameOf(null)).toBe("(not said)");
});

it("says by how much, with its interval, where the ratio tells though the figures' own intervals overlap", () => {
  expect(says(["a", 1, 3.1, 1.3], ["b", 3.1])).toBe(
    "1000 inferences of b take 3.10 g CO₂e (1.55 to 6.20), 3.1 times (2.4 to 4.0) as much as of a.",
  );
});

it("leaves open what the ratio leaves open, though the figures' own intervals are apart", () => {
  expect(says(["a", 1, 100, 150], ["b", 100])).toContain("which task takes most is not known");
  expect(says(["a", 1, 100], ["c", 99, 1.01], ["b", 100])).toBe(
    "1000 inferences of b take 100 g CO₂e (50.0 to 200), 100 times (83 to 120) as much as of a; whether of c they take less is not known.",
  );
  expect(says(["a", 1, 100], ["c", 99, 1.01], ["d", 98, 1.02], ["b", 100])).toContain(
    "; which takes most, this or one of 2 tasks more, is not known.",
  );
});

it("says where two are known in different ways", () => {
  expect(says(["a", 1, 100], ["b", 100, undefined, 1, "declared"])).toContain(
    "as much as of a (the one known as declared, the other as modelled).",
  );
});

it("tells nothing known from nothing taken", () => {
  expect(says(["a", null])).toBe("Of no inference in this time is the energy known.");
  expect(says(["a", 0])).toBe("1000 inferences take 0 g CO₂e.");
  expect(says(["a", 4])).toBe("1000 inferences of a take 4.00 g CO₂e (2.00 to 8.00).");
});
