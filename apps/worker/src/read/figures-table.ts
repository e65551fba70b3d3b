/**
 * Groups of served requests as a table.
 * @module
 */
import type { CsvTable } from "./csv.ts";
import { quantityCells, quantityColumns } from "./csv.ts";
import { wireFiguresOf } from "./figures.ts";
import type { ServedGroup } from "./served-groups.ts";

const FIGURES = ["energy_kwh", "co2e_g", "water_l", "adpe_kgsb", "pe_mj"] as const;
const PER_1000 = ["energy_kwh", "co2e_g", "water_l"] as const;

/** One row a group; the unit of every figure is in the name of its column. */
export function figuresTable(by: string, groups: readonly ServedGroup[]): CsvTable {
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
      "known_requests",
      "unknown_requests",
      ...FIGURES.flatMap((name) => quantityColumns(name)),
      ...PER_1000.flatMap((name) => quantityColumns(`per_1000_${name}`)),
    ],
    rows: groups.map(({ key, counters, total }) => {
      const figures = wireFiguresOf(counters, total);
      return [
        key,
        figures.boundary,
        figures.tier,
        figures.inferences,
        figures.failed,
        figures.aborted,
        figures.tokens?.input,
        figures.tokens?.output,
        figures.known_requests,
        figures.unknown.reduce((sum, { requests }) => sum + requests, 0),
        ...FIGURES.flatMap((name) => quantityCells(figures[name])),
        ...PER_1000.flatMap((name) => quantityCells(figures.per_1000?.[name])),
      ];
    }),
  };
}
