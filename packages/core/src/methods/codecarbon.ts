/**
 * CodeCarbon 3.3.0 as it works on a machine without RAPL (M48): cubic load curve on the TDP of the whole chip, memory
 * by a guess at the number of modules, PUE 1.
 * @module
 */
import type { Method, MethodAnswer, MethodInput } from "./method.ts";

const WATTS_PER_THREAD_UNKNOWN = 4;
const DIMM_W = 5;
const LEAST_RAM_W = 10;

/** Modules that the tool guesses for a size of memory, below its table of large servers. */
const DIMMS_UP_TO_GB: readonly (readonly [number, number])[] = [
  [2, 1],
  [16, 2],
  [64, 4],
  [128, 8],
];
const LARGE_DIMM_GB: readonly number[] = [128, 64, 32, 16, 8, 4];
const MOST_DIMMS = 32;

/** Watts of each module: full up to the 4th, then 0.9, 0.8 and 0.7 of it from the 5th, 9th and 17th on. */
const DISCOUNT_FROM: readonly (readonly [number, number])[] = [
  [16, 0.7],
  [8, 0.8],
  [4, 0.9],
  [0, 1],
];

/** Power in W that CodeCarbon gives to x86 memory of a size in GB. */
export function codecarbonRamPower(memoryGb: number): number {
  let power = 0;
  for (let module = 0; module < dimms(memoryGb); module += 1) {
    power += DIMM_W * (DISCOUNT_FROM.find(([from]) => module >= from)?.[1] ?? 1);
  }
  return Math.max(LEAST_RAM_W, power);
}

function dimms(memoryGb: number): number {
  const small = DIMMS_UP_TO_GB.find(([upTo]) => memoryGb <= upTo);
  if (small !== undefined) return small[1];
  const size = LARGE_DIMM_GB.find((gb) => gb <= memoryGb / 8) ?? memoryGb / 8;
  return Math.min(MOST_DIMMS, Math.ceil(memoryGb / size));
}

/** Power in W of a whole chip at a load of 0 to 1: TDP × (0.1 + 0.9 × load³). */
export function codecarbonCpuPower(tdpW: number, load: number): number {
  return tdpW * (0.1 + 0.9 * load ** 3);
}

function apply(input: MethodInput): MethodAnswer {
  if (input.gpu !== undefined) {
    return {
      applies: false,
      whyNot: "it reads a GPU's own energy counter; a described GPU has none to read",
    };
  }
  const { cpu } = input;
  if (cpu === undefined) return { applies: false, whyNot: "it wants a CPU" };
  const assumed: string[] = [];
  const { tdpW, load } = chip(cpu, assumed);
  if (input.pue === undefined) assumed.push("PUE 1");
  if (input.wueLPerKwh === undefined) assumed.push("WUE 0");
  const watts = codecarbonCpuPower(tdpW, load) + codecarbonRamPower(input.memoryGb);
  const energyKwh = (input.durationH * watts * (input.pue ?? 1) * input.multiplier) / 1000;
  return {
    applies: true,
    figures: {
      energyKwh,
      co2eG: energyKwh * input.gridGPerKwh,
      // the tool multiplies WUE by the energy after PUE
      also: { water_l: energyKwh * (input.wueLPerKwh ?? 0) },
      assumed,
    },
  };
}

function chip(
  cpu: NonNullable<MethodInput["cpu"]>,
  assumed: string[],
): { readonly tdpW: number; readonly load: number } {
  const { model } = cpu;
  if (model?.tdpW !== undefined) {
    // the tool multiplies by the number of sockets: as many as the cores need
    const sockets = Math.ceil(cpu.cores / model.cores);
    return { tdpW: model.tdpW * sockets, load: (cpu.cores / (model.cores * sockets)) * cpu.usage };
  }
  if (cpu.tdpPerCoreW !== undefined) return { tdpW: cpu.tdpPerCoreW * cpu.cores, load: cpu.usage };
  assumed.push(`unknown chip: ${WATTS_PER_THREAD_UNKNOWN} W a thread, one thread a core`);
  return { tdpW: WATTS_PER_THREAD_UNKNOWN * cpu.cores, load: cpu.usage };
}

/** CodeCarbon 3.3.0, without a power sensor. Golden: 8 GB 10 W, 64 GB 20 W, 1024 GB 38 W; load 0.5 of 100 W 21.25 W. */
export const codecarbon: Method = {
  id: "codecarbon",
  name: "CodeCarbon",
  version: "3.3.0",
  citation: {
    title: "CodeCarbon 3.3.0 (external/hardware.py, external/ram.py)",
    url: "https://github.com/mlco2/codecarbon",
    licence: "MIT",
  },
  counts: "whole chip by load, idle included, + memory modules; PUE 1 unless told; no production",
  apply,
};
