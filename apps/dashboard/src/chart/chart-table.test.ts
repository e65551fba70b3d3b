import { expect, it } from "vitest";
import { cellLook, type ChartTable, figureParts, printedTable, tableCsv } from "./chart-table.ts";

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

it("prints those columns in one unit that are named together, and others in their own", () => {
  const named: ChartTable = {
    columns: [
      { kind: "quantity", name: "co2e_g_per_1000", head: "Ours", dimension: "g" },
      { kind: "amount", name: "published_co2e_g_per_1000", head: "Published", dimension: "g" },
      { kind: "quantity", name: "co2e_g", head: "In all", dimension: "g" },
    ],
    rows: [[{ value: 0.155, low: 0.1, high: 0.2 }, 31.2, { value: 4200, low: 4000, high: 4400 }]],
  };
  expect(printedTable(named).heads).toEqual(["Ours, mg", "Published, g", "In all, kg"]);
  const together = ["co2e_g_per_1000", "published_co2e_g_per_1000"];
  expect(printedTable({ ...named, together }).heads).toEqual(["Ours, g", "Published, g", "In all, kg"]);
});

it("prints what is reckoned to five digits, what is counted whole, and both as they are in the file", () => {
  const counted: ChartTable = {
    columns: [
      { kind: "number", name: "accuracy", head: "accuracy" },
      { kind: "number", name: "inferences", head: "Inferences" },
    ],
    rows: [[0.9831649831649831, 61_234_567]],
  };
  expect(printedTable(counted).rows).toEqual([["0.98316", "61,234,567"]]);
  expect(tableCsv(counted).split("\r\n")[1]).toBe("0.9831649831649831,61234567");
});

it("sets figures right, long texts in lines, and breaks no interval", () => {
  expect(cellLook("number", "1")).toBe("figure");
  expect(cellLook("text", "measured only, not trained")).toBe("words");
  expect(cellLook("text", "voice-activity-detection")).toBe("words");
  expect(cellLook("text", "2026-11-23T10:00:00.000Z")).toBe("");
  expect(cellLook("day", "2026-11-23")).toBe("");
  expect(cellLook("text", "x".repeat(300))).toBe("wraps");
  expect(figureParts("1.20 (0.600 to 2.40)")).toEqual(["1.20", "(0.600 to 2.40)"]);
  expect(figureParts("not known")).toEqual(["not known", undefined]);
});

it("never prints an empty cell as 0", () => {
  const columns = [{ kind: "amount", name: "theirs_g", head: "Theirs", dimension: "g" }] as const;
  expect(printedTable({ columns, rows: [[1.5], [""], [null]] }).rows).toEqual([
    ["1.50"],
    [""],
    ["not known"],
  ]);
});
