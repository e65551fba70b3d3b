import type { WireSeriesAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { trend } from "./trend-card.tsx";

type Point = WireSeriesAnswer["points"][number];
const figure = (value: number | null): Point["co2e_g"] =>
  value === null ? null : { value, low: value / 2, high: value * 2 };
const point = (at: string, behind: number, grams: number | null, failed = 0): Point => ({
  at,
  key: "a",
  inferences: behind,
  failed,
  known: behind + failed,
  behind,
  energy_kwh: null,
  co2e_g: figure(grams),
  water_l: figure(grams === null ? null : grams / 1000),
  partial: false,
});

it("is figure ÷ inferences behind it, and no point where they are few or unknown", () => {
  const answer = { points: [point("1", 100, 2), point("2", 3, 9), point("3", 50, null)] };
  expect(trend(answer as unknown as WireSeriesAnswer, "co2e")).toEqual([
    { id: "a", name: "a", points: [{ at: "1", value: { value: 20, low: 10, high: 40 } }] },
  ]);
});

it("charges what failed to what was answered, as the summary does, and tells water too", () => {
  const answer = { points: [point("1", 100, 2, 100)] } as unknown as WireSeriesAnswer;
  expect(trend(answer, "co2e")[0]?.points[0]?.value.value).toBe(20);
  expect(trend(answer, "water")[0]?.points[0]?.value.value).toBe(0.02);
});
