/**
 * Replicates of a workload, brought to one functional unit (M22): means, and the scatter of the mean (M35).
 * @module
 */
import { Z90 } from "@gramme/core";
import type { Mean, Metered } from "../machine/work-of.ts";
import type { WorkloadUnit } from "./functional-unit.ts";
import type { Replicate } from "./replicate.ts";

/**
 * Means over replicates, times functional units per replicate, each with its own scatter: exp(t·s/√n), s being the
 * standard deviation of the logs and t Student's 95 % quantile of n − 1 degrees (M35). A quantity that one of the
 * replicates lacks is left out.
 */
export function meteredMean(replicates: readonly Replicate[], unit: WorkloadUnit): Metered {
  const k = unit.inOne / unit.perReplicate;
  const mean = (of: (replicate: Replicate) => number | undefined): Mean | undefined => {
    const values = replicates.map((replicate) => of(replicate)).filter((value) => value !== undefined);
    if (values.length < replicates.length || values.length === 0) return undefined;
    const sum = values.reduce((total, value) => total + value, 0);
    return { value: (k * sum) / values.length, scatter90: scatterOfMean(values) };
  };
  const cpuS = mean(({ counted }) => counted.cpuS);
  const cpuJ = mean(({ counted }) => counted.cpuJ);
  const memoryJ = mean(({ counted }) => counted.memoryJ);
  const gpuJ = mean(({ counted }) => counted.gpuJ);
  return {
    wallS: mean(({ counted }) => counted.wallS) ?? { value: 0, scatter90: 1 },
    ...(cpuS === undefined ? {} : { cpuS }),
    ...(cpuJ === undefined ? {} : { cpuJ }),
    ...(memoryJ === undefined ? {} : { memoryJ }),
    ...(gpuJ === undefined ? {} : { gpuJ }),
  };
}

/** Student's t, 95 % one-sided (so 90 % two-sided), for 1 to 10 degrees of freedom. */
const T95: readonly number[] = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812];

/** A single run tells nothing of its scatter: 10 % is taken, some three times that of a quiet machine. */
export const SINGLE_RUN_90 = 1.1;

/** Scatter of a mean as a 90 % factor (M35). */
export function scatterOfMean(values: readonly number[]): number {
  const logs = values.filter((value) => value > 0).map((value) => Math.log(value));
  if (logs.length < 2) return SINGLE_RUN_90;
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1);
  return Math.exp(student95(logs.length - 1) * Math.sqrt(variance / logs.length));
}

/** Student's t by degrees of freedom: the table, then Cornish and Fisher's expansion (right to 0.001 past 10). */
function student95(freedom: number): number {
  const z = Z90;
  return (
    T95[freedom - 1] ??
    z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2)
  );
}
