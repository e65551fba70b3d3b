/**
 * Published energies per 1000 inferences, for work that nobody measured.
 * @module
 */
import type { BoundaryRung } from "../energy/boundary.ts";
import type { Factor } from "../factor.ts";
import { percentileFactor, predictionFactor } from "./scatter.ts";
import type { Task } from "./task.ts";

const RETRIEVED = "2026-11-23";

/** One published rate, at one rung. The factor's value is in kWh per 1000 inferences, its spread between models. */
export interface ReferenceRateRow extends Factor<"kWh/1000"> {
  readonly task: Task;
  readonly rung: BoundaryRung;
  /** What was run, for people: prompt, length, batch, hardware. */
  readonly workload: string;
  /** What `value` is over the models or configurations. */
  readonly centre: "mean" | "median";
  /** Median in kWh per 1000 inferences. */
  readonly medianKwh: number;
  /** Standard deviation between models in kWh per 1000 inferences, where the study gives models. */
  readonly sdKwh?: number;
  /** 10th and 90th percentiles in kWh per 1000 inferences, where the study gives configurations. */
  readonly percentilesKwh?: readonly [p10: number, p90: number];
  /** Models in the mean. */
  readonly models?: number;
  /** Mean wall time of one inference in s. */
  readonly secondsPerInference?: number;
}

/** Mean, sd and median in kWh per 1000 inferences over models, and the sd of their natural logarithms. */
interface ModelScatter {
  readonly mean: number;
  readonly sd: number;
  readonly median: number;
  readonly logSd: number;
}

interface StudiedTask {
  readonly task: Task;
  /** The study's own name for it. */
  readonly name: string;
  readonly workload: string;
  readonly models: number;
  readonly secondsPerInference: number;
  readonly node: ModelScatter;
  readonly share: ModelScatter;
}

/**
 * Luccioni, Jernite & Strubell (2024), recomputed model by model from the logs that they published. Only energies are
 * kept: the study's grams stand at 138.75 g/kWh (median over its 13,370 log rows), while its text says 297.6.
 *
 * `node` is what was published: CodeCarbon counted all eight GPUs, all memory (430.8 W) and the processor constant
 * (42.5 W), although one GPU worked. `share` is derived from the same logs, per model: GPU energy, less seven cards
 * at their idle floor (451.3 W ÷ 8 each), plus an eighth of memory and processor; it is 3.1 to 5.7 times lower.
 * The vision rows are of the resized images. Image generation holds the ten models of the logs; the paper's Table 2
 * (2.907) leaves two of them out.
 */
const LUCCIONI_2024: readonly StudiedTask[] = [
  {
    task: "text-classification",
    name: "text-classification",
    workload: "one short review or sentence",
    models: 8,
    secondsPerInference: 0.008288,
    node: { mean: 0.002292, sd: 0.0009861, median: 0.002351, logSd: 0.389 },
    share: { mean: 0.000462, sd: 0.0002265, median: 0.0004569, logSd: 0.441 },
  },
  {
    task: "question-answering",
    name: "extractive-qa",
    workload: "one question on one passage, extractive",
    models: 8,
    secondsPerInference: 0.01179,
    node: { mean: 0.003281, sd: 0.001642, median: 0.002805, logSd: 0.517 },
    share: { mean: 0.0006619, sd: 0.0003872, median: 0.0005185, logSd: 0.607 },
  },
  {
    task: "fill-mask",
    name: "masked-language-modeling",
    workload: "one masked sentence",
    models: 8,
    secondsPerInference: 0.01253,
    node: { mean: 0.003379, sd: 0.001126, median: 0.003003, logSd: 0.334 },
    share: { mean: 0.0006, sd: 0.0002059, median: 0.0005227, logSd: 0.343 },
  },
  {
    task: "token-classification",
    name: "token-classification",
    workload: "one sentence",
    models: 8,
    secondsPerInference: 0.01304,
    node: { mean: 0.00358, sd: 0.00159, median: 0.002953, logSd: 0.455 },
    share: { mean: 0.0006853, sd: 0.0003605, median: 0.0005142, logSd: 0.532 },
  },
  {
    task: "image-classification",
    name: "image-classification",
    workload: "one resized image",
    models: 8,
    secondsPerInference: 0.02616,
    node: { mean: 0.007074, sd: 0.001132, median: 0.006988, logSd: 0.152 },
    share: { mean: 0.001232, sd: 0.0003237, median: 0.001172, logSd: 0.232 },
  },
  {
    task: "object-detection",
    name: "object-detection",
    workload: "one resized image",
    models: 8,
    secondsPerInference: 0.1287,
    node: { mean: 0.03775, sd: 0.02864, median: 0.02827, logSd: 0.605 },
    share: { mean: 0.008854, sd: 0.008198, median: 0.00599, logSd: 0.697 },
  },
  {
    task: "text-generation",
    name: "text-generation",
    workload: "10 tokens written by a model of up to a few billion parameters",
    models: 8,
    secondsPerInference: 0.1645,
    node: { mean: 0.0469, sd: 0.02836, median: 0.04222, logSd: 0.627 },
    share: { mean: 0.00998, sd: 0.00721, median: 0.008349, logSd: 0.728 },
  },
  {
    task: "summarization",
    name: "summarization",
    workload: "a summary of 15 tokens at most",
    models: 8,
    secondsPerInference: 0.1803,
    node: { mean: 0.04919, sd: 0.01634, median: 0.05402, logSd: 0.366 },
    share: { mean: 0.008716, sd: 0.003331, median: 0.009498, logSd: 0.424 },
  },
  {
    task: "image-to-text",
    name: "image-captioning",
    workload: "one caption of one resized image",
    models: 8,
    secondsPerInference: 0.2171,
    node: { mean: 0.06298, sd: 0.0233, median: 0.05826, logSd: 0.401 },
    share: { mean: 0.01426, sd: 0.006862, median: 0.01192, logSd: 0.49 },
  },
  {
    task: "text-to-image",
    name: "image-generation",
    workload: "one image from a prompt, diffusion",
    models: 10,
    secondsPerInference: 7.805,
    node: { mean: 2.586, sd: 3.185, median: 1.341, logSd: 0.816 },
    share: { mean: 0.8322, sd: 1.051, median: 0.4256, logSd: 0.836 },
  },
];

