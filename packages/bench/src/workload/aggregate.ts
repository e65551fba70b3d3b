/**
 * Replicates of a workload, brought to one functional unit (M22): means, and the scatter of the mean (M35).
 * @module
 */
import { Z90 } from "@gramme/core";
import type { Metered } from "../machine/work-of.ts";
import type { WorkloadUnit } from "./functional-unit.ts";
import type { Replicate } from "./replicate.ts";

/**
 * Means over replicates, times functional units per replicate. The scatter is exp(1.645·s/√n), s being the standard
 * deviation of the logs of the metered quantity; 1 for a single replicate, which tells nothing of its scatter.
 */
export function meteredMean(replicates: readonly Replicate[], unit: WorkloadUnit): Metered {
  const k = unit.inOne / unit.perReplicate;
  const mean = (of: (replicate: Replicate) => number | undefined): number | undefined => {
    const values = replicates.map((replicate) => of(replicate)).filter((value) => value !== undefined);
    return values.length < replicates.length || values.length === 0
      ? undefined
      : (k * values.reduce((sum, value) => sum + value, 0)) / values.length;
  };
  const cpuS = mean(({ counted }) => counted.cpuS);
  const cpuJ = mean(({ counted }) => counted.cpuJ);
  const gpuJ = mean(({ counted }) => counted.gpuJ);
  return {
    wallS: mean(({ counted }) => counted.wallS) ?? 0,
    ...(cpuS === undefined ? {} : { cpuS }),
    ...(cpuJ === undefined ? {} : { cpuJ }),
    ...(gpuJ === undefined ? {} : { gpuJ }),
    scatter90: scatterOfMean(replicates.map(({ counted }) => counted.cpuJ ?? counted.cpuS ?? counted.wallS)),
  };
}

function scatterOfMean(values: readonly number[]): number {
  const logs = values.filter((value) => value > 0).map((value) => Math.log(value));
  if (logs.length < 2) return 1;
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1);
  return Math.exp(Z90 * Math.sqrt(variance / logs.length));
}
