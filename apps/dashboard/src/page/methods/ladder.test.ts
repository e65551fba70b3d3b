import type { WirePhasesAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { climbText, stepsOf, unknownText } from "./ladder.ts";

const at = (boundary: string, inference: number | null, unknown = 0, training?: number): WirePhasesAnswer => {
  const phase = (name: string, value: number | null, count: number): object => ({
    phase: name,
    co2e_g: value === null ? null : { value, low: value / 2, high: value * 2 },
    energy_kwh: null,
    unknown: count === 0 ? [] : [{ reason: "not-at-this-rung", text: "", count }],
  });
  return {
    boundary,
    phases: [
      ...(training === undefined ? [] : [phase("training", training, 0)]),
      phase("inference", inference, unknown),
    ],
  } as unknown as WirePhasesAnswer;
};

it("says how far the choice moves each phase", () => {
  const steps = stepsOf([at("device", 1, 0, 10), at("node", 2, 0, 12), at("lifecycle", 4, 0, 15)], "co2e_g");
  expect(climbText(steps)).toBe(
    "By this choice alone: inference 4.0 times as much at lifecycle as at device, training 1.5 times as much at lifecycle as at device.",
  );
});

it("does not hold a rung that knows fewer requests against one that knows more", () => {
  const steps = stepsOf([at("device", 1, 90), at("node", 20, 0), at("facility", 30, 0)], "co2e_g");
  expect(climbText(steps)).toBe("By this choice alone: inference 1.5 times as much at facility as at node.");
  expect(unknownText(steps, "device")).toContain("90 inferences are not in it");
  expect(unknownText(steps, "node")).toBe("");
});

it("keeps quiet of what no rung knows: that is told elsewhere", () => {
  const steps = stepsOf([at("device", 1, 7), at("node", 2, 7)], "co2e_g");
  expect(unknownText(steps, "device")).toBe("");
});

it("climbs nowhere from a single step, from 0, or from nothing", () => {
  for (const answers of [[at("node", 1)], [at("node", 0), at("facility", 0)], [at("node", null)], []]) {
    expect(climbText(stepsOf(answers, "co2e_g"))).toContain("There are no two boundaries");
  }
});
