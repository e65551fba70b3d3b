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

test("all of it in a line, each figure with its interval", () => {
  expect(oneLine(answers(0.042, [], 1.5))).toBe(
    "training 42.0 mg (21.0 to 84.0) CO2e · inference 1.50 g (0.750 to 3.00) per 1000 inferences, the mean of what was asked",
  );
});

test("what is unknown is said to be, and is no 0", () => {
  expect(oneLine(answers(null, [], null))).toBe("training unknown · inference unknown");
  const text = servedText(answers(1, [row("a", null, 4000)], 1), []);
  expect(text).toMatch(/^ {2}a +4,000 {2}unknown +unknown +unknown$/mu);
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
