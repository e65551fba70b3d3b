/**
 * What `gramme run` and `gramme bench` write, version 1: read by the Action, the ledger and the dashboard.
 * @module
 */
import { z } from "zod";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { SOURCE_TIERS } from "../energy/tier.ts";
import { MODEL_NAME } from "./event.ts";
import { Quantity } from "./quantity.ts";

const nonNegative = z.number().nonnegative();

/** An assumption as it is listed with a result. */
export const Assumed = z.strictObject({ code: z.string(), text: z.string() });

/** A factor as it is listed with a result. */
export const UsedFactor = z.strictObject({
  id: z.string(),
  value: z.number(),
  unit: z.string(),
  year: z.int(),
  spread: z.number().min(1),
  source: z.string(),
  url: z.string(),
  licence: z.string(),
});

/** A share of the doubt of the CO2e figure. Shares add up to 1. */
export const DoubtRow = z.strictObject({ source: z.string(), share: z.number().min(0).max(1) });

/** Production of the hardware, charged by share of its used life. */
export const EmbodiedFigures = z.strictObject({ co2e_g: Quantity, adpe_kgsb: Quantity, pe_mj: Quantity });

/** Figures at one boundary rung, and all that they rest on. */
export const Figures = z.strictObject({
  boundary: z.enum(BOUNDARY_RUNGS),
  tier: z.enum(SOURCE_TIERS),
  energy_kwh: Quantity,
  co2e_g: Quantity,
  embodied: EmbodiedFigures,
  water_l: Quantity,
  adpe_kgsb: Quantity,
  pe_mj: Quantity,
  /** Energy at every rung. */
  ladder_kwh: z.record(z.enum(BOUNDARY_RUNGS), Quantity),
  assumptions: z.array(Assumed),
  factors: z.array(UsedFactor),
  doubt: z.array(DoubtRow),
});

/** Quality that a training reached, and what the last of its emissions bought. */
export const QualityFigures = z.strictObject({
  metric: z.string(),
  better: z.enum(["higher", "lower"]),
  value: z.number(),
  /** The metric at 50 % and 90 % of the run's time, and so of its CO2e at steady power (Parcollet & Ravanelli 2021). */
  at_50_percent: z.number().optional(),
  at_90_percent: z.number().optional(),
  /** How many held-out examples the value is a mean over, where the command says so: accuracy then has an interval. */
  n: z.int().positive().optional(),
});

/** One fresh process of a workload, as metered. */
export const ReplicateFigures = z.strictObject({
  wall_s: nonNegative,
  cpu_s: nonNegative.optional(),
  cpu_j: nonNegative.optional().describe("RAPL"),
  memory_j: nonNegative.optional().describe("RAPL, where memory has its own counter"),
  gpu_j: nonNegative.optional().describe("NVML"),
  device_j: nonNegative.describe("energy at the device rung"),
});

const share = z.number().min(0).max(1);

/** What the machine did besides, while a workload ran (M62). Shares of all its CPU time, or of the time. */
export const OtherWork = z.strictObject({
  share: share.describe("CPU time of other work ÷ all CPU time of the machine"),
  stolen: share.optional().describe("CPU time that the host of a virtual machine gave to others (steal)"),
  waited: share
    .optional()
    .describe("time in which some process, maybe our own, waited for a CPU (PSI, /proc/pressure/cpu)"),
  known_by: z
    .enum(["proc-stat", "loadavg"])
    .describe("proc-stat: counted meanwhile; loadavg: the load of the minute before the first workload"),
});

/** How a figure of more units than were run came about (M22). */
export const Extrapolation = z.strictObject({
  from_units: z.number().positive(),
  to_units: z.number().positive(),
  /** in-proportion: start-up is multiplied too; two-lengths: a shorter run told it apart, and it counts once. */
  how: z.enum(["in-proportion", "two-lengths"]),
  /** Units of the shorter run, its replicates, and what start-up and one unit take by both. */
  short_units: z.number().positive().optional(),
  short_replicates: z
    .array(z.strictObject({ wall_s: nonNegative, cpu_s: nonNegative.optional() }))
    .optional(),
  start_up: z.strictObject({ wall_s: z.number(), cpu_s: z.number().optional() }).optional(),
  per_unit: z.strictObject({ wall_s: nonNegative, cpu_s: nonNegative.optional() }).optional(),
});

/** What was measured of one workload. */
export const WorkloadFigures = z.strictObject({
  name: z.string(),
  /** Model that it trains or serves, as requests to it name it; the workload's name where it is absent. */
  model: z.string().regex(MODEL_NAME, "wants a model's name").optional(),
  phase: z.enum(["data", "development", "training", "inference"]),
  task: z.string(),
  modality: z.string(),
  /** own: the command brings its own data; real, synthetic: what an ONNX model was fed. */
  inputs: z.enum(["own", "real", "synthetic"]),
  clock: z.string().describe("what counted CPU-seconds, or none"),
  /** What one figure is of: a full training, 1000 inferences. */
  functional_unit: z.string(),
  units_in_one: z.number().positive(),
  units_per_replicate: z.number().positive(),
  replicates: z.array(ReplicateFigures).min(1),
  figures: Figures,
  /** Load of the model and first inference, apart from the steady state. */
  cold_start: z.strictObject({ wall_s: nonNegative, cpu_s: nonNegative.optional() }).optional(),
  quality: QualityFigures.optional(),
  misses: z.array(z.string()),
  /** What ran an ONNX model: `onnxruntime-node 1.30.0`. */
  runtime: z.string().optional(),
  /** Weights of an ONNX model, counted in its file; absent where they cannot be. */
  parameters: z.int().nonnegative().optional(),
  /** Absent where a figure is of as many units as were run, and where a model's steady state is scaled. */
  extrapolation: Extrapolation.optional(),
  /** Absent where nothing tells it. */
  other_work: OtherWork.optional(),
});

