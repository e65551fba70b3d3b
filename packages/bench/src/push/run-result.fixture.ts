/**
 * A result as `gramme bench --json` writes it, for tests.
 * @module
 */
import { estimateOf } from "@gramme/core";
import type { WireRunResult, WireWorkloadFigures } from "@gramme/core/wire";

/** A workload of a name and phase, at a stated or an unknown place. */
export function workload(
  name: string,
  phase: WireWorkloadFigures["phase"],
  stated = true,
): WireWorkloadFigures {
  const { equivalents: _, ...figures } = estimateOf({
    duration_h: 1,
    cpu: { cores: 2 },
    memory_gb: 8,
    ...(stated ? { site: { zone: "FRA", pue: 1.2, wue_l_per_kwh: 0 } } : {}),
  });
  return {
    name,
    phase,
    task: "image-classification",
    modality: "image-to-category",
    inputs: "own",
    clock: "reaped children",
    functional_unit: "1000 inferences",
    units_in_one: 1000,
    units_per_replicate: 100,
    replicates: [{ wall_s: 1.2, cpu_s: 1.1, device_j: 9 }],
    figures,
    misses: [],
  };
}

/** A result with these workloads. */
export function runResult(...workloads: readonly WireWorkloadFigures[]): WireRunResult {
  const { figures } = workload("any", "inference");
  return {
    schema: "gramme/run/1",
    gramme: "0.1.0",
    started_at: "2026-11-23T10:00:00.123Z",
    machine: {
      cpu: "AMD EPYC 7763",
      cpu_known_by: "model",
      threads: 4,
      memory_gb: 16,
      gpus: [],
      os: "linux",
      meters: [],
    },
    site: { zone: "FRA", grid_g_per_kwh: 40, pue: 1.2, wue_l_per_kwh: 0 },
    revision: { head: "a".repeat(40), dirty: false },
    partial: false,
    workloads: [...workloads],
    comparisons: [],
    own_cost: { energy_kwh: figures.energy_kwh, co2e_g: figures.co2e_g, wall_s: 12 },
  };
}
