/**
 * Runs as tables: one row a workload, or one a comparison.
 * @module
 */
import type { WireRunRow } from "@gramme/core/wire";
import type { CsvCell, CsvTable } from "@gramme/core/words";
import { quantityCells, quantityColumns } from "./csv.ts";

const OF_RUN = ["key", "started_at", "repository", "sha", "ref", "pull_request"];
const OF_WORK = ["workload", "phase", "task", "boundary", "tier", "functional_unit"];
const VERDICT = ["verdict", "change", "change_low", "change_high", "accepted_by", "accepted_reason"];

interface Work {
  readonly name: string;
  readonly phase: string;
  readonly task: string;
  readonly boundary: string;
  readonly tier: string;
  readonly functional_unit: string;
}

/** One row a workload. */
export function workloadsTable(runs: readonly WireRunRow[]): CsvTable {
  return {
    columns: [...OF_RUN, ...OF_WORK, ...["energy_kwh", "co2e_g"].flatMap(quantityColumns)],
    rows: runs.flatMap((run) =>
      run.workloads.map((row) => [
        ...ofRun(run),
        ...ofWork(row),
        ...quantityCells(row.energy_kwh),
        ...quantityCells(row.co2e_g),
      ]),
    ),
  };
}

/** One row a comparison of base and head. */
export function comparisonsTable(runs: readonly WireRunRow[]): CsvTable {
  const figures = ["base_energy_kwh", "head_energy_kwh", "base_co2e_g", "head_co2e_g"];
  return {
    columns: [...OF_RUN, ...OF_WORK, ...VERDICT, ...figures.flatMap(quantityColumns)],
    rows: runs.flatMap((run) =>
      run.comparisons.map((row) => [
        ...ofRun(run),
        ...ofWork(row),
        row.verdict,
        row.change,
        row.low,
        row.high,
        run.accepted?.by,
        run.accepted?.reason,
        ...quantityCells(row.energy_kwh.base),
        ...quantityCells(row.energy_kwh.head),
        ...quantityCells(row.co2e_g.base),
        ...quantityCells(row.co2e_g.head),
      ]),
    ),
  };
}

function ofRun({ key, started_at, source }: WireRunRow): readonly CsvCell[] {
  return [key, started_at, source.repository, source.sha, source.ref, source.pull_request];
}

function ofWork(row: Work): readonly CsvCell[] {
  return [row.name, row.phase, row.task, row.boundary, row.tier, row.functional_unit];
}
