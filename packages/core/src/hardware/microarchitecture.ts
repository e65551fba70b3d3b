/**
 * Microarchitectures: what is left of a CPU when a cloud hides its model, and what power curves are known for.
 * @module
 */
import type { Source } from "../factor.ts";
import { ARM_MICROARCHITECTURES, X86_MICROARCHITECTURES } from "./microarchitecture.rows.ts";
import { nameKey } from "./name.ts";

/** What a chip is built for. A power curve of servers says little of a laptop. */
export type CpuSegment = "server" | "desktop" | "laptop" | "embedded";

/** x86 signature, as `/proc/cpuinfo` prints it, in decimal. */
export interface X86Signature {
  readonly vendorId: string;
  readonly family: number;
  readonly models: readonly number[];
  /** First and last stepping, both included, where one model number covers several microarchitectures. */
  readonly steppings?: readonly [first: number, last: number];
}

/** Arm signature: "CPU implementer" and "CPU part" of `/proc/cpuinfo`. */
export interface ArmSignature {
  readonly implementer: number;
  readonly parts: readonly number[];
}

/** Power of a whole computer at the plug, shared over its hardware threads. */
export interface PowerCurve {
  readonly idleWattsPerThread: number;
  readonly busyWattsPerThread: number;
  /** Threads per core of the machines behind the curve: 2 where they ran with SMT. */
  readonly threadsPerCore: 1 | 2;
  /** Multiplicative 90 % factor. */
  readonly spread: number;
  /** The figures are those of another microarchitecture, for want of any. A rated power is then preferred. */
  readonly proxy: boolean;
  /** Kinds of chip for which the curve may speak. */
  readonly segments: readonly CpuSegment[];
  readonly year: number;
  readonly source: Source;
  readonly licence: string;
  readonly retrieved: string;
}

/** A microarchitecture, or the part of it that was sold under one code name. */
export interface Microarchitecture {
  /** kebab-case, stable: `sapphire-rapids`, `zen-3-epyc`. */
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** Year of the first product. */
  readonly year: number;
  readonly x86: readonly X86Signature[];
  readonly arm: readonly ArmSignature[];
  /** Printed names that tell the microarchitecture and no more: hypervisors' and some clouds' own. */
  readonly names: readonly string[];
  readonly curve?: PowerCurve;
  /** Source of the signatures. */
  readonly source: Source;
  readonly licence: string;
  readonly retrieved: string;
}

/** All microarchitectures. Where several match without a stepping, the first in this order is taken. */
export const MICROARCHITECTURES: readonly Microarchitecture[] = [
  ...X86_MICROARCHITECTURES,
  ...ARM_MICROARCHITECTURES,
];

const BY_ID: ReadonlyMap<string, Microarchitecture> = new Map(MICROARCHITECTURES.map((row) => [row.id, row]));

const BY_NAME: ReadonlyMap<string, Microarchitecture> = new Map(
  MICROARCHITECTURES.flatMap((row) =>
    row.names.map((name): [string, Microarchitecture] => [nameKey(name), row]),
  ),
);

/** The microarchitecture with this id. */
export function microarchitecture(id: string): Microarchitecture | undefined {
  return BY_ID.get(id);
}

/** The microarchitecture that a printed name tells: "AMD EPYC-Rome Processor", "Neoverse-N1". */
export function microarchitectureOfName(name: string): Microarchitecture | undefined {
  const key = nameKey(name);
  return key === "" ? undefined : BY_NAME.get(key);
}

/** Vendor, family, model and stepping, in decimal. */
export interface X86Id {
  readonly vendorId: string;
  readonly family: number;
  readonly model: number;
  readonly stepping?: number;
}

/** The microarchitecture of an x86 signature. Without a stepping, the commonest of those that share the model. */
export function microarchitectureOfX86(id: X86Id): Microarchitecture | undefined {
  const fits = (signature: X86Signature): boolean => {
    if (signature.vendorId !== id.vendorId || signature.family !== id.family) return false;
    if (!signature.models.includes(id.model)) return false;
    if (signature.steppings === undefined || id.stepping === undefined) return true;
    const [first, last] = signature.steppings;
    return id.stepping >= first && id.stepping <= last;
  };
  return MICROARCHITECTURES.find((row) => row.x86.some(fits));
}

/** The microarchitecture of an Arm core. */
export function microarchitectureOfArm(implementer: number, part: number): Microarchitecture | undefined {
  return MICROARCHITECTURES.find((row) =>
    row.arm.some((signature) => signature.implementer === implementer && signature.parts.includes(part)),
  );
}
