import type { WireRunRow } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { aloneTable, aloneWorkloads } from "./alone.ts";

const q = (value: number) => ({ value, low: value / 2, high: value * 2 });
const work = (name: string, value: number, functional_unit = "1000 inferences") =>
  ({
    name,
    phase: "training",
    functional_unit,
    boundary: "facility",
    tier: "modelled",
    co2e_g: q(value),
  }) as const;
const run = (at: string, workloads: readonly object[], trained: readonly string[] = [], comparisons = 0) =>
  ({
    started_at: at,
    source: { sha: at },
    trained,
    workloads,
    comparisons: Array.from({ length: comparisons }, () => ({})),
  }) as unknown as WireRunRow;

it("are those of runs that compare nothing, oldest first, each unit apart", () => {
  const workloads = aloneWorkloads([
    run("3", [work("a", 3), work("b", 1)], ["a"]),
    run("2", [work("a", 2), work("b", 9, "an epoch")]),
    run("1", [work("a", 1)], [], 1),
  ]);
  expect(
    workloads.map(({ name, unit, measured }) => [
      name,
      unit,
      measured.map(({ run: { started_at } }) => started_at),
    ]),
  ).toEqual([
    ["a", "1000 inferences", ["2", "3"]],
    ["b", "an epoch", ["2"]],
    ["b", "1000 inferences", ["3"]],
  ]);
  const { columns, rows } = aloneTable(workloads);
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
  expect(rows.map((row) => [row[0], row[1], row.at(-1)])).toEqual([
    ["a", "3", "yes"],
    ["a", "2", "measured only"],
    ["b", "2", "measured only"],
    ["b", "3", "measured only"],
  ]);
});
