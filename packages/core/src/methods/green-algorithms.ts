/**
 * Green Algorithms (M47; Lannelongue, Grealey & Inouye 2021): thermal design power of the cores used, plus memory,
 * times PUE. Energy formula of the web calculator, unchanged from v1.1 to v3.0; defaults are those of v3.0.
 * @module
 */
import type { Method, MethodAnswer, MethodInput } from "./method.ts";

const MEMORY_W_PER_GB = 0.3725;
/** Uptime Institute 2024, the calculator's default since v3.0; it was 1.67 up to v2.2. */
const PUE_UNKNOWN = 1.56;
const CPU_ANY_W_PER_CORE = 12;
const GPU_ANY_W = 200;
const TREE_MONTH_G = 11_000 / 12;
const CAR_EU_G_PER_KM = 175;

function apply(input: MethodInput): MethodAnswer {
  const assumed: string[] = [];
  const { cpu, gpu } = input;
  const cpuPower = cpu === undefined ? 0 : cpu.cores * cpu.usage * perCore(cpu, assumed);
  const gpuPower = gpu === undefined ? 0 : gpu.count * gpu.usage * perCard(gpu, assumed);
  if (input.pue === undefined) assumed.push(`PUE ${PUE_UNKNOWN}`);
  const watts = cpuPower + gpuPower + input.memoryGb * MEMORY_W_PER_GB;
  const energyKwh = (input.durationH * watts * (input.pue ?? PUE_UNKNOWN) * input.multiplier) / 1000;
  const co2eG = energyKwh * input.gridGPerKwh;
  return {
    applies: true,
    figures: {
      energyKwh,
      co2eG,
      also: { tree_months: co2eG / TREE_MONTH_G, car_eu_km: co2eG / CAR_EU_G_PER_KM },
      assumed,
    },
  };
}

function perCore(cpu: NonNullable<MethodInput["cpu"]>, assumed: string[]): number {
  if (cpu.tdpPerCoreW !== undefined) return cpu.tdpPerCoreW;
  const { model } = cpu;
  if (model?.tdpW !== undefined) return model.tdpW / model.cores;
  assumed.push(`${CPU_ANY_W_PER_CORE} W a core`);
  return CPU_ANY_W_PER_CORE;
}

function perCard(gpu: NonNullable<MethodInput["gpu"]>, assumed: string[]): number {
  if (gpu.tdpW !== undefined) return gpu.tdpW;
  if (gpu.model !== undefined) return gpu.model.tdpW;
  assumed.push(`${GPU_ANY_W} W a GPU`);
  return GPU_ANY_W;
}

/** Green Algorithms v3.0. Golden: the deck's example gives 2.28135 kWh and 1033.96 g. */
export const greenAlgorithms: Method = {
  id: "green-algorithms",
  name: "Green Algorithms",
  version: "3.0",
  citation: {
    title: "Lannelongue, Grealey & Inouye 2021, Green Algorithms, Advanced Science 8(12)",
    url: "https://doi.org/10.1002/advs.202100707",
    licence: "CC-BY-4.0",
  },
  counts: "TDP of the cores and GPUs used + memory, × PUE; no production, no idle",
  apply,
};
