import type { WirePhasesAnswer, WireQuantity } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { spentOf } from "./budget-spent.ts";

const q = (value: number): WireQuantity => ({ value, low: value / 2, high: value * 2 });
const answer = (co2e_g: WireQuantity | null, phases: readonly object[]): WirePhasesAnswer =>
  ({ phases, total: { co2e_g } }) as unknown as WirePhasesAnswer;
const budget = { co2e_g: 1000 };
const known = { phase: "inference", co2e_g: q(100), unknown: [] };

it("says how much is gone, and that it may be or is spent", () => {
  expect(spentOf(budget, answer(q(100), [known])).says).toBe("5 % to 20 % of it is gone.");
  const near = { value: 700, low: 500, high: 996 };
  expect(spentOf(budget, answer(near, [known])).says).toBe("50 % to 100 % of it is gone.");
  expect(spentOf(budget, answer(q(700), [known])).says).toContain("may be spent");
  expect(spentOf(budget, answer(q(9000), [known])).says).toBe("It is spent.");
  expect(spentOf(budget, answer(null, [])).says).toBe("Nothing of it is gone.");
});

it("takes nothing that is not known for 0", () => {
  const nothing = spentOf(budget, answer(null, [{ ...known, co2e_g: null, unknown: [{ count: 5 }] }]));
  expect(nothing).toMatchObject({ share: undefined, says: "How much is gone is not known." });
  const part = spentOf(budget, answer(q(100), [{ ...known, unknown: [{ count: 1 }] }]));
  expect(part.says).toBe("5 % to 20 % of it is gone, at least.");
  expect(part.spent).toBe("100 g (50.0 to 200) without 1 inference of which it is not known,");
});
