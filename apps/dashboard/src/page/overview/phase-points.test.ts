import type { WirePhasesAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { barsOf, linesOf, phaseTable } from "./phase-points.ts";

const q = (value: number): { value: number; low: number; high: number } => ({
  value,
  low: value / 2,
  high: value * 2,
});
const answer = {
  points: [
    {
      at: "2026-11-01T00:00:00.000Z",
      phase: "training",
      partial: false,
      energy_kwh: q(1),
      co2e_g: q(400),
      cumulative: { energy_kwh: q(1), co2e_g: q(400) },
    },
    {
      at: "2026-11-01T00:00:00.000Z",
      phase: "inference",
      partial: true,
      energy_kwh: null,
      co2e_g: null,
      cumulative: { energy_kwh: null, co2e_g: null },
    },
  ],
} as unknown as WirePhasesAnswer;

it("has one bucket a time; what is not known of a phase is null, and what was not there is absent", () => {
  expect(barsOf(answer, "co2e")).toEqual([
    { at: "2026-11-01T00:00:00.000Z", partial: true, values: { training: q(400), inference: null } },
  ]);
});

it("draws no line through what is not known", () => {
  expect(linesOf(answer, "energy").map(({ id }) => id)).toEqual(["training"]);
});

it("tells in the table exactly what the ledger told", () => {
  expect(phaseTable(answer, "co2e", "cumulative").rows).toEqual([
    ["2026-11-01T00:00:00.000Z", "training", q(400), "over"],
    ["2026-11-01T00:00:00.000Z", "inference", null, "not over"],
  ]);
});
