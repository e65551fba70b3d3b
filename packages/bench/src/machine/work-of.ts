/**
 * From what was metered to what core calls work: which meter speaks for which chip, and how far it is trusted
 * (methodology M31–M34).
 * @module
 */
import {
  cardProduction,
  cpuPower,
  doubted,
  exact,
  gigabytes,
  joules,
  noisy,
  product,
  seconds,
  uncertain,
} from "@gramme/core";
import type {
  Allocation,
  Assumption,
  Estimate,
  Factor,
  MeteredProcessor,
  Processor,
  Seconds,
  Work,
} from "@gramme/core";
import type { Machine } from "./machine.ts";

/** A mean over replicates. */
export interface Mean {
  readonly value: number;
  /** Its scatter over replicates, as a 90 % factor. */
  readonly scatter90: number;
}

/** Means over the replicates of one workload, per functional unit. */
export interface Metered {
  readonly wallS: Mean;
  readonly cpuS?: Mean;
  /** J of the CPU package by RAPL. */
  readonly cpuJ?: Mean;
  /** J of memory by RAPL. */
  readonly memoryJ?: Mean;
  /** J by NVML. */
  readonly gpuJ?: Mean;
}

/** Doubt of all that was metered, under one name. */
export interface MeteredDoubt {
  /** Its spread is that of CPU time and energies. */
  readonly factor: Factor<"1">;
  /** Spread of wall time, where it is another; idle power, memory and production go with it. */
  readonly timeSpread?: number;
}

/** How far a component's own meter is trusted. */
const METER: Readonly<Record<"rapl" | "nvml", Factor<"1">>> = {
  rapl: {
    id: "meter/rapl",
    value: 1,
    unit: "1",
    year: 2023,
    spread: 1.1,
    source: {
      title:
        "Jay et al. 2023, An experimental comparison of software-based power meters: RAPL-based tools agree",
      url: "https://doi.org/10.1109/CCGrid57682.2023.00020",
    },
    licence: "facts",
    retrieved: "2026-11-23",
  },
  nvml: {
    id: "meter/nvml",
    value: 1,
    unit: "1",
    year: 2024,
    spread: 1.1,
    source: {
      title:
        "Yang et al. 2024, Part-time Power Measurements: nvidia-smi ±5 %, samples 25 % of run time on A100 and H100",
      url: "https://arxiv.org/abs/2312.02741",
    },
    licence: "facts",
    retrieved: "2026-11-23",
  },
};

/** Threads that are busy where nothing but time is known: between one and all of n, so √n within ×√n (M33). */
function busyUnknown(threads: number): Factor<"1"> {
  return {
    id: "meter/time-only",
    value: Math.sqrt(threads),
    unit: "1",
    year: 2026,
    spread: Math.max(2, Math.sqrt(threads)),
    source: { title: "own judgement: between one busy thread and all of them", url: "" },
    licence: "",
    retrieved: "2026-11-23",
  };
}

/**
 * The work of a metered run on a machine.
 * @param doubts what is doubted of all that was metered, time and energies alike: extrapolation, other work
 */
export function workOf(metered: Metered, machine: Machine, doubts: readonly MeteredDoubt[] = []): Work {
  const duration = durationOf(metered, doubts);
  const { gpuJ, memoryJ } = metered;
  const stretch = (processor: Processor): Processor => stretched(processor, doubts);
  const memory = memoryJ === undefined ? undefined : meteredBy("rapl", memoryJ).energy;
  return {
    duration,
    cpu: unmeteredGpus(machine, gpuJ, stretch(cpuOf(metered, machine, duration))),
    ...(gpuJ === undefined ? {} : { gpu: stretch(meteredBy("nvml", gpuJ)) }),
    ...(memory === undefined ? {} : { memoryEnergy: withDoubts(memory, doubts) }),
    memory: exact(gigabytes(machine.memoryGb)),
  };
}

/** Time has the scatter of the replicates too: idle power, memory and production go with it. */
function durationOf({ wallS }: Metered, doubts: readonly MeteredDoubt[]): Estimate<Seconds> {
  return doubts.reduce(
    (doubtful, { factor, timeSpread }) => doubted(doubtful, factor.id, timeSpread ?? factor.spread),
    noisy(seconds(wallS.value), wallS.scatter90),
  );
}

