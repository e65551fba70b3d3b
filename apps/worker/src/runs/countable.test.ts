import type { WireRunsEnvelope } from "@gramme/core/wire";
import { describe, expect, it } from "vitest";
import { uncountable } from "./countable.ts";
import { envelope, runResult, workload } from "./run.fixture.ts";

const { own_cost } = runResult();
const costing = (energy_kwh: object): WireRunsEnvelope =>
  envelope({ run: runResult({ own_cost: { ...own_cost, energy_kwh } as typeof own_cost }) });

describe("a run", () => {
  it("can be counted with as bench writes it", () => {
    expect(uncountable(envelope())).toBeUndefined();
  });

  it.each([
    ["a figure that would make a sum infinite", costing({ value: 1e308, low: 0, high: 1e308 }), "at most"],
    ["an interval the wrong way round", costing({ value: 1, low: 2, high: 3 }), "low <= value"],
    ["a value above its interval", costing({ value: 4, low: 2, high: 3 }), "low <= value"],
  ])("cannot with %s", (_, of, message) => {
    expect(uncountable(of)?.path.slice(0, 3)).toEqual(["run", "own_cost", "energy_kwh"]);
    expect(uncountable(of)?.message).toContain(message);
  });

  it("cannot with units so few that a figure per unit would be infinite", () => {
    const few = envelope({ run: runResult({ workloads: [{ ...workload(), units_in_one: 1e-300 }] }) });
    expect(uncountable(few)?.message).toContain("units");
  });
});
