/**
 * From a described run to work (methodology M21): what was said, and what is assumed where nothing was said.
 * @module
 */
import type { Assumption } from "../assumption.ts";
import type { ModelledProcessor, ProcessorPower, Work } from "../energy/work.ts";
import { exact, uncertain } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import type { Cpu } from "../hardware/index.ts";
import { cardProduction, cpuPower, gpuPower } from "../hardware/index.ts";
import { HOST_THREADS } from "../impact/embodied.rows.ts";
import type { Allocation } from "../impact/embodied.ts";
import { fromHours, gigabytes, seconds } from "../units.ts";
import type { Seconds } from "../units.ts";
import type { WireEstimateRequest } from "../wire/estimate-request.ts";
import { namedCpu, namedGpu } from "./chips.ts";

/** A described run as work and allocation. */
export interface DeclaredWork {
  readonly work: Work;
  readonly allocation: Allocation;
}

/** Seconds that the run took, once. */
export function durationOf(request: WireEstimateRequest): Seconds {
  return request.duration_s === undefined ? fromHours(request.duration_h ?? 0) : seconds(request.duration_s);
}

/**
 * Work of a described run, `multiplier` times over. Throws `unknown-cpu` or `unknown-gpu` for a chip that is in no
 * catalogue and whose power is not stated either.
 */
export function workOfRequest(request: WireEstimateRequest): DeclaredWork {
  const { cpu, gpu } = request;
  const duration = durationOf(request) * (request.multiplier ?? 1);
  const memory = exact(gigabytes(request.memory_gb));
  const chip = cpu === undefined ? undefined : namedCpu(cpu.model, cpu.tdp_per_core_w !== undefined);
  const card = gpu === undefined ? undefined : namedGpu(gpu.model, gpu.tdp_w !== undefined);
  const threads = cpu === undefined ? 0 : threadsOf(cpu.cores, chip);
  const hostThreads = hostThreadsOf(chip);
  return {
    work: {
      duration: exact(seconds(duration)),
      memory,
      ...(cpu === undefined
        ? {}
        : { cpu: processor(cpuPowerOf(cpu, chip), powered(cpu, threads), cpu.usage, duration) }),
      ...(gpu === undefined
        ? {}
        : {
            gpu: processor(
              cpu === undefined ? hostless(gpuPower(card, gpu.tdp_w)) : gpuPower(card, gpu.tdp_w),
              gpu.count,
              gpu.usage,
              duration,
            ),
          }),
    },
    allocation: {
      duration: exact(seconds(duration)),
      threads: cpu === undefined ? hostShare(gpu?.count ?? 0) : threads,
      memory,
      ...(hostThreads === undefined ? {} : { hostThreads }),
      ...(isPersonal(chip) ? { personal: true } : {}),
      ...(gpu === undefined ? {} : { gpus: { count: gpu.count, card: cardProduction(card) } }),
    },
  };
}

/** A GPU without a described CPU: its host works too, and that is not in the figure. */
function hostless(power: ProcessorPower): ProcessorPower {
  const assumption: Assumption = {
    code: "host-undescribed",
    text: "no CPU was described: the energy of the GPU's host is NOT in the figure, an eighth of its production is",
  };
  return { ...power, assumptions: [...power.assumptions, assumption] };
}

/** Hardware threads of the cores; one a core where the chip is not known. */
function threadsOf(cores: number, chip: Cpu | undefined): number {
  return chip === undefined ? cores : (cores * chip.threads) / chip.cores;
}

/** Servers of the last years have two sockets as a rule; everything else has one. */
function hostThreadsOf(chip: Cpu | undefined): number | undefined {
  return chip === undefined ? undefined : chip.threads * (chip.segment === "server" ? 2 : 1);
}

/** GPUs of one server, where nothing but the GPU is known: a GPU stands in a server too. */
const GPUS_PER_SERVER = 8;

function hostShare(gpus: number): number {
  return (HOST_THREADS.value * gpus) / GPUS_PER_SERVER;
}

function isPersonal(chip: Cpu | undefined): boolean {
  return chip !== undefined && chip.segment !== "server";
}

/** Usage that nobody stated: 1, as Green Algorithms takes it; two thirds of that is as likely (own judgement). */
const USAGE_DEFAULT: Factor<"1"> = {
  id: "usage/default",
  value: 1,
  unit: "1",
  year: 2021,
  spread: 1.5,
  source: {
    title: "Lannelongue et al. 2021: usage 1 unless known",
    url: "https://doi.org/10.1002/advs.202100707",
  },
  licence: "CC-BY-4.0",
  retrieved: "2026-11-23",
};

type RequestCpu = NonNullable<WireEstimateRequest["cpu"]>;

/** A stated TDP per core is power of a core, whatever threads it has; a curve is power of a thread. */
function powered(cpu: RequestCpu, threads: number): number {
  return cpu.tdp_per_core_w === undefined ? threads : cpu.cores;
}

function cpuPowerOf(cpu: RequestCpu, chip: Cpu | undefined): ProcessorPower {
  if (cpu.tdp_per_core_w !== undefined)
    return cpuPower({ kind: "stated", tdpPerThreadW: cpu.tdp_per_core_w });
  if (chip === undefined) return cpuPower({ kind: "unknown", reason: "no CPU model was given" });
  const power = cpuPower({ kind: "model", cpu: chip });
  const ratio = chip.threads / chip.cores;
  if (ratio === 1) return power;
  const assumption: Assumption = {
    code: "cpu-vcpus-per-core",
    text: `cores taken as physical: ${cpu.cores} of them are ${cpu.cores * ratio} hardware threads (vCPUs) of ${chip.name}`,
  };
  return { ...power, assumptions: [...power.assumptions, assumption] };
}

function processor(
  power: ProcessorPower,
  count: number,
  usage: number | undefined,
  duration: number,
): ModelledProcessor {
  const allocated = count * duration;
  const assumption: Assumption = { code: "usage-default", text: "usage not said: taken as 1, all the time" };
  return {
    kind: "modelled",
    power:
      usage === undefined
        ? {
            ...power,
            factors: [...power.factors, USAGE_DEFAULT],
            assumptions: [...power.assumptions, assumption],
          }
        : power,
    busy:
      usage === undefined
        ? uncertain(seconds(allocated), USAGE_DEFAULT.id, USAGE_DEFAULT.spread)
        : exact(seconds(allocated * usage)),
    allocated: exact(seconds(allocated)),
  };
}
