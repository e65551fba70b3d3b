/**
 * Runs that compare nothing: what a workload took, each time it was measured.
 * @module
 */
import type { WireRunRow } from "@gramme/core/wire/api";
import type { ChartTable } from "../../chart/chart-table.ts";

/** A workload as it was measured alone. */
export interface AloneWorkload {
  readonly name: string;
  /** What a figure is of; of workloads that changed it, the newest. */
  readonly unit: string;
  /** Oldest first. */
  readonly measured: readonly {
    readonly run: WireRunRow;
    readonly work: WireRunRow["workloads"][number];
    /** Whether its full training really took place. */
    readonly trained: boolean;
  }[];
}

/** Workloads of runs without a comparison, most often measured first. Another unit or boundary is another workload. */
export function aloneWorkloads(runs: readonly WireRunRow[]): readonly AloneWorkload[] {
  const alone = runs.filter(({ comparisons }) => comparisons.length === 0).toReversed();
  const groups = Map.groupBy(
    alone.flatMap((run) =>
      run.workloads.map((work) => ({ run, work, trained: run.trained.includes(work.name) })),
    ),
    ({ work }) => `${work.name}, ${work.functional_unit}, ${work.boundary}`,
  );
  return [...groups.values()]
    .flatMap((measured) => {
      const work = measured.at(-1)?.work;
      return work === undefined ? [] : [{ name: work.name, unit: work.functional_unit, measured }];
    })
    .toSorted((a, b) => b.measured.length - a.measured.length || a.name.localeCompare(b.name));
}

/** All of them as a table, newest first. */
export function aloneTable(workloads: readonly AloneWorkload[]): ChartTable {
  return {
    columns: [
      { kind: "text", name: "workload", head: "Workload" },
      { kind: "text", name: "at", head: "Measured (UTC)" },
      { kind: "text", name: "sha", head: "Commit" },
      { kind: "quantity", name: "co2e_g", head: "CO₂e", dimension: "g" },
      { kind: "quantity", name: "energy_kwh", head: "Energy", dimension: "kwh" },
      { kind: "text", name: "functional_unit", head: "of" },
      { kind: "text", name: "boundary", head: "Counts" },
      { kind: "text", name: "tier", head: "Known how" },
      { kind: "text", name: "trained", head: "Really trained?" },
    ],
    rows: workloads.flatMap(({ measured }) =>
      measured
        .toReversed()
        .map(({ run, work, trained }) => [
          work.name,
          run.started_at,
          run.source.sha,
          work.co2e_g,
          work.energy_kwh,
          work.functional_unit,
          work.boundary,
          work.tier,
          work.phase === "training" ? (trained ? "yes" : "measured only") : "",
        ]),
    ),
  };
}
