import { expect, test } from "vitest";
import { oneLine, servedText, type Answers } from "./told.ts";

const quantity = (value: number): { value: number; low: number; high: number } => ({
  value,
  low: value / 2,
  high: value * 2,
});

type Row = Answers["summary"]["rows"][number];

/** Figures of so many g per 1000, or unknown ones. */
function figures(perThousand: number | null, inferences: number): Row["figures"] {
  const per_1000 =
    perThousand === null
      ? null
      : { energy_kwh: quantity(perThousand / 500), co2e_g: quantity(perThousand), water_l: quantity(1) };
  return {
    inferences,
    failed: 0,
    aborted: 0,
    tokens: null,
    time: null,
    boundary: "facility",
    tier: perThousand === null ? null : "modelled",
    tiers: [],
    known: perThousand === null ? 0 : inferences,
    unknown: [],
    energy_kwh: null,
    co2e_g: null,
    water_l: null,
    adpe_kgsb: null,
    pe_mj: null,
    per_1000,
    doubt: [],
    production: null,
  };
}

function answers(training: number | null, rows: readonly Row[], all: number | null): Answers {
  return {
    summary: {
      boundary: "facility",
      rows: [...rows],
      phases: [{ phase: "inference", figures: figures(all, 30) }],
    },
    phases: {
      phases: [
        {
          phase: "training",
          energy_kwh: null,
          co2e_g: training === null ? null : quantity(training),
          inferences: 0,
          failed: 0,
          runs: 2,
          tiers: ["modelled"],
          unknown: [],
          production: null,
        },
      ],
    },
  };
}

const row = (key: string, grams: number | null, inferences: number) => ({
  key,
  figures: figures(grams, inferences),
  dearest_per_this: { energy: null, co2e: null, water: null },
});

test("all of it in a line, each figure with its interval, the mean with what it is made up of", () => {
  const rows = [row("loud", 0.0015, 980), row("heavy", 75, 20)];
  expect(oneLine(answers(0.042, rows, 1.5))).toBe(
    "training 42.0 mg CO2e (21.0 to 84.0) in 2 runs · inference 1.50 g CO2e (0.750 to 3.00) per 1000, 98 % of them loud; by task 1.50 mg to 75.0 g · boundary facility, 90 % intervals",
  );
  expect(oneLine(answers(0.042, [row("loud", 1.5, 10)], 1.5))).toContain("per 1000, all of them loud ·");
});

test("a mix of which one task is nearly all is not told as all of it", () => {
  const rows = [row("loud", 0.0015, 99_999), row("heavy", 75, 1)];
  expect(oneLine(answers(1, rows, 1.5))).toContain("99 % of them loud; by task");
});

test("what is unknown is said to be, and is no 0", () => {
  expect(oneLine(answers(null, [], null))).toBe(
    "training unknown · inference unknown · boundary facility, 90 % intervals",
  );
  const text = servedText(answers(1, [row("a", null, 4000)], 1), [{ task: "a", sent: 12 }]);
  expect(text).toMatch(/^ {2}a +12 +4,000 {2}unknown +unknown +unknown$/mu);
});

test("what was counted is told apart from what was measured", () => {
  const text = servedText(answers(1, [row("a", 1, 4000)], 1), [{ task: "a", sent: 12 }]);
  expect(text).toContain("Energy was not measured again");
});

test("the heaviest task stands first", () => {
  const rows = [row("light", 0.001, 20), row("heavy", 2, 10)];
  const text = servedText(answers(1, rows, 1), [
    { task: "light", sent: 20 },
    { task: "heavy", sent: 10 },
  ]);
  expect(text).toContain("30 requests");
  expect(text.indexOf("heavy")).toBeLessThan(text.indexOf("light"));
});
