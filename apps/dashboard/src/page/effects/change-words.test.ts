import type { WireDecompositionAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { changeVerdict, effectText, leftOutText, reboundText } from "./change-words.ts";

const effect = (value: number, reach = 1): WireDecompositionAnswer["change"] => ({
  value,
  low: value - reach,
  high: value + reach,
});
const amountOf = (value: number) => ({ value, low: value, high: value });
const answer = (
  inferences: readonly [number, number],
  intensity: number,
  volume: number,
): WireDecompositionAnswer =>
  ({
    left_out: [],
    total_before: amountOf(inferences[0]),
    total: amountOf(inferences[1]),
    unknown_before: [],
    unknown: [],
    parts: [
      { key: "a", inferences_before: inferences[0], inferences: inferences[1], total_before: 1, total: 1 },
    ],
    intensity: effect(intensity),
    volume: effect(volume),
    change: effect(intensity + volume),
  }) as unknown as WireDecompositionAnswer;

it("says efficiency and growth together, so that rebound is seen", () => {
  expect(changeVerdict(answer([100, 160], -20, 60))).toBe(
    "Each inference takes less than before; there are 1.6 times as many of them; the total rose. What efficiency saved, growth took back in part or in whole.",
  );
});

it("calls no direction that the interval does not show", () => {
  expect(changeVerdict(answer([100, 100], 0.5, 0))).toBe(
    "Whether an inference takes more or less than before is not known; there are as many of them; whether the total rose or fell is not known.",
  );
});

it("has nothing to compare an only period with", () => {
  expect(changeVerdict(answer([0, 5], 0, 5))).toContain("nothing to compare with yet");
});

it("tells signs with the figure", () => {
  expect(effectText(effect(-20), "g")).toBe("−20.0 g (−21.0 g to −19.0 g)");
});

const LEFT = {
  key: "b",
  why: "nothing is known of what its requests take",
  total_before: null,
  total: null,
};

it("never says that nothing was served where nothing of it can be compared", () => {
  const UNKNOWN = { total: null, unknown: [{ reason: "task-unknown", text: "", count: 3 }] };
  // nothing before is nothing before, whatever is unknown of now
  expect(changeVerdict({ ...answer([0, 5], 0, 5), ...UNKNOWN, left_out: [LEFT] })).toContain(
    "nothing to compare with yet",
  );
  const none = { ...answer([0, 0], 0, 0), ...UNKNOWN, total_before: null, left_out: [LEFT] };
  expect(changeVerdict(none)).toBe(
    "What was served cannot be set against the time before: nothing is known of what its requests take.",
  );
  const some = { ...answer([100, 160], -20, 60), left_out: [LEFT] };
  expect(changeVerdict(some)).toMatch(/^Of what can be compared: each inference takes less/u);
  const totals = { total_before: { value: 2, low: 1, high: 4 }, total: null };
  expect(leftOutText({ ...some, ...totals }, "g")?.replaceAll(/[\u2068\u2069]/gu, "")).toBe(
    "In no bar and no effect: b (nothing is known of what its requests take). With them, what is known is 2.00 g (1.00 to 4.00) of the time before and nothing of this one.",
  );
  expect(leftOutText(answer([1, 1], 0, 0), "g")).toBeUndefined();
});

it("tells of a rebound only where it is known that inferences got cheaper", () => {
  const rebound = { promised: 0.2, realised: -0.1, lost: 1.5 };
  expect(reboundText({ ...answer([1, 2], -20, 60), rebound })).toBe(
    "By the estimates, without their intervals: cheaper inferences promised 20.0 % less of the old total; 10.0 % more came about: growth ate 150.0 % of the promise.",
  );
  expect(reboundText({ ...answer([1, 2], -0.5, 60), rebound })).toContain("is not known");
  expect(reboundText({ ...answer([1, 2], 20, 60), rebound })).toContain("did not get cheaper");
  expect(reboundText({ ...answer([1, 2], 0, 0), rebound: null })).toBeUndefined();
});
