import type { WirePhasesAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { linesBefore, tableWithBefore } from "./time-before.ts";

const q = (value: number): { value: number; low: number; high: number } => ({
  value,
  low: value,
  high: value,
});
const NONE = q(0);

/** Training that adds up by 1 g from point to point. */
function answer(from: string, to: string, days: readonly string[]): WirePhasesAnswer {
  return {
    period: { from: `${from}T00:00:00.000Z`, to: `${to}T00:00:00.000Z`, partial: false },
    points: days.map((day, index) => ({
      at: `${day}T00:00:00.000Z`,
      phase: "training",
      partial: false,
      energy_kwh: NONE,
      co2e_g: NONE,
      cumulative: { energy_kwh: NONE, co2e_g: q(index + 1) },
    })),
  } as unknown as WirePhasesAnswer;
}

it("lays each day beside the one as far from the start", () => {
  const now = answer("2026-11-08", "2026-11-15", ["2026-11-08", "2026-11-10"]);
  const then = answer("2026-11-01", "2026-11-08", ["2026-11-01", "2026-11-02", "2026-11-03"]);
  expect(linesBefore(then, now, "co2e", "day")).toEqual([
    {
      id: "training before",
      name: "Training, the time before",
      points: [
        { at: "2026-11-08T00:00:00.000Z", value: q(1) },
        // nothing was there by now: it stands where it would be
        { at: "2026-11-09T00:00:00.000Z", value: q(2) },
        { at: "2026-11-10T00:00:00.000Z", value: q(3) },
      ],
    },
  ]);
});

it("lays weeks that begin on other days beside the nearest", () => {
  // 30 days on, a Monday is a Wednesday
  const now = answer("2026-10-25", "2026-11-24", ["2026-10-19", "2026-10-26", "2026-11-02"]);
  const then = answer("2026-09-25", "2026-10-25", ["2026-09-21", "2026-09-28", "2026-10-05"]);
  expect(linesBefore(then, now, "co2e", "week")[0]?.points.map(({ at }) => at.slice(0, 10))).toEqual([
    "2026-10-19",
    "2026-10-26",
    "2026-11-02",
  ]);
});

it("tells both in the table, each by its own dates", () => {
  const now = answer("2026-11-08", "2026-11-15", ["2026-11-08"]);
  const then = answer("2026-11-01", "2026-11-08", ["2026-11-03"]);
  expect(tableWithBefore(now, undefined, "co2e").columns[0]?.name).toBe("at");
  expect(tableWithBefore(now, then, "co2e").rows).toEqual([
    ["now", "2026-11-08T00:00:00.000Z", "training", q(1), "over"],
    ["the time before", "2026-11-03T00:00:00.000Z", "training", q(1), "over"],
  ]);
});
