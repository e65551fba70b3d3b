/**
 * The hardware catalogue: which chip it is, what it draws, what it took to make.
 * @module
 */
export type { Cpu } from "./cpu.ts";
export { CPUS } from "./cpu.ts";
export type { CpuIdentity, CpuInfo } from "./cpu-info.ts";
export { parseCpuInfo } from "./cpu-info.ts";
export type { HardwareProduction } from "./embodied.ts";
export { cardProduction } from "./embodied.ts";
export { findCpu, suggestCpus } from "./find-cpu.ts";
export { findGpu, suggestGpus } from "./find-gpu.ts";
export type { Gpu } from "./gpu.ts";
export { GPUS } from "./gpu.ts";
export type { CpuFamilyMatch, CpuMatch, CpuModelMatch, CpuUnknown } from "./identify-cpu.ts";
export { cpusOf, identifyCpu } from "./identify-cpu.ts";
export type {
  ArmSignature,
  CpuSegment,
  Microarchitecture,
  PowerCurve,
  X86Id,
  X86Signature,
} from "./microarchitecture.ts";
export { microarchitecture, MICROARCHITECTURES } from "./microarchitecture.ts";
export { nameKey } from "./name.ts";
export type { CpuPowerSubject, HardwarePower, StatedCpu } from "./power.ts";
export { cpuPower, gpuPower } from "./power.ts";
