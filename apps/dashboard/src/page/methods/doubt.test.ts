import type { WireSummaryAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { doubtsOf, doubtVerdict, percent, spreadOf, spreadText } from "./doubt.ts";
import { sourceKind } from "./sources.ts";

const served = (
  ...phases: readonly (readonly [
    phase: string,
    co2e: number | null,
    doubt: Readonly<Record<string, number>>,
  ])[]
): Pick<WireSummaryAnswer, "phases"> =>
  ({
    phases: phases.map(([phase, co2e, doubt]) => ({
      phase,
      figures: {
        co2e_g: co2e === null ? null : { value: co2e, low: co2e / 2, high: co2e * 2 },
        doubt: Object.entries(doubt).map(([source, share]) => ({ source, share })),
      },
    })),
  }) as unknown as Pick<WireSummaryAnswer, "phases">;

it("names what dominates, of the phase that emits most", () => {
  const doubts = doubtsOf(
    served(["training", 1, { noise: 1 }], ["inference", 10, { "pue/uptime": 0.2, "grid/ember/FRA": 0.62 }]),
  );
  expect(doubtVerdict(doubts)).toBe(
    "Inference took 10.0 g CO₂e (5.00 to 20.0). Most of its doubt, 62 %, is carbon intensity of the grid.",
  );
});

it("says the largest part where none is more than half", () => {
  expect(doubtVerdict(doubtsOf(served(["inference", 1, { "rate/transfer": 0.5, noise: 0.5 }])))).toContain(
    "The largest part of its doubt, 50 %,",
  );
});

it("adds what the ledger does not list, so that shares are of the whole", () => {
  const [phase] = doubtsOf(served(["inference", 1, { "grid/ember/FRA": 0.6, noise: 0.3 }]));
  expect(phase?.sources.map(({ id }) => id)).toEqual(["grid/ember/FRA", "noise", "others"]);
  expect(phase?.sources.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
});

it("has no doubt to share where nothing is known: that is not certainty", () => {
  const doubts = doubtsOf(served(["inference", null, {}]));
  expect(doubts).toEqual([]);
  expect(doubtVerdict(doubts)).toContain("Of no request in this time is the carbon known");
});

it("tells a spread as × and ÷, and an interval that reaches 0 apart", () => {
  expect(spreadText(spreadOf({ value: 10, low: 5, high: 20 }))).toBe("× and ÷ 2.0");
  expect(spreadText(spreadOf({ value: 1, low: 1 / 1.05, high: 1.05 }))).toBe("× and ÷ 1.05");
  expect(spreadText(spreadOf({ value: 1, low: 0, high: 3 }))).toBe("an interval that reaches 0");
});

it("never rounds a share that is there to 0 %", () => {
  expect([percent(0.62), percent(0.004), percent(0)]).toEqual(["62 %", "< 1 %", "0 %"]);
});

it("says what would narrow a source where somebody can, and the id where it has no words", () => {
  expect(sourceKind("grid/ember/unknown").narrower).toContain("name the zone");
  expect(sourceKind("grid/ember/FRA").narrower).toBeUndefined();
  expect(sourceKind("something/new")).toEqual({ about: "something/new", narrower: undefined });
});
