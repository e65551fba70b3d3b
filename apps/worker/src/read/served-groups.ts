/**
 * Totals of a period by any label: the way of every answer about served requests.
 * @module
 */
import type { Counters, LiveCarbon, ServedTotal } from "@gramme/core";
import { addCounters, amountOf, NO_COUNTERS, servedSum } from "@gramme/core";
import type { Env } from "../env.ts";
import { type CellTotal, cellTotals } from "./cell-totals.ts";
import { type Filters, type LabelRow, passes } from "./label-rows.ts";
import { checkHourly, liveCarbon } from "./live-carbon.ts";
import type { Period } from "./period.ts";
import type { Reading } from "./reading.ts";

/** One group of requests. */
export interface ServedGroup {
  readonly key: string;
  readonly counters: Counters;
  readonly total: ServedTotal;
}

/** Counters of a period by label, with what was read live of their carbon. */
export interface ServedCells {
  readonly reading: Reading;
  readonly period: Period;
  readonly cells: readonly CellTotal[];
  /** By label id; absent where hours were not asked for. */
  readonly live: ReadonlyMap<string, LiveCarbon> | undefined;
}

/** Reads the cells of a period that pass the filters. */
export async function servedCells(
  env: Pick<Env, "BOOK">,
  reading: Reading,
  period: Period,
  filters: Filters,
  grid: "annual" | "hourly" = "annual",
): Promise<ServedCells> {
  if (grid === "hourly") checkHourly(period);
  const rows = reading.labels.filter((row) => passes(row, filters));
  const classes = rows.map((row) => ({ row, of: reading.classOf(row) }));
  const [cells, slots] = await Promise.all([
    cellTotals(env, reading.tenant, rows, period),
    grid === "hourly" ? liveCarbon(env, reading.tenant, classes, period, "all") : undefined,
  ]);
  const live =
    slots === undefined
      ? undefined
      : new Map(
          [...slots].flatMap(([id, of]) => {
            const all = of.get(0);
            return all === undefined ? [] : [[id, all] as const];
          }),
        );
  return { reading, period, cells, live };
}

/** Totals by what `keyOf` calls each cell, in the order of first meeting. */
export function servedGroups(
  { reading, cells, live }: ServedCells,
  keyOf: (row: LabelRow) => string,
): readonly ServedGroup[] {
  const groups = new Map<string, { counters: Counters; readonly sum: ReturnType<typeof servedSum> }>();
  for (const { row, counters } of cells) {
    const key = keyOf(row);
    const group = groups.get(key) ?? { counters: NO_COUNTERS, sum: servedSum(reading.boundary) };
    const of = reading.classOf(row);
    group.counters = addCounters(group.counters, counters);
    group.sum.add(of, amountOf(of.rate, counters), row.timing, live?.get(row.id));
    groups.set(key, group);
  }
  return [...groups].map(([key, { counters, sum }]) => ({ key, counters, total: sum.total() }));
}

/** Groups by carbon, most first; those of which nothing is known by requests, last. */
export function mostFirst<G extends ServedGroup>(groups: readonly G[]): readonly G[] {
  return groups.toSorted(
    (a, b) =>
      (b.total.impacts?.co2e.value ?? -1) - (a.total.impacts?.co2e.value ?? -1) ||
      b.counters.count - a.counters.count ||
      (a.key < b.key ? -1 : 1),
  );
}