function withDoubts<Q extends number>(estimate: Estimate<Q>, doubts: readonly MeteredDoubt[]): Estimate<Q> {
  return doubts.reduce((doubtful, { factor }) => doubted(doubtful, factor.id, factor.spread), estimate);
}

/** GPUs that are there and tell no power are not in the figure, and the figure says so. */
function unmeteredGpus(machine: Machine, gpuJ: Mean | undefined, cpu: Processor): Processor {
  if (gpuJ !== undefined || machine.gpus.length === 0) return cpu;
  const assumption: Assumption = {
    code: "gpu-unmetered",
    text: `${machine.gpus.map(({ name }) => name).join(", ")}: no power reading; GPU energy is NOT in the figure`,
  };
  return cpu.kind === "metered"
    ? { ...cpu, assumptions: [...cpu.assumptions, assumption] }
    : { ...cpu, power: { ...cpu.power, assumptions: [...cpu.power.assumptions, assumption] } };
}

function stretched(processor: Processor, doubts: readonly MeteredDoubt[]): Processor {
  if (processor.kind === "metered") {
    return {
      ...processor,
      energy: withDoubts(processor.energy, doubts),
      factors: [...processor.factors, ...doubts.map(({ factor }) => factor)],
    };
  }
  const { power } = processor;
  return {
    ...processor,
    busy: withDoubts(processor.busy, doubts),
    power: { ...power, factors: [...power.factors, ...doubts.map(({ factor }) => factor)] },
  };
}

function meteredBy(meter: "rapl" | "nvml", { value, scatter90 }: Mean): MeteredProcessor {
  const factor = METER[meter];
  const assumption: Assumption = {
    code: "meter-includes-idle",
    text: `${meter === "rapl" ? "RAPL reads the whole CPU package" : "NVML reads whole GPUs"}: idle power and other work are in the figure`,
  };
  return {
    kind: "metered",
    energy: product(joules, [noisy(joules(value), scatter90), uncertain(1, factor.id, factor.spread)]),
    factors: [factor],
    assumptions: [assumption],
  };
}

function cpuOf(metered: Metered, machine: Machine, duration: Estimate<Seconds>): Processor {
  if (metered.cpuJ !== undefined) return meteredBy("rapl", metered.cpuJ);
  const power = cpuPower(machine.cpu);
  const allocated: Estimate<Seconds> = {
    value: seconds(duration.value * machine.threads),
    spread: duration.spread,
  };
  if (metered.cpuS !== undefined) {
    const { value, scatter90 } = metered.cpuS;
    return { kind: "modelled", power, busy: noisy(seconds(value), scatter90), allocated };
  }
  const busy = busyUnknown(machine.threads);
  const assumption: Assumption = {
    code: "usage-default",
    text: `nothing here tells CPU time: ${busy.value.toFixed(1)} of ${machine.threads} threads taken as busy`,
  };
  return {
    kind: "modelled",
    power: {
      ...power,
      tier: "rated",
      factors: [...power.factors, busy],
      assumptions: [...power.assumptions, assumption],
    },
    busy: uncertain(seconds(duration.value * busy.value), busy.id, busy.spread),
    allocated,
  };
}

/** What is allocated to a run on this machine (M34): all of it that the run may use. */
export function allocationOf(
  metered: Metered,
  machine: Machine,
  doubts: readonly MeteredDoubt[] = [],
): Allocation {
  const [gpu] = machine.gpus;
  return {
    duration: durationOf(metered, doubts),
    threads: machine.threads,
    ...(machine.hostThreads === undefined ? {} : { hostThreads: machine.hostThreads }),
    ...(isPersonal(machine) ? { personal: true } : {}),
    memory: exact(gigabytes(machine.memoryGb)),
    ...(gpu === undefined || metered.gpuJ === undefined
      ? {}
      : { gpus: { count: machine.gpus.length, card: cardProduction(gpu.card) } }),
  };
}

function isPersonal({ cpu, hostThreads }: Machine): boolean {
  return cpu.kind === "model" && cpu.cpu.segment !== "server" && hostThreads !== undefined;
}
