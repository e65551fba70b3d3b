import { expect, test } from "vitest";
import type { Weights } from "../autodiff/network.ts";
import { DIGITS_RECIPE, SPAM_RECIPE } from "./recipes.ts";
import { train, type Judgement } from "./training.ts";

test.each([
  // Guessing gets 0.1 of the digits; calling every mail wanted gets 0.74 of the mails.
  { name: "digits", recipe: DIGITS_RECIPE, steps: 200, least: 0.9 },
  { name: "spam", recipe: SPAM_RECIPE, steps: 150, least: 0.96 },
])("$name are told apart after $steps steps", async ({ recipe, steps, least }) => {
  const judgements: Judgement[] = [];
  await train({ ...recipe(), steps, seed: 5 }, (judgement) => judgements.push(judgement));
  expect(judgements.map(({ step }) => step)).toEqual([100, steps]);
  expect(judgements.at(-1)?.accuracy).toBeGreaterThan(least);
  expect(judgements.at(-1)?.loss).toBeLessThan(judgements[0]?.loss ?? 0);
});

test("a seed decides the weights", async () => {
  const first = await weights(1);
  expect(await weights(1)).toEqual(first);
  expect(await weights(2)).not.toEqual(first);
});

test("no training without steps", async () => {
  const plan = { ...DIGITS_RECIPE(), steps: 0, seed: 1 };
  await expect(train(plan, () => undefined)).rejects.toThrow(/whole number from 1: 0/);
});

async function weights(seed: number): Promise<Weights> {
  return train({ ...DIGITS_RECIPE(), steps: 3, seed, judgeEvery: 10 }, () => undefined);
}
