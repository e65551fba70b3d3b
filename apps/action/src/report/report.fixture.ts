/**
 * Reports for tests. Every number is constructed: energies by the model from a described machine, replicates by a seeded
 * generator round a change that the case names; the verdict is the real comparison of these replicates.
 * @module
 */
import { estimateOf } from "@gramme/core";
import { comparePairs, seededRandom } from "@gramme/core/comparison";
import type { Random } from "@gramme/core/comparison";
import type {
  WireComparedWorkload,
  WireFigures,
  WireQuantity,
  WireRunResult,
  WireWorkloadFigures,
} from "@gramme/core/wire";
import type { Check, MeasuredCheck } from "../check.ts";
import type { Report } from "./report.ts";

/** Commits of the cases. */
export const BASE = "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678";
export const HEAD = "9f8e7d6c5b4a39281706f5e4d3c2b1a098765432";

const THREADS = 4;
const SITE = { zone: "FRA", pue: 1.2 };
const CPU = "AMD EPYC 7763";

/** One constructed workload. */
export interface Made {
  readonly name: string;
  readonly phase?: WireWorkloadFigures["phase"];
  readonly task?: string;
  readonly unit?: string;
  readonly inOne?: number;
  readonly perReplicate?: number;
  /** Wall seconds of one replicate of base. */
  readonly wall?: number;
  /** CPU-seconds per wall second. */
  readonly busy?: number;
  readonly quality?: WireWorkloadFigures["quality"];
}

/** How head differs, and how noisy the machine is. */
export interface MadeChange {
  readonly work?: number;
  readonly time?: number;
  readonly noise?: number;
  readonly pairs?: number;
  readonly seed?: number;
  readonly quality?: number;
  readonly threshold?: number;
}

function jitter(random: Random, noise: number): number {
  // the sum of three uniforms is near enough to normal
  return Math.exp(noise * 2 * (random() + random() + random() - 1.5));
}

function figuresOf(made: Made, wall: number, cpu: number): WireFigures {
  const { inOne = 1000, perReplicate = 1000 } = made;
  const seconds = (wall / perReplicate) * inOne;
  const result = estimateOf({
    duration_s: seconds,
    cpu: { model: CPU, cores: THREADS / 2, usage: Math.min(1, cpu / (wall * THREADS)) },
    memory_gb: 16,
    site: SITE,
  });
  const { equivalents: _, ...figures } = result;
  return figures;
}

/** Figures of one arm from constructed replicates. */
export function workload(
  made: Made,
  change: Required<Pick<MadeChange, "work" | "time" | "noise" | "pairs" | "seed">>,
): WireWorkloadFigures {
  const { wall = 2.4, busy = 1 } = made;
  const random = seededRandom(change.seed);
  const replicates = Array.from({ length: change.pairs }, () => {
    const cpuS = wall * busy * (1 + change.work) * jitter(random, change.noise);
    const wallS = (cpuS / busy) * (1 + change.time);
    return { wall_s: wallS, cpu_s: cpuS, device_j: cpuS * 2.1 };
  });
  const mean = (of: (row: (typeof replicates)[number]) => number): number =>
    replicates.reduce((sum, row) => sum + of(row), 0) / replicates.length;
  return {
    name: made.name,
    phase: made.phase ?? "inference",
    task: made.task ?? "unknown",
    modality: "unknown",
    inputs: made.phase === "training" ? "own" : "real",
    clock: "cgroup-v2",
    functional_unit: made.unit ?? "1000 inferences",
    units_in_one: made.inOne ?? 1000,
    units_per_replicate: made.perReplicate ?? 1000,
    replicates,
    figures: figuresOf(
      made,
      mean((row) => row.wall_s),
      mean((row) => row.cpu_s),
    ),
    ...(made.quality === undefined ? {} : { quality: made.quality }),
    misses: [],
  };
}

type Replicate = WireWorkloadFigures["replicates"][number];

/** Geometric mean, as bench takes it. */
function meanOf({ replicates }: WireWorkloadFigures, of: (row: Replicate) => number): number {
  return Math.exp(replicates.reduce((sum, row) => sum + Math.log(of(row)), 0) / replicates.length);
}

