import type { WireQuantity } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { verdict } from "./verdict.ts";

const q = (value: number, by = 2): WireQuantity => ({ value, low: value / by, high: value * by });

it("says which side is larger by the quotient, in which the doubt of both cancels", () => {
  // the intervals overlap: one grid that nobody named is in both
  expect(verdict({ training: q(100, 5), inference: q(40, 5), quotient: q(2.5, 1.25) }, "g")).toBe(
    "Training took 100 g (20.0 to 500), inference 40.0 g (8.00 to 200): training took 2.5 times (2.0 to 3.1) as much.",
  );
  expect(verdict({ training: q(1), inference: q(50), quotient: q(0.02) }, "g")).toContain(
    "inference took 50 times (25 to 100) as much",
  );
});

it("leaves open what the quotient leaves open", () => {
  expect(verdict({ training: q(10), inference: q(8), quotient: q(1.25, 1.5) }, "g")).toContain(
    "which side is larger is not known",
  );
});

it("never takes what is absent for 0", () => {
  const none = { training: undefined, inference: undefined, quotient: undefined };
  expect(verdict(none, "g")).toBe("Nothing was trained or served in this time.");
  expect(verdict({ ...none, training: q(1) }, "g")).toContain("no inference was served");
});