/** Base against head of one workload. Changes are relative: 0.07 is +7 %. */
export const ComparedWorkload = z.strictObject({
  name: z.string(),
  verdict: z.enum(["regression", "improvement", "no-change", "inconclusive"]),
  why: z.string(),
  pairs: z.int().nonnegative(),
  /** How the two processes of a pair ran: by turns of some milliseconds, or one whole after the other. */
  pairing: z.enum(["in-turns", "one-after-another"]),
  /** Why they did not take turns, where they could not. */
  pairing_why: z.string().optional(),
  change: z.number(),
  /** Ends of the interval that the verdict was read from; absent while there are too few pairs for one. */
  low: z.number().optional(),
  high: z.number().optional(),
  level: z.number().min(0).max(1).describe("level of that interval"),
  smallest_change_seen: z.number().optional(),
  pairs_needed: z.int().optional(),
  threshold: z.number(),
  noise_floor: z.number(),
  /** Base against base only: the floor that this machine shows between two identical arms (M42). */
  floor_seen: z.number().nonnegative().optional(),
  /**
   * Where the change comes from, as factors less 1 whose product is the change of energy: work (CPU-seconds per unit;
   * absent where no clock counts them), time (wall seconds per CPU-second, or per unit), power while it ran.
   */
  explained: z.strictObject({ work: z.number().optional(), time: z.number(), power: z.number() }),
  base: WorkloadFigures,
  head: WorkloadFigures,
});

/** The machine, as it was recognised. */
export const MachineFigures = z.strictObject({
  cpu: z.string(),
  cpu_known_by: z.enum(["model", "family", "unknown"]),
  threads: z.int().positive(),
  memory_gb: nonNegative,
  gpus: z.array(z.string()),
  os: z.string(),
  meters: z.array(z.strictObject({ meter: z.string(), available: z.boolean(), detail: z.string() })),
});

/** Where it ran, as it was taken. */
export const SiteFigures = z.strictObject({
  zone: z.string(),
  grid_g_per_kwh: nonNegative,
  pue: z.number().min(1),
  wue_l_per_kwh: nonNegative,
});

/** What the machine is lent by, as far as it tells. */
export const RunnerFigures = z.strictObject({
  hosting: z.enum(["github-hosted", "self-hosted", "unknown"]),
  /** Image of the machine: `ubuntu24 20261115.1.0`. */
  image: z.string().optional(),
  /** Cloud region by its provider's own name, and who told it. */
  region: z.string().optional(),
  region_from: z.enum(["metadata-service", "configured"]).optional(),
});

/** One setting in which head's gramme.yml differs from base's, which counts. */
export const ConfigChange = z.strictObject({
  path: z.string(),
  /** JSON of the value, absent where there is none. */
  base: z.string().optional(),
  head: z.string().optional(),
});

/** Who accepted a regression, when and why. */
export const Acceptance = z.strictObject({
  label: z.string(),
  by: z.string(),
  at: z.iso.datetime({ offset: true }),
  reason: z.string(),
});

/** A result of `gramme bench`, or of `gramme run` (then with the one workload `run`). */
export const RunResult = z.strictObject({
  schema: z.literal("gramme/run/1"),
  gramme: z.string(),
  started_at: z.iso.datetime(),
  machine: MachineFigures,
  site: SiteFigures,
  revision: z
    .strictObject({ base: z.string().optional(), head: z.string().optional(), dirty: z.boolean() })
    .optional(),
  /** Whether it ended before everything was measured. */
  partial: z.boolean(),
  /** What ended it, where it is partial. */
  partial_why: z.enum(["budget", "cancelled"]).optional(),
  runner: RunnerFigures.optional(),
  /** Figures of head's workloads: of those compared, and of those measured alone. */
  workloads: z.array(WorkloadFigures),
  comparisons: z.array(ComparedWorkload),
  /** Workloads that one arm alone has. */
  only_in: z.strictObject({ base: z.array(z.string()), head: z.array(z.string()) }).optional(),
  /** Settings that the change itself makes different; base's count. Absent where both arms share one file. */
  config_changes: z.array(ConfigChange).optional(),
  /** Why there is no comparison, where base could not be measured. */
  base_error: z.string().optional(),
  accepted: Acceptance.optional(),
  /** What this measurement itself took, warm-ups included. */
  own_cost: z.strictObject({ energy_kwh: Quantity, co2e_g: Quantity, wall_s: nonNegative }),
});

/** A result on the wire. */
export type WireRunResult = z.output<typeof RunResult>;
/** Figures of one workload on the wire. */
export type WireWorkloadFigures = z.output<typeof WorkloadFigures>;
/** Other work on the wire. */
export type WireOtherWork = z.output<typeof OtherWork>;
/** An extrapolation on the wire. */
export type WireExtrapolation = z.output<typeof Extrapolation>;
/** The lender of the machine on the wire. */
export type WireRunner = z.output<typeof RunnerFigures>;
/** A changed setting on the wire. */
export type WireConfigChange = z.output<typeof ConfigChange>;
/** An accepted regression on the wire. */
export type WireAcceptance = z.output<typeof Acceptance>;
/** A comparison on the wire. */
export type WireComparedWorkload = z.output<typeof ComparedWorkload>;
/** Figures at one rung on the wire. */
export type WireFigures = z.output<typeof Figures>;
