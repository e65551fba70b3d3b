import type { WireSeriesAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { trend } from "./trend-card.tsx";

const point = (at: string, known: number, grams: number | null): WireSeriesAnswer["points"][number] => ({
  at,
  key: "a",
  inferences: known,
  failed: 0,
  known,
  energy_kwh: null,
  co2e_g: grams === null ? null : { value: grams, low: grams / 2, high: grams * 2 },
  partial: false,
});

it("is figure ÷ inferences of which it is known, and no point where they are few or unknown", () => {
  const answer = { points: [point("1", 100, 2), point("2", 3, 9), point("3", 50, null)] };
  expect(trend(answer as unknown as WireSeriesAnswer, "co2e")).toEqual([
    { id: "a", name: "a", points: [{ at: "1", value: { value: 20, low: 10, high: 40 } }] },
  ]);
});