function luccioniRow(study: StudiedTask, rung: "node" | "share"): ReferenceRateRow {
  const scatter = study[rung];
  return {
    id: `rate/luccioni-2024/${study.name}/${rung}`,
    task: study.task,
    rung,
    workload: `${study.workload}; batch of 1 on one A100 of an 8 × A100 node`,
    centre: "mean",
    value: scatter.mean,
    unit: "kWh/1000",
    medianKwh: scatter.median,
    sdKwh: scatter.sd,
    models: study.models,
    secondsPerInference: study.secondsPerInference,
    year: 2024,
    spread: predictionFactor(scatter.logSd, study.models),
    source: {
      title: `Luccioni, Jernite & Strubell 2024, Power Hungry Processing; recomputed from its logs (sashavor/co2_inference)${rung === "share" ? ", one-GPU share derived" : ""}`,
      url: "https://arxiv.org/abs/2311.16863",
    },
    licence: "MIT",
    retrieved: RETRIEVED,
  };
}

/** One request in Wh over all configurations (model, precision, number of GPUs, batch). Wh each = kWh per 1000. */
interface ServedTask {
  readonly task: Task;
  readonly name: string;
  readonly workload: string;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

const ML_ENERGY: readonly ServedTask[] = [
  {
    task: "text-generation",
    name: "chat",
    workload: "one chat reply of some hundred tokens",
    p10: 0.021,
    p50: 0.069,
    p90: 0.437,
  },
  {
    task: "text-generation",
    name: "reasoning",
    workload: "one reasoned answer (GPQA) of some thousand tokens",
    p10: 0.041,
    p50: 0.303,
    p90: 7.25,
  },
  {
    task: "image-text-to-text",
    name: "image-chat",
    workload: "one reply about an image",
    p10: 0.041,
    p50: 0.135,
    p90: 0.674,
  },
  {
    task: "video-text-to-text",
    name: "video-chat",
    workload: "one reply about a video",
    p10: 0.029,
    p50: 0.169,
    p90: 0.744,
  },
  {
    task: "text-to-image",
    name: "image",
    workload: "one image from a prompt",
    p10: 0.23,
    p50: 0.935,
    p90: 2.68,
  },
  {
    task: "text-to-video",
    name: "video",
    workload: "one video from a prompt",
    p10: 17.7,
    p50: 95,
    p90: 333,
  },
];

function mlEnergyRow(served: ServedTask): ReferenceRateRow {
  return {
    id: `rate/ml-energy-2026/${served.name}/device`,
    task: served.task,
    rung: "device",
    workload: `${served.workload}; served on 1 to 8 H100, all batch sizes`,
    centre: "median",
    value: served.p50,
    unit: "kWh/1000",
    medianKwh: served.p50,
    percentilesKwh: [served.p10, served.p90],
    year: 2026,
    spread: percentileFactor(served.p10, served.p90),
    source: {
      title: "ML.ENERGY Leaderboard (Zeus/NVML, GPU only), percentiles over configurations, read 2026-02-16",
      url: "https://ml.energy/leaderboard",
    },
    licence: "facts",
    retrieved: "2026-02-16",
  };
}

/** Every published rate; within a task and rung, the usual workload first. */
export const REFERENCE_RATES: readonly ReferenceRateRow[] = [
  ...LUCCIONI_2024.map((study) => luccioniRow(study, "share")),
  ...LUCCIONI_2024.map((study) => luccioniRow(study, "node")),
  ...ML_ENERGY.map(mlEnergyRow),
];

/**
 * From one study's node and habits to somebody else's: other card, batch, length. Own judgement: the factor 2 that a
 * token model of open weights is given. ML.ENERGY's percentiles already range over batch and size, and need it less,
 * but they are of one card too.
 */
export const RATE_TRANSFER: Factor<"1"> = {
  id: "rate/transfer",
  value: 1,
  unit: "1",
  year: 2026,
  spread: 2,
  source: { title: "own judgement: a published rate used for another deployment", url: "" },
  licence: "Apache-2.0",
  retrieved: RETRIEVED,
};
