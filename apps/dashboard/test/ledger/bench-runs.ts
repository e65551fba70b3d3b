/**
 * Runs of a bench as jobs send them, with every verdict, quality and parameters: made up from described work.
 * @module
 */
import { estimateOf } from "@gramme/core";
import type {
  WireComparedWorkload,
  WireFigures,
  WireRunResult,
  WireRunsEnvelope,
  WireWorkloadFigures,
} from "@gramme/core/wire";

/** A workload of the made-up repository. */
interface Made {
  readonly name: string;
  readonly model: string;
  readonly phase: WireWorkloadFigures["phase"];
  readonly task: WireWorkloadFigures["task"];
  readonly modality: WireWorkloadFigures["modality"];
  readonly hours: number;
  readonly parameters?: number;
  readonly accuracy?: number;
}

/** Digits and spam are trained; what is served of them is measured too. */
export const WORKLOADS: readonly Made[] = [
  {
    name: "train-spam",
    model: "acme/spam",
    phase: "training",
    task: "text-classification",
    modality: "text-to-category",
    hours: 0.4,
    accuracy: 0.97,
  },
  {
    name: "train-digits",
    model: "acme/digits",
    phase: "training",
    task: "image-classification",
    modality: "image-to-category",
    hours: 1.5,
    accuracy: 0.991,
  },
  {
    name: "spam",
    model: "acme/spam",
    phase: "inference",
    task: "text-classification",
    modality: "text-to-category",
    hours: 0.0004,
    parameters: 66_000,
  },
  {
    name: "ocr",
    model: "acme/ocr",
    phase: "inference",
    task: "image-to-text",
    modality: "image-to-text",
    hours: 0.02,
    parameters: 12_400_000,
  },
];

/** A change of a commit: its verdict and its interval. */
const CHANGES: readonly (readonly [verdict: WireComparedWorkload["verdict"], change: number])[] = [
  ["no-change", 0.004],
  ["regression", 0.118],
  ["improvement", -0.21],
  ["inconclusive", 0.03],
];

/** Run number `n` of a repository, `ageMs` ago, of a push to main or of a pull request. */
export function benchRun(
  n: number,
  ageMs: number,
  { trained = n % 2 === 0, nowMs = Date.now() }: { readonly trained?: boolean; readonly nowMs?: number } = {},
): WireRunsEnvelope {
  const workloads = WORKLOADS.map((made, at) => workloadOf(made, 1 + 0.1 * Math.sin(n + at)));
  const own = workloads[2]?.figures;
  const run: WireRunResult = {
    schema: "gramme/run/1",
    gramme: "0.1.0",
    started_at: new Date(nowMs - ageMs).toISOString(),
    machine: {
      cpu: "AMD EPYC 7763",
      cpu_known_by: "model",
      threads: 4,
      memory_gb: 16,
      gpus: [],
      os: "linux",
      meters: [{ meter: "reaped children", available: true, detail: "CPU-seconds of children that ended" }],
    },
    site: { zone: "FRA", grid_g_per_kwh: 40, pue: 1.2, wue_l_per_kwh: 0 },
    partial: false,
    workloads,
    // a larger number is older: each commit is set against the one before it
    revision: { head: shaOf(n), base: shaOf(n + 1), dirty: false },
    comparisons: workloads.map((head, at) => comparisonOf(head, CHANGES[(n + at) % CHANGES.length])),
    own_cost: { energy_kwh: exact(0.002), co2e_g: own?.co2e_g ?? exact(0.1), wall_s: 70 },
  };
  return {
    schema: "gramme/runs/1",
    run,
    source: {
      repository: "acme/mail",
      sha: shaOf(n),
      ref: n % 3 === 0 ? "refs/heads/main" : `refs/pull/${n}/merge`,
      run_id: n + 1,
      run_attempt: 1,
      workflow: "gramme",
      event: n % 3 === 0 ? "push" : "pull_request",
      ...(n % 3 === 0 ? {} : { pull_request: n }),
    },
    ...(trained ? { trained: ["train-spam", "train-digits"] } : {}),
  };
}

function shaOf(n: number): string {
  return (n + 1).toString(16).padStart(4, "0").repeat(10);
}

function workloadOf(made: Made, by: number): WireWorkloadFigures {
  const { equivalents: _, ...rest } = estimateOf({
    duration_h: made.hours * by,
    cpu: { model: "AMD EPYC 7763", cores: 2 },
    memory_gb: 8,
    site: { zone: "FR", pue: 1.2 },
  });
  const figures: WireFigures = rest;
  return {
    name: made.name,
    model: made.model,
    phase: made.phase,
    task: made.task,
    modality: made.modality,
    inputs: "own",
    clock: "reaped children",
    functional_unit: made.phase === "training" ? "a full training" : "1000 inferences",
    units_in_one: made.phase === "training" ? 5000 : 1000,
    units_per_replicate: 200,
    replicates: [{ wall_s: 1.2, cpu_s: 1.1, device_j: 9 * by }],
    figures,
    misses: [],
    ...(made.parameters === undefined
      ? {}
      : { parameters: made.parameters, runtime: "onnxruntime-node 1.30.0" }),
    ...(made.accuracy === undefined
      ? {}
      : {
          quality: {
            metric: "accuracy",
            better: "higher" as const,
            value: made.accuracy * (0.99 + 0.01 * by),
            at_50_percent: made.accuracy * 0.96,
            at_90_percent: made.accuracy * 0.985,
          },
        }),
  };
}

function comparisonOf(
  head: WireWorkloadFigures,
  [verdict, change]: (typeof CHANGES)[number] = ["no-change", 0],
): WireComparedWorkload {
  return {
    name: head.name,
    verdict,
    why: "as the interval lies to the threshold",
    pairs: 20,
    pairing: "in-turns",
    change,
    low: change - 0.03,
    high: change + 0.03,
    level: 0.98,
    smallest_change_seen: 0.031,
    threshold: 0.05,
    noise_floor: 0.02,
    explained: { work: change * 0.8, time: change * 0.15, power: change * 0.05 },
    base: head,
    head,
  };
}

function exact(value: number): { readonly value: number; readonly low: number; readonly high: number } {
  return { value, low: value, high: value };
}
