/**
 * What one figure of a workload is of (methodology M22).
 * @module
 */
import type { WireWorkload } from "@gramme/core/wire";

/** A functional unit of a workload, in the units that its replicates do. */
export interface WorkloadUnit {
  /** In words: `1000 inferences`, `full training (5000 steps)`. */
  readonly name: string;
  /** Units in one functional unit. */
  readonly inOne: number;
  /** Units that one replicate does. */
  readonly perReplicate: number;
}

const INFERENCES = 1000;

/** Units of the shorter run that a figure is extrapolated with; undefined where none is declared, or none is wanted. */
export function shortUnits(workload: WireWorkload): number | undefined {
  return workload.units === workload["full-run"] ? undefined : workload["short-run"];
}

/** The functional unit: 1000 inferences; a full training where one is declared; else one run of the command. */
export function unitOf(workload: WireWorkload): WorkloadUnit {
  if (workload.phase === "inference") {
    return { name: `${INFERENCES} inferences`, inOne: INFERENCES, perReplicate: workload.inferences ?? 1 };
  }
  const units = workload.units ?? 1;
  const full = workload["full-run"];
  const per = workload.per ?? "unit";
  if (full !== undefined)
    return { name: `full ${workload.phase} (${full} ${per}s)`, inOne: full, perReplicate: units };
  return { name: units === 1 ? "one run" : `one run (${units} ${per}s)`, inOne: units, perReplicate: units };
}
