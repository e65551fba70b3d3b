import type { WirePhasesAnswer, WireQuantity } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { sidesOf, type Sides, verdict } from "./verdict.ts";

const q = (value: number, by = 2): WireQuantity => ({ value, low: value / by, high: value * by });
const NONE: Sides = {
  training: undefined,
  inference: undefined,
  quotient: undefined,
  unknown: 0,
  others: [],
};

it("says which side is larger by the quotient, in which the doubt of both cancels", () => {
  // the intervals overlap: one grid that nobody named is in both
  const both = { ...NONE, training: q(100, 5), inference: q(40, 5), quotient: q(2.5, 1.25) };
  expect(verdict(both, "co2e")).toBe(
    "Training took 100 g CO₂e (20.0 to 500), inference 40.0 g CO₂e (8.00 to 200): training took 2.5 times (2.0 to 3.1) as much.",
  );
  expect(verdict({ ...NONE, training: q(1), inference: q(50), quotient: q(0.02) }, "co2e")).toContain(
    "inference took 50 times (25 to 100) as much",
  );
});

it("leaves open what the quotient leaves open", () => {
  expect(verdict({ ...NONE, training: q(10), inference: q(8), quotient: q(1.25, 1.5) }, "co2e")).toContain(
    "which side is larger is not known",
  );
});

it("never takes what is absent for 0", () => {
  expect(verdict(NONE, "co2e")).toBe("Nothing was trained or served in this time.");
  expect(verdict({ ...NONE, training: q(1) }, "co2e")).toContain("no inference was served");
});

it("never takes what is not known for absent", () => {
  expect(verdict({ ...NONE, training: null, inference: q(50) }, "co2e")).toBe(
    "Inference took 50.0 g CO₂e (25.0 to 100); a training was booked in this time, of which it is not known.",
  );
  expect(verdict({ ...NONE, training: q(50), inference: null }, "co2e")).toBe(
    "Training took 50.0 g CO₂e (25.0 to 100); inferences were served in this time, of none of which it is known.",
  );
  expect(verdict({ ...NONE, inference: null }, "co2e")).toBe(
    "Inferences were served in this time; what they took is not known.",
  );
  expect(verdict({ ...NONE, training: null }, "co2e")).toBe(
    "A training was booked in this time; what it took is not known.",
  );
  expect(verdict({ ...NONE, training: null, inference: null }, "co2e")).toBe(
    "A training was booked and inferences were served in this time; what either took is not known.",
  );
});

it("weighs training against what is known of inference, where the rest of it is not", () => {
  const known = { training: q(100), inference: q(40), quotient: q(2.5, 1.25), unknown: 900, others: [] };
  expect(verdict(known, "co2e")).toContain(
    "training took 2.5 times (2.0 to 3.1) as much as what is known of inference; of 900 inferences it is not.",
  );
  // with more of it known, it would be more still
  expect(verdict({ ...known, quotient: q(0.02), unknown: 1 }, "co2e")).toContain(
    "inference took 50 times (25 to 100) as much at least; of 1 inference it is not known.",
  );
});

it("passes over nothing that was larger than both", () => {
  const both = { ...NONE, training: q(10), inference: q(8), quotient: q(1.25, 1.5) };
  const development = { name: "development", value: q(100) };
  expect(verdict({ ...both, others: [development] }, "co2e")).toContain(
    "The largest estimate is that of development, 100 g CO₂e (50.0 to 200).",
  );
  expect(verdict({ ...both, others: [{ ...development, value: q(9) }] }, "co2e")).not.toContain(
    "development",
  );
  expect(verdict({ ...NONE, others: [development] }, "energy")).toBe(
    "Nothing was trained or served in this time. The largest estimate is that of development, 100 kWh (50.0 to 200).",
  );
});

it("reads both sides of an answer, null where a phase is there and not known", () => {
  const answer = {
    phases: [
      { phase: "training", energy_kwh: null, co2e_g: null, unknown: [] },
      { phase: "inference", energy_kwh: q(1), co2e_g: q(2), unknown: [{ count: 3 }, { count: 4 }] },
    ],
    training_per_inference: { energy: null, co2e: null },
  } as unknown as WirePhasesAnswer;
  expect(sidesOf(answer, "co2e")).toEqual({
    training: null,
    inference: q(2),
    quotient: undefined,
    unknown: 7,
    others: [],
  });
  expect(sidesOf({ ...answer, phases: [] }, "co2e").training).toBeUndefined();
});
