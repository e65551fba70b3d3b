/**
 * Which CPU is it? By its name where one is given, else by its signature, which tells the family alone.
 * @module
 */
import type { Cpu } from "./cpu.ts";
import { CPUS } from "./cpu.ts";
import type { CpuIdentity } from "./cpu-info.ts";
import { findCpu } from "./find-cpu.ts";
import type { Microarchitecture } from "./microarchitecture.ts";
import {
  microarchitecture,
  microarchitectureOfArm,
  microarchitectureOfName,
  microarchitectureOfX86,
} from "./microarchitecture.ts";

/** A chip of the catalogue. */
export interface CpuModelMatch {
  readonly kind: "model";
  readonly cpu: Cpu;
  readonly microarchitecture?: Microarchitecture;
}

/** The family of a chip whose model is hidden, and the chips that it may be. */
export interface CpuFamilyMatch {
  readonly kind: "family";
  readonly microarchitecture: Microarchitecture;
  readonly candidates: readonly Cpu[];
}

/** Not known, and why not, in one sentence. */
export interface CpuUnknown {
  readonly kind: "unknown";
  readonly reason: string;
}

export type CpuMatch = CpuModelMatch | CpuFamilyMatch | CpuUnknown;

/** The CPUs of the catalogue with this microarchitecture. */
export function cpusOf(id: string): readonly Cpu[] {
  return CPUS.filter((cpu) => cpu.microarchitecture === id);
}

function signed(identity: CpuIdentity): Microarchitecture | undefined {
  const { vendorId, family, model, stepping, implementer, part } = identity;
  if (vendorId !== undefined && family !== undefined && model !== undefined) {
    return microarchitectureOfX86({ vendorId, family, model, ...(stepping !== undefined && { stepping }) });
  }
  if (implementer !== undefined && part !== undefined) return microarchitectureOfArm(implementer, part);
  return undefined;
}

function hex(n: number | undefined): string {
  return n === undefined ? "?" : `0x${n.toString(16)}`;
}

function whyUnknown(identity: CpuIdentity): string {
  const { name, vendorId, family, model, stepping, implementer, part } = identity;
  const parts = [
    name === undefined ? "" : `"${name}"`,
    vendorId === undefined
      ? ""
      : `${vendorId} family ${family ?? "?"} model ${model ?? "?"} stepping ${stepping ?? "?"}`,
    implementer === undefined ? "" : `Arm implementer ${hex(implementer)} part ${hex(part)}`,
  ].filter((text) => text !== "");
  return parts.length === 0
    ? "neither a name nor a signature of the CPU is known"
    : `not in the catalogue: ${parts.join(", ")}`;
}

/**
 * The CPU behind a name, a signature or both. A full model name is believed over the signature, which hypervisors
 * mask; a bare one ("Intel(R) Xeon(R) Processor", "AMD EPYC-Rome Processor") gives the family, and deserves more doubt.
 */
export function identifyCpu(identity: CpuIdentity): CpuMatch {
  const { name } = identity;
  const cpu = name === undefined ? undefined : findCpu(name);
  if (cpu !== undefined) {
    const of = microarchitecture(cpu.microarchitecture);
    return { kind: "model", cpu, ...(of !== undefined && { microarchitecture: of }) };
  }
  const family = (name === undefined ? undefined : microarchitectureOfName(name)) ?? signed(identity);
  if (family !== undefined) {
    return { kind: "family", microarchitecture: family, candidates: cpusOf(family.id) };
  }
  return { kind: "unknown", reason: whyUnknown(identity) };
}
