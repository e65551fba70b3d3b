import type { WireFactorsAnswer, WireProfilesInUseAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { tableCsv } from "../../chart/chart-table.ts";
import { compared } from "../../chart/table-card.tsx";
import { restatedText } from "./restated.ts";
import { factorRows, factorTable, factorText, gridText, profileTable } from "./tables.ts";

const factor = (id: string, value: number, spread: number): WireFactorsAnswer["factors"][number] => ({
  id,
  value,
  spread,
  unit: "gCO2e/kWh",
  year: 2024,
  source: "Ember",
  url: "https://ember-energy.org",
  licence: "CC-BY-4.0",
  earlier: [],
});

it("has factors of requests and of runs once each, least sure first", () => {
  const grid = factor("grid/ember/FRA", 44, 1.2);
  const rows = factorRows(
    [grid, factor("rate/transfer", 1, 4)],
    [grid, factor("microarchitecture/zen3", 2, 1.4)],
  );
  expect(rows.map(({ id }) => id)).toEqual(["rate/transfer", "microarchitecture/zen3", "grid/ember/FRA"]);
});

it("never tells a factor without its interval, and what was stated as stated", () => {
  expect(factorText({ value: 473, spread: 5 })).toBe("473 (94.6 to 2370)");
  expect(factorText({ value: 1.2, spread: 1 })).toBe("1.20, as stated");
});

it("tells values of before with their day, in the table and its file", () => {
  const earlier = [
    { value: 56, spread: 1.2, year: 2023, source: "Ember", used_from: "2026-02-01T00:00:00.000Z" },
  ];
  const csv = tableCsv(factorTable([{ ...factor("grid/ember/FRA", 44, 1.2), earlier }]));
  expect(csv).toContain("56.0 from 1 Feb 2026");
  expect(csv).toContain("grid/ember/FRA");
});

it("tells which version stands for what was counted, what nobody knows, and what has no profile", () => {
  const answer = {
    profiles: [
      {
        id: "chat",
        counted: 1,
        inferences: 8,
        failed: 0,
        stands: {
          version: 2,
          created_at: "2026-11-01T00:00:00.000Z",
          input: { kind: "per-inference", energy_j: 250, rung: "node", note: "wall meter" },
        },
      },
      { id: "gone", counted: 1, inferences: 3, failed: 1 },
    ],
    without_profile: { inferences: 5, failed: 0 },
  } as unknown as WireProfilesInUseAnswer;
  expect(profileTable(answer).rows).toEqual([
    ["chat", 8, 0, "1, put right by 2 on 1 Nov 2026", "stated: 250 J per inference, at node", "wall meter"],
    ["gone", 3, 1, "1", expect.stringContaining("not known"), ""],
    ["(none)", 5, 0, "", expect.stringContaining("published rate"), ""],
  ]);
});

it("tells a grid with its interval, and which live reading counts", () => {
  const live = { hour: "2026-11-23T14:00:00.000Z", retrieved_at: "", spread: 1.2, g_per_kwh: 30 };
  const text = gridText({
    zone: "FRA",
    name: "France",
    annual: factor("grid/ember/FRA", 44, 1.2),
    live: [{ ...live, provider: "x", accounting: "direct", used: false }],
  });
  expect(text).toContain("France (FRA): 44.0 (36.7 to 52.8) g/kWh, mean of 2024");
  expect(text).toContain("shown only");
});

it("says what was otherwise before, with how far it moved", () => {
  const at = "2026-11-03T00:00:00.000Z";
  expect(
    restatedText({ what: "factor", id: "grid/ember/FRA", unit: "gCO2e/kWh", before: 50, now: 40, at }),
  ).toBe("grid/ember/FRA: 50.0 before, 40.0 gCO2e/kWh since 3 Nov 2026 (−20.0 %), for all of history.");
  expect(restatedText({ what: "profile", id: "chat", counted: 1, stands: 2, at })).toContain("by version 2");
});

it("sorts figures by size, texts by letters and numbers in them, unknown first", () => {
  expect(compared(2, 10)).toBeLessThan(0);
  expect(compared("v2", "v10")).toBeLessThan(0);
  expect(compared(null, 0)).toBeLessThan(0);
  expect(compared({ value: 3, low: 1, high: 9 }, { value: 2, low: 1, high: 9 })).toBeGreaterThan(0);
});
