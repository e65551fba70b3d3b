/**
 * Groups of served requests as a table: what the JSON has of a row, lists in one cell.
 * @module
 */
import type { CsvTable } from "@gramme/core/words";
import { quantityCells, quantityColumns } from "./csv.ts";
import { wireFiguresOf } from "./figures.ts";
import { wireKey } from "./label-rows.ts";
import type { RowRatios } from "./row-ratios.ts";
import type { ServedGroup } from "./served-groups.ts";

const FIGURES = ["energy_kwh", "co2e_g", "water_l", "adpe_kgsb", "pe_mj"] as const;
const MEASURES = ["energy", "co2e", "water"] as const;
const PER_1000 = ["energy_kwh", "co2e_g", "water_l"] as const;

/** Reasons in one cell, most first: `not-metered 12; time-unknown 3`. Empty where nothing is unknown. */
export function unknownText(unknown: readonly { readonly reason: string; readonly count: number }[]): string {
  return listed(unknown.map(({ reason, count }) => `${reason} ${count}`));
}

function listed(parts: readonly string[]): string {
  return parts.join("; ");
}

/**
 * One row a group; the unit of every figure is in the name of its column. With ratios, each has the dearest row ÷ itself. Sources of doubt stay in the JSON: their names
 * hold keys of runs, which public links do not show.
 */
export function figuresTable(
  by: string,
  groups: readonly ServedGroup[],
  ratios?: readonly RowRatios[],
): CsvTable {
  return {
    columns: [
      by,
      "boundary",
      "tier",
      "inferences",
      "failed",
      "aborted",
      "input_tokens",
      "output_tokens",
      "tokens_known",
      "duration_ms",
      "in_flight",
      "first_byte_ms",
      "time_known",
      "known",
      "unknown",
      "unknown_why",
      "tiers",
      ...FIGURES.flatMap((name) => quantityColumns(name)),
      ...PER_1000.flatMap((name) => quantityColumns(`per_1000_${name}`)),
      ...quantityColumns("production_co2e_g"),
      "production_inferences",
      ...(ratios === undefined
        ? []
        : MEASURES.flatMap((name) => quantityColumns(`dearest_per_this_${name}`))),
    ],
    rows: groups.map(({ key, counters, total }, n) => {
      const figures = wireFiguresOf(counters, total);
      return [
        wireKey(key),
        figures.boundary,
        figures.tier,
        figures.inferences,
        figures.failed,
        figures.aborted,
        figures.tokens?.input,
        figures.tokens?.output,
        figures.tokens?.known,
        figures.time?.duration_ms,
        figures.time?.in_flight,
        figures.time?.first_byte_ms,
        figures.time?.known,
        figures.known,
        figures.unknown.reduce((sum, { count }) => sum + count, 0),
        unknownText(figures.unknown),
        listed(figures.tiers.map(({ tier, count }) => `${tier} ${count}`)),
        ...FIGURES.flatMap((name) => quantityCells(figures[name])),
        ...PER_1000.flatMap((name) => quantityCells(figures.per_1000?.[name])),
        ...quantityCells(figures.production?.co2e_g),
        figures.production?.inferences,
        ...(ratios === undefined ? [] : MEASURES.flatMap((name) => quantityCells(ratios[n]?.[name]))),
      ];
    }),
  };
}
