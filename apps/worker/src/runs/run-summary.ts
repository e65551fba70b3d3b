/**
 * What readings take of a run's result. A part of it under the same names, so that whatever reads the part reads the
 * whole as well, and finds the same in it.
 * @module
 */
import type {
  WireComparedWorkload,
  WireFigures,
  WireRunResult,
  WireWorkloadFigures,
} from "@gramme/core/wire";

/** What readings take of a result. */
export interface RunSummary extends Pick<WireRunResult, "partial" | "accepted" | "own_cost" | "revision"> {
  readonly site: Pick<WireRunResult["site"], "grid_g_per_kwh">;
  readonly workloads: readonly WorkloadSummary[];
  readonly comparisons: readonly ComparisonSummary[];
}

/** What readings take of a workload. */
export interface WorkloadSummary extends Pick<
  WireWorkloadFigures,
  | "name"
  | "model"
  | "phase"
  | "task"
  | "functional_unit"
  | "units_in_one"
  | "units_per_replicate"
  | "quality"
  | "parameters"
> {
  /** The replicate of a workload that has no other; of several, none is read. */
  readonly replicates: readonly Pick<WireWorkloadFigures["replicates"][number], "wall_s">[];
  readonly figures: FiguresSummary;
}

/** What readings take of figures. Of the factors, those that say what electricity emits. */
export interface FiguresSummary extends Pick<
  WireFigures,
  "boundary" | "tier" | "energy_kwh" | "co2e_g" | "ladder_kwh" | "doubt" | "factors"
> {
  readonly embodied: Pick<WireFigures["embodied"], "co2e_g">;
}

/** What readings take of a comparison. */
export interface ComparisonSummary extends Pick<
  WireComparedWorkload,
  | "name"
  | "verdict"
  | "change"
  | "low"
  | "high"
  | "level"
  | "threshold"
  | "pairs"
  | "smallest_change_seen"
  | "pairs_needed"
> {
  readonly base: { readonly figures: Pick<WireFigures, "energy_kwh" | "co2e_g"> };
  readonly head: Pick<WireWorkloadFigures, "phase" | "task" | "functional_unit"> & {
    readonly figures: Pick<WireFigures, "boundary" | "tier" | "energy_kwh" | "co2e_g">;
  };
}

/** Number of the form that {@link runSummary} makes: to be raised with every field that is added, moved or left out. */
export const SUMMARY_FORM = 2;

/** What readings take of a result. */
export function runSummary(run: WireRunResult): RunSummary {
  const { partial, site, workloads, comparisons, accepted, own_cost, revision } = run;
  return {
    partial,
    site: { grid_g_per_kwh: site.grid_g_per_kwh },
    workloads: workloads.map((workload) => workloadSummary(workload)),
    comparisons: comparisons.map((compared) => comparisonSummary(compared)),
    ...(accepted === undefined ? {} : { accepted }),
    ...(revision === undefined ? {} : { revision }),
    own_cost,
  };
}

function workloadSummary(workload: WireWorkloadFigures): WorkloadSummary {
  const { name, model, phase, task, functional_unit, units_in_one, units_per_replicate } = workload;
  const { quality, parameters, replicates, figures } = workload;
  const { boundary, tier, energy_kwh, co2e_g, ladder_kwh, doubt, factors, embodied } = figures;
  return {
    name,
    ...(model === undefined ? {} : { model }),
    phase,
    task,
    functional_unit,
    units_in_one,
    units_per_replicate,
    ...(quality === undefined ? {} : { quality }),
    ...(parameters === undefined ? {} : { parameters }),
    replicates: replicates.length === 1 ? replicates.map(({ wall_s }) => ({ wall_s })) : [],
    figures: {
      boundary,
      tier,
      energy_kwh,
      co2e_g,
      ladder_kwh,
      doubt,
      factors: factors.filter(({ unit }) => unit === "gCO2e/kWh"),
      embodied: { co2e_g: embodied.co2e_g },
    },
  };
}

function comparisonSummary(compared: WireComparedWorkload): ComparisonSummary {
  const { name, verdict, change, low, high, level, threshold, pairs, base, head } = compared;
  const { smallest_change_seen, pairs_needed } = compared;
  const { phase, task, functional_unit, figures } = head;
  return {
    name,
    verdict,
    change,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    level,
    threshold,
    pairs,
    ...(smallest_change_seen === undefined ? {} : { smallest_change_seen }),
    ...(pairs_needed === undefined ? {} : { pairs_needed }),
    base: { figures: { energy_kwh: base.figures.energy_kwh, co2e_g: base.figures.co2e_g } },
    head: {
      phase,
      task,
      functional_unit,
      figures: {
        boundary: figures.boundary,
        tier: figures.tier,
        energy_kwh: figures.energy_kwh,
        co2e_g: figures.co2e_g,
      },
    },
  };
}