/** A comparison: the real verdict of constructed replicates. */
export function compared(made: Made, change: MadeChange = {}): WireComparedWorkload {
  const { work = 0, time = 0, noise = 0.01, pairs = 10, seed = 1, threshold = 0.05 } = change;
  const base = workload(made, { work: 0, time: 0, noise, pairs, seed });
  const head = workload(made, { work, time, noise, pairs, seed: seed + 1000 });
  const comparison = comparePairs(
    base.replicates.map((row, at) => ({
      base: row.device_j,
      head: head.replicates[at]?.device_j ?? row.device_j,
    })),
    { threshold },
  );
  const ratio = (of: (row: Replicate) => number): number => meanOf(head, of) / meanOf(base, of) - 1;
  const bounded = comparison.low > -1 && Number.isFinite(comparison.high);
  return {
    name: made.name,
    verdict: comparison.verdict,
    why: comparison.why,
    pairs,
    pairing: "in-turns",
    change: comparison.estimate,
    ...(bounded ? { low: comparison.low, high: comparison.high } : {}),
    level: comparison.level,
    ...(Number.isFinite(comparison.smallestChangeSeen)
      ? { smallest_change_seen: comparison.smallestChangeSeen }
      : {}),
    ...(comparison.pairsNeeded === undefined ? {} : { pairs_needed: comparison.pairsNeeded }),
    threshold: comparison.threshold,
    noise_floor: comparison.noiseFloor,
    explained: {
      work: ratio((row) => row.cpu_s ?? 1),
      time: ratio((row) => row.wall_s / (row.cpu_s ?? 1)),
      power: ratio((row) => row.device_j / row.wall_s),
    },
    base,
    head:
      change.quality === undefined || head.quality === undefined
        ? head
        : { ...head, quality: { ...head.quality, value: change.quality } },
  };
}

function quantity(value: number): WireQuantity {
  return { value, low: value * 0.6, high: value * 1.7 };
}

/** A result with these comparisons. */
export function resultOf(
  comparisons: readonly WireComparedWorkload[],
  more: Partial<WireRunResult> = {},
): WireRunResult {
  const seconds = comparisons.reduce(
    (sum, { base, head }) =>
      sum + [...base.replicates, ...head.replicates].reduce((total, row) => total + row.wall_s, 0),
    14,
  );
  return {
    schema: "gramme/run/1",
    gramme: "0.1.0",
    started_at: "2026-11-23T09:14:05.000Z",
    machine: {
      cpu: CPU,
      cpu_known_by: "model",
      threads: THREADS,
      memory_gb: 15.6,
      gpus: [],
      os: "Linux 6.11.0-1018-azure x64",
      meters: [
        { meter: "rapl", available: false, detail: "/sys/class/powercap has no package domain" },
        { meter: "nvml", available: false, detail: "nvidia-smi is not there" },
        { meter: "cgroup-v2", available: true, detail: "/sys/fs/cgroup/system.slice, by sudo" },
        { meter: "reaped-children", available: true, detail: "10 ms ticks" },
        { meter: "tdp", available: true, detail: "time × thermal design power: needs no meter" },
      ],
    },
    site: { zone: "FRA", grid_g_per_kwh: 44.18, pue: 1.2, wue_l_per_kwh: 0.36 },
    revision: { base: BASE, head: HEAD, dirty: false },
    partial: false,
    runner: { hosting: "github-hosted", image: "ubuntu24 20261115.1.0" },
    workloads: comparisons.map(({ head }) => head),
    comparisons: [...comparisons],
    own_cost: {
      energy_kwh: quantity(seconds * 2.9e-6),
      co2e_g: quantity(seconds * 1.3e-4),
      wall_s: seconds,
    },
    ...more,
  };
}

/** A check that measured this. */
export function measured(result: WireRunResult, part?: string): MeasuredCheck {
  return {
    schema: "gramme/check/1",
    gramme: "0.1.0",
    kind: "measured",
    ...(part === undefined ? {} : { part }),
    result,
  };
}

/** A report of a pull request from these checks. */
export function reportOf(checks: readonly Check[], more: Partial<Report> = {}): Report {
  return {
    change: {
      kind: "pull-request",
      number: 42,
      base: BASE,
      head: HEAD,
      repository: "acme/vision",
      runUrl: "https://github.com/acme/vision/actions/runs/123456789",
    },
    checks,
    failOn: "regression",
    measuredBy: "repository",
    ...more,
  };
}

/** The workloads of a small service: two trainings and three tasks. */
export const SERVICE = {
  digits: {
    name: "train-digits",
    phase: "training",
    task: "image-classification",
    unit: "full training (2500 steps)",
    inOne: 2500,
    perReplicate: 150,
    wall: 3.1,
    busy: 1.02,
    quality: {
      metric: "accuracy",
      better: "higher",
      value: 0.9712,
      at_50_percent: 0.9514,
      at_90_percent: 0.9698,
    },
  },
  spam: {
    name: "train-spam",
    phase: "training",
    task: "text-classification",
    unit: "full training (750 steps)",
    inOne: 750,
    perReplicate: 750,
    wall: 1.9,
    quality: { metric: "accuracy", better: "higher", value: 0.981 },
  },
  superResolution: {
    name: "super-resolution",
    task: "image-to-image",
    perReplicate: 25,
    wall: 1.7,
  },
  classify: { name: "digits", task: "image-classification", perReplicate: 12_000, wall: 0.9 },
  voice: { name: "voice-activity", task: "voice-activity-detection", perReplicate: 1500, wall: 1.2 },
} as const satisfies Readonly<Record<string, Made>>;
