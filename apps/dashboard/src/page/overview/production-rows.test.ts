import type { WirePhasesAnswer, WireQuantity } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { productionRows, productionSentence } from "./production-rows.ts";

const q = (value: number): WireQuantity => ({ value, low: value / 2, high: value * 2 });
const phase = (change: object) => ({
  phase: "inference",
  co2e_g: q(100),
  inferences: 10,
  runs: 0,
  production: null,
  ...change,
});
const answer = (phases: readonly object[], total: WireQuantity | null = q(100)): WirePhasesAnswer =>
  ({ phases, total: { co2e_g: total }, boundary: "facility" }) as unknown as WirePhasesAnswer;

it("has a row for what is there and not known, and says that nothing was done only where nothing was", () => {
  const unknown = answer([phase({ co2e_g: null })], null);
  expect(productionRows(unknown)).toEqual([{ phase: "inference", use: null, made: null, without: "" }]);
  expect(productionSentence(unknown)).toMatch(/^What electricity at facility took is not known/u);
  expect(productionSentence(answer([], null))).toBe("Nothing was done in this time.");
});

it("says of how much production is not known, one or many", () => {
  const production = { co2e_g: q(1), inferences: 9, runs: 2 };
  expect(productionRows(answer([phase({ production, runs: 3 })]))[0]?.without).toBe(
    "without 1 inference and 1 booking, of which it is not known",
  );
  expect(productionRows(answer([phase({ production, inferences: 2000, runs: 2 })]))[0]?.without).toBe(
    "without 1,991 inferences, of which it is not known",
  );
  expect(productionSentence(answer([phase({ production })]))).toBe(
    "Electricity at facility took 100 g CO₂e (50.0 to 200); making the hardware, by share of its life, 1.00 g CO₂e (0.500 to 2.00) as far as it is known. The boundary lifecycle has both.",
  );
});
