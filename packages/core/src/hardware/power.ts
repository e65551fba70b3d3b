/**
 * Power of CPUs and GPUs, idle and busy, with its doubt (methodology M14, M15). Best first: the measured curve of the
 * microarchitecture, the chip's rated power, another microarchitecture's curve, a default for an unknown chip.
 * @module
 */
import type { Assumption } from "../assumption.ts";
import { NODE_OVERHEAD } from "../energy/factors.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { product, scale, uncertain } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import { factorEstimate, statedFactor } from "../factor.ts";
import { ratio, watts } from "../units.ts";
import type { Watts } from "../units.ts";
import type { Cpu } from "./cpu.ts";
import type { Gpu } from "./gpu.ts";
import { cpusOf } from "./identify-cpu.ts";
import type { CpuMatch } from "./identify-cpu.ts";
import type { Microarchitecture, PowerCurve } from "./microarchitecture.ts";
import { microarchitecture } from "./microarchitecture.ts";
import {
  CPU_IDLE_RATIO,
  FAMILY_SPREAD,
  GPU_IDLE_RATIO,
  IDLE_READING_SPREAD,
  RATED_FAMILY_SPREAD,
  RATED_SPREAD,
  UNKNOWN_GPU_POWER,
  UNKNOWN_THREAD_POWER,
} from "./power.rows.ts";

/** Power of one unit: a hardware thread of a CPU, a GPU as the driver lists it. */
export interface HardwarePower {
  readonly idle: Estimate<Watts>;
  readonly busy: Estimate<Watts>;
  /** `plug`: a share of the whole computer, power supply, fans and memory included; `chip`: the package or card. */
  readonly at: "plug" | "chip";
  /** `modelled`: from a measured curve; `rated`: from rated power or a default. */
  readonly tier: "modelled" | "rated";
  readonly factors: readonly Factor[];
  readonly assumptions: readonly Assumption[];
}

/** A CPU whose rated power the user states. */
export interface StatedCpu {
  readonly kind: "stated";
  /** Rated power of one thread in W; of a core, if it is cores that are counted. */
  readonly tdpPerThreadW: number;
}

/** What `cpuPower` can work from. */
export type CpuPowerSubject = CpuMatch | Cpu | StatedCpu;

/**
 * Power of one hardware thread (M14). A curve gives `modelled` at the `plug` (spread 1.5; 1.7 or more for a family);
 * rated power ÷ threads gives `rated` at the `chip` (spread 2, idle 12 % of it); an unknown chip 4 W (spread 3). Idle
 * and busy of one chip share their doubt. Throws `invalid-number` on a stated power that is none.
 */
export function cpuPower(subject: CpuPowerSubject): HardwarePower {
  if (!("kind" in subject)) return modelPower(subject);
  if (subject.kind === "model") return modelPower(subject.cpu);
  if (subject.kind === "family") return familyPower(subject.microarchitecture, undefined);
  if (subject.kind === "unknown") return unknownCpuPower(subject.reason);
  return ratedPower(statedTdp("cpu/tdp", subject.tdpPerThreadW), 1, [
    { code: "cpu-from-tdp", text: `CPU power from the stated ${subject.tdpPerThreadW} W` },
  ]);
}

function modelPower(cpu: Cpu): HardwarePower {
  const of = microarchitecture(cpu.microarchitecture);
  const curve = of?.curve;
  const speaks = of !== undefined && curve !== undefined && curve.segments.includes(cpu.segment);
  if (speaks && !curve.proxy) {
    // One thread of a chip without SMT is a whole core: two threads of the curve's machines.
    const cores = Math.max(1, (curve.threadsPerCore * cpu.cores) / cpu.threads);
    return cpu.tdpW === undefined
      ? curvePower(of, curve, curve.spread, cores, [])
      : witnessedPower(of, curve, cores, cpu, cpu.tdpW);
  }
  if (cpu.tdpW !== undefined) {
    return ratedPower(tdpFactor(cpu, cpu.tdpW), 1 / cpu.threads, [
      {
        code: "cpu-from-tdp",
        text: `${cpu.name}: no power curve; rated ${cpu.tdpW} W over ${cpu.threads} threads`,
      },
    ]);
  }
  if (of === undefined) return unknownCpuPower(`no power is published of ${cpu.name}`);
  return familyPower(of, cpu);
}

/**
 * Two witnesses of one chip: the curve of its family, which mixes fast chips with many slow cores, and its own rated
 * power, brought to the plug. The centre lies between them, and the spread reaches both (M14).
 */
function witnessedPower(
  of: Microarchitecture,
  curve: PowerCurve,
  cores: number,
  cpu: Cpu,
  tdpW: number,
): HardwarePower {
  const rated = (tdpW / cpu.threads) * NODE_OVERHEAD.value;
  const apart = Math.sqrt(rated / (curve.busyWattsPerThread * cores));
  const spread = Math.max(curve.spread, apart, 1 / apart);
  const power = curvePower(of, curve, spread, cores * apart, []);
  return { ...power, factors: [...power.factors, tdpFactor(cpu, tdpW)] };
}

function tdpFactor(cpu: Cpu, tdpW: number): Factor<"W"> {
  return {
    id: `cpu/${cpu.id}/tdp`,
    value: tdpW,
    unit: "W",
    year: cpu.year,
    spread: RATED_SPREAD,
    source: cpu.source,
    licence: cpu.licence,
    retrieved: cpu.retrieved,
  };
}

