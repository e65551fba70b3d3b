import { expect, it } from "vitest";
import { type ChartTable, printedTable, tableCsv } from "./chart-table.ts";

const table: ChartTable = {
  columns: [
    { kind: "day", name: "at", head: "From (UTC)" },
    { kind: "text", name: "model", head: "Model" },
    { kind: "quantity", name: "co2e_g", head: "CO₂e", dimension: "g" },
  ],
  rows: [
    ["2026-11-01T00:00:00.000Z", '=1+1,"x"', { value: 0.0012, low: 0.0006, high: 0.0024 }],
    ["2026-11-02T00:00:00.000Z", "b", null],
    ["2026-11-03T00:00:00.000Z", "c", { value: 0, low: 0, high: 0 }],
  ],
};

it("is a CSV in grams with low and high, whole, safe to open, an unknown empty", () => {
  expect(tableCsv(table)).toBe(
    [
      "at,model,co2e_g,co2e_g_low,co2e_g_high",
      '2026-11-01T00:00:00.000Z,"\'=1+1,""x""",0.0012,0.0006,0.0024',
      "2026-11-02T00:00:00.000Z,b,,,",
      "2026-11-03T00:00:00.000Z,c,0,0,0",
      "",
    ].join("\r\n"),
  );
});

it("is printed in one unit a column, which stands in its head", () => {
  expect(printedTable(table)).toEqual({
    heads: ["From (UTC)", "Model", "CO₂e, mg"],
    rows: [
      ["2026-11-01", '=1+1,"x"', "1.20 (0.600 to 2.40)"],
      ["2026-11-02", "b", "not known"],
      ["2026-11-03", "c", "0"],
    ],
  });
});

it("prints amounts without an interval, and what is there to be compared in one unit", () => {
  const compared: ChartTable = {
    columns: [
      { kind: "quantity", name: "co2e_g", head: "Ours", dimension: "g" },
      { kind: "amount", name: "theirs_g", head: "Theirs", dimension: "g" },
      { kind: "amount", name: "energy_kwh", head: "Energy", dimension: "kwh" },
    ],
    rows: [
      [{ value: 0.5, low: 0.25, high: 1 }, 1.2, 0.002],
      [{ value: 0.1, low: 0.05, high: 0.2 }, null, 0.001],
    ],
    together: true,
  };
  expect(printedTable(compared)).toEqual({
    heads: ["Ours, g", "Theirs, g", "Energy, Wh"],
    rows: [
      ["0.500 (0.250 to 1.00)", "1.20", "2.00"],
      ["0.100 (0.0500 to 0.200)", "not known", "1.00"],
    ],
  });
  expect(printedTable({ ...compared, together: false }).heads[0]).toBe("Ours, mg");
  expect(tableCsv(compared).split("\r\n")[1]).toBe("0.5,0.25,1,1.2,0.002");
});

it("never prints an empty cell as 0", () => {
  const columns = [{ kind: "amount", name: "theirs_g", head: "Theirs", dimension: "g" }] as const;
  expect(printedTable({ columns, rows: [[1.5], [""], [null]] }).rows).toEqual([
    ["1.50"],
    [""],
    ["not known"],
  ]);
});
