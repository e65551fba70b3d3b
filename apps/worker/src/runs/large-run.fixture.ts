/**
 * Runs as large as benches make them: every pair of every workload, with numbers as clocks and meters give them.
 * @module
 */
import type { WireRunResult, WireWorkloadFigures } from "@gramme/core/wire";
import { runResult, workload } from "./run.fixture.ts";

/** How large. */
export interface Largeness {
  readonly workloads: number;
  readonly pairs: number;
  /** Another run for another seed. */
  readonly seed?: number;
}

/** A result of `gramme bench --base`, of so many workloads that took so many pairs each, on a machine with every meter. */
export function largeRun({ workloads, pairs, seed = 1 }: Largeness): WireRunResult {
  let state = seed;
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const arm = (name: string, phase: WireWorkloadFigures["phase"]): WireWorkloadFigures =>
    workload({
      name,
      phase,
      replicates: Array.from({ length: pairs }, () => ({
        wall_s: 1 + random(),
        cpu_s: 1 + random(),
        cpu_j: 20 + random(),
        memory_j: 2 + random(),
        gpu_j: 50 + random(),
        device_j: 70 + random(),
      })),
    });
  const comparisons = Array.from({ length: workloads }, (_, n) => {
    const name = `workload-${n}`;
    const phase = n % 3 === 0 ? "training" : "inference";
    return {
      name,
      verdict: "no-change" as const,
      why: "the interval lies within the threshold",
      pairs,
      pairing: "in-turns" as const,
      change: random() / 100,
      low: -random() / 100,
      high: random() / 10,
      level: 0.98,
      threshold: 0.05,
      noise_floor: 0.02,
      explained: { work: random() / 100, time: random() / 100, power: random() / 100 },
      base: arm(name, phase),
      head: arm(name, phase),
    };
  });
  return runResult({ workloads: comparisons.map(({ head }) => head), comparisons });
}
