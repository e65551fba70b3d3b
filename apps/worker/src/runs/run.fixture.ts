/**
 * Runs as jobs send them, small and whole.
 * @module
 */
import { estimateOf } from "@gramme/core";
import { idempotencyKey } from "@gramme/core/wire";
import type { WireRunResult, WireRunsEnvelope, WireRunSource, WireWorkloadFigures } from "@gramme/core/wire";

const { equivalents: _, ...figures } = estimateOf({ duration_h: 1, cpu: { cores: 2 }, memory_gb: 8 });

/** One workload as it was measured. */
export function workload(change: Partial<WireWorkloadFigures> = {}): WireWorkloadFigures {
  return {
    name: "digits",
    phase: "training",
    task: "image-classification",
    modality: "image-to-category",
    inputs: "own",
    clock: "reaped children",
    functional_unit: "a full training",
    units_in_one: 5000,
    units_per_replicate: 200,
    replicates: [{ wall_s: 1.2, cpu_s: 1.1, device_j: 9 }],
    figures,
    misses: [],
    ...change,
  };
}

/** A run. */
export function runResult(change: Partial<WireRunResult> = {}): WireRunResult {
  return {
    schema: "gramme/run/1",
    gramme: "0.1.0",
    started_at: "2026-11-20T10:00:00Z",
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
    partial: false,
    workloads: [workload()],
    comparisons: [],
    own_cost: { energy_kwh: figures.energy_kwh, co2e_g: figures.co2e_g, wall_s: 12 },
    ...change,
  };
}

/** Where {@link runResult} comes from. */
export const SOURCE: WireRunSource = {
  repository: "acme/model",
  sha: "a".repeat(40),
  ref: "refs/heads/main",
  run_id: 4242,
  run_attempt: 1,
  workflow: "gramme",
  event: "push",
};

/** A run on its way. */
export function envelope(change: Partial<WireRunsEnvelope> = {}): WireRunsEnvelope {
  return { schema: "gramme/runs/1", run: runResult(), source: SOURCE, ...change };
}

/** A request that sends it. */
export function sending(sent: WireRunsEnvelope, headers: Record<string, string> = {}): Request {
  return new Request("https://ledger.example/v1/runs", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": idempotencyKey(sent.source),
      ...headers,
    },
    body: JSON.stringify(sent),
  });
}
