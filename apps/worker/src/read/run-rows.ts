/**
 * Runs as lists show them: what a commit did to each workload, and what a link to it is made of.
 * @module
 */
import { Commit, type WireRunRow } from "@gramme/core/wire";
import type { ComparisonSummary } from "../runs/run-summary.ts";
import type { BookedRun } from "../runs/runs.ts";

/** One run of a list. */
export function runRow({ key, received_ms, started_ms, run, source, trained }: BookedRun): WireRunRow {
  return {
    key,
    started_at: new Date(started_ms).toISOString(),
    received_at: new Date(received_ms).toISOString(),
    source,
    ...revisionOf(run),
    partial: run.partial,
    trained: [...trained],
    workloads: run.workloads.map(({ name, model, phase, task, functional_unit, figures }) => ({
      name,
      ...(model === undefined ? {} : { model }),
      phase,
      task,
      boundary: figures.boundary,
      tier: figures.tier,
      functional_unit,
      energy_kwh: figures.energy_kwh,
      co2e_g: figures.co2e_g,
    })),
    comparisons: run.comparisons.map(comparisonRow),
    ...(run.accepted === undefined ? {} : { accepted: run.accepted }),
    own_cost: { energy_kwh: run.own_cost.energy_kwh, co2e_g: run.own_cost.co2e_g },
  };
}

/** A run may name its base in any way; a link is made of a commit's full id only. */
function revisionOf({ revision }: BookedRun["run"]): Pick<WireRunRow, "base" | "dirty"> {
  if (revision === undefined) return {};
  const base = Commit.safeParse(revision.base).data;
  return { ...(base === undefined ? {} : { base }), dirty: revision.dirty };
}

function comparisonRow(compared: ComparisonSummary): WireRunRow["comparisons"][number] {
  const { name, verdict, change, low, high, level, threshold, pairs, base, head } = compared;
  const { smallest_change_seen, pairs_needed } = compared;
  return {
    name,
    phase: head.phase,
    task: head.task,
    verdict,
    change,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    level,
    threshold,
    pairs,
    ...(smallest_change_seen === undefined ? {} : { smallest_change_seen }),
    ...(pairs_needed === undefined ? {} : { pairs_needed }),
    boundary: head.figures.boundary,
    tier: head.figures.tier,
    functional_unit: head.functional_unit,
    energy_kwh: { base: base.figures.energy_kwh, head: head.figures.energy_kwh },
    co2e_g: { base: base.figures.co2e_g, head: head.figures.co2e_g },
  };
}
