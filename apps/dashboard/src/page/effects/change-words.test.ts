import type { WireDecompositionAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { changeVerdict, effectText } from "./change-words.ts";

const effect = (value: number, reach = 1): WireDecompositionAnswer["change"] => ({
  value,
  low: value - reach,
  high: value + reach,
});
const answer = (
  inferences: readonly [number, number],
  intensity: number,
  volume: number,
): WireDecompositionAnswer =>
  ({
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