/** Power of a chip of which the family alone says anything: `cpu` where the chip itself is known. */
function familyPower(of: Microarchitecture, cpu: Cpu | undefined): HardwarePower {
  const who =
    cpu === undefined ? `a CPU of the family ${of.name}` : `${cpu.name} (no rated power is published)`;
  const curve = of.curve;
  if (curve !== undefined && (cpu === undefined || curve.segments.includes(cpu.segment))) {
    const whose = curve.proxy ? "the curve of EPYC 2nd Gen for want of its own" : "the curve of its family";
    return curvePower(of, curve, Math.max(FAMILY_SPREAD, curve.spread), 1, [
      { code: "cpu-by-family", text: `${who}: ${whose}` },
    ]);
  }
  const typical = typicalTdp(of);
  if (typical === undefined) return unknownCpuPower(`${who}: no curve and no rated power`);
  return ratedPower(typical, 1, [
    {
      code: "cpu-by-family",
      text: `${who}: typical rated power of its family, ${typical.value} W per thread`,
    },
  ]);
}

/**
 * Median rated power per thread over the family's chips in this catalogue, in W to two digits; undefined when none
 * has a rated power.
 */
function typicalTdp(of: Microarchitecture): Factor<"W"> | undefined {
  const rated = cpusOf(of.id)
    .flatMap((cpu) => (cpu.tdpW === undefined ? [] : [cpu.tdpW / cpu.threads]))
    .toSorted((a, b) => a - b);
  const middle = rated[Math.floor((rated.length - 1) / 2)];
  if (middle === undefined) return undefined;
  return {
    id: `microarchitecture/${of.id}/tdp`,
    value: Math.round(middle * 100) / 100,
    unit: "W",
    year: of.year,
    spread: RATED_FAMILY_SPREAD,
    source: {
      title: `median rated power per thread of ${rated.length} chips of this catalogue: ${of.name}`,
      url: "",
    },
    licence: "facts of public specifications",
    retrieved: of.retrieved,
  };
}

function curvePower(
  of: Microarchitecture,
  curve: PowerCurve,
  spread: number,
  times: number,
  assumptions: readonly Assumption[],
): HardwarePower {
  const id = `microarchitecture/${of.id}/watts`;
  const { year, source, licence, retrieved } = curve;
  const row = (suffix: string, value: number): Factor<"W"> => ({
    id: `${id}${suffix}`,
    value,
    unit: "W",
    year,
    spread,
    source,
    licence,
    retrieved,
  });
  return {
    idle: uncertain(watts(curve.idleWattsPerThread * times), id, spread),
    busy: uncertain(watts(curve.busyWattsPerThread * times), id, spread),
    at: "plug",
    tier: "modelled",
    factors: [row("", curve.busyWattsPerThread), row("-idle", curve.idleWattsPerThread)],
    assumptions,
  };
}

/** Rated power × `share` when busy, and a fixed part of it when idle. */
function ratedPower(
  rated: Factor<"W">,
  share: number,
  assumptions: readonly Assumption[],
  idleRatio: Factor<"1"> = CPU_IDLE_RATIO,
): HardwarePower {
  const busy = scale(watts, factorEstimate(watts, rated), share);
  return {
    idle: product(watts, [busy, factorEstimate(ratio, idleRatio)]),
    busy,
    at: "chip",
    tier: "rated",
    factors: [rated, idleRatio],
    assumptions,
  };
}

/** What the user states is exact as a rating; that a chip draws its rating is not. */
function statedTdp(id: string, tdpW: number): Factor<"W"> {
  return statedFactor(id, watts(tdpW), "W", RATED_SPREAD);
}

function unknownCpuPower(reason: string): HardwarePower {
  const text = `CPU unknown (${reason}): ${UNKNOWN_THREAD_POWER.value} W per thread`;
  return ratedPower(UNKNOWN_THREAD_POWER, 1, [{ code: "cpu-unknown", text }]);
}

/**
 * Power of one GPU as the driver lists it (M15): busy is rated power (spread 2), idle what was measured on that card,
 * else 14 % of rated power. `undefined` is an unknown GPU: 200 W (spread 3).
 * @param statedTdpW rated power of one GPU in W, where the user states it: it is taken over the catalogue's
 * Throws `invalid-number` on a stated power that is none.
 */
export function gpuPower(gpu: Gpu | undefined, statedTdpW?: number): HardwarePower {
  if (statedTdpW !== undefined) return ratedPower(statedTdp("gpu/tdp", statedTdpW), 1, [], GPU_IDLE_RATIO);
  if (gpu === undefined) {
    const text = `GPU unknown: ${UNKNOWN_GPU_POWER.value} W`;
    return ratedPower(UNKNOWN_GPU_POWER, 1, [{ code: "gpu-unknown", text }], GPU_IDLE_RATIO);
  }
  const { id, idleW, year, source, licence, retrieved } = gpu;
  const shared = { unit: "W", year, source, licence, retrieved } as const;
  const tdp: Factor<"W"> = { id: `gpu/${id}/tdp`, value: gpu.tdpW, spread: RATED_SPREAD, ...shared };
  const power = ratedPower(tdp, 1 / gpu.devices, [], GPU_IDLE_RATIO);
  if (idleW === undefined) return power;
  const reading: Factor<"W"> = { id: `gpu/${id}/idle`, value: idleW, spread: IDLE_READING_SPREAD, ...shared };
  return {
    ...power,
    idle: scale(watts, factorEstimate(watts, reading), 1 / gpu.devices),
    factors: [tdp, reading],
  };
}
