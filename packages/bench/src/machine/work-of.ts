/**
 * From what was metered to what core calls work: which meter speaks for which chip, and how far it is trusted
 * (methodology M31–M34).
 * @module
 */
import {
  cardProduction,
  cpuPower,
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

/** Means over the replicates of one workload, per functional unit. */
export interface Metered {
  readonly wallS: number;
  readonly cpuS?: number;
  /** J by RAPL. */
  readonly cpuJ?: number;
  /** J by NVML. */
  readonly gpuJ?: number;
  /** Scatter of the mean over replicates, as a 90 % factor. */
  readonly scatter90: number;
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

/** Share of the threads taken as busy where nothing but time is known: between one thread and all of them (M33). */
const BUSY_UNKNOWN = 0.5;

/** The work of a metered run on a machine. */
export function workOf(metered: Metered, machine: Machine): Work {
  const duration = exact(seconds(metered.wallS));
  const gpu = metered.gpuJ === undefined ? undefined : meteredBy("nvml", metered.gpuJ, metered.scatter90);
  return {
    duration,
    cpu: cpuOf(metered, machine, duration),
    ...(gpu === undefined ? {} : { gpu }),
    memory: exact(gigabytes(machine.memoryGb)),
  };
}

function meteredBy(meter: "rapl" | "nvml", energyJ: number, scatter90: number): MeteredProcessor {
  const factor = METER[meter];
  const assumption: Assumption = {
    code: "meter-includes-idle",
    text: `${meter === "rapl" ? "RAPL reads the whole CPU package" : "NVML reads the whole GPU"}: idle power and other work are in the figure`,
  };
  return {
    kind: "metered",
    energy: product(joules, [noisy(joules(energyJ), scatter90), uncertain(1, factor.id, factor.spread)]),
    factors: [factor],
    assumptions: [assumption],
  };
}

function cpuOf(metered: Metered, machine: Machine, duration: Estimate<Seconds>): Processor {
  if (metered.cpuJ !== undefined) return meteredBy("rapl", metered.cpuJ, metered.scatter90);
  const power = cpuPower(machine.cpu);
  const allocated = exact(seconds(duration.value * machine.threads));
  if (metered.cpuS !== undefined) {
    return {
      kind: "modelled",
      power,
      busy: noisy(seconds(metered.cpuS), metered.scatter90),
      allocated,
    };
  }
  return {
    kind: "modelled",
    power: {
      ...power,
      tier: "rated",
      assumptions: [
        ...power.assumptions,
        {
          code: "usage-default",
          text: `nothing here tells CPU time: ${BUSY_UNKNOWN * 100} % of ${machine.threads} threads taken as busy`,
        },
      ],
    },
    busy: uncertain(seconds(allocated.value * BUSY_UNKNOWN), "meter/time-only", Math.max(2, machine.threads)),
    allocated,
  };
}

/** What is allocated to a run on this machine (M34): all of it that the run may use. */
export function allocationOf(metered: Metered, machine: Machine): Allocation {
  const [gpu] = machine.gpus;
  return {
    duration: exact(seconds(metered.wallS)),
    threads: machine.threads,
    ...(machine.hostThreads === undefined ? {} : { hostThreads: machine.hostThreads }),
    memory: exact(gigabytes(machine.memoryGb)),
    ...(gpu === undefined || metered.gpuJ === undefined
      ? {}
      : { gpus: { count: machine.gpus.length, card: cardProduction(gpu.card) } }),
  };
}
