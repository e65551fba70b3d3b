/**
 * What ran, on what: the input of the energy ladder, whether it was measured or declared.
 * @module
 */
import type { Assumption } from "../assumption.ts";
import type { Estimate } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import type { Gigabytes, Joules, Seconds, Watts } from "../units.ts";
import type { SourceTier } from "./tier.ts";

/** Power of one unit of a processor (a hardware thread, a GPU), idle and busy. */
export interface ProcessorPower {
  readonly idle: Estimate<Watts>;
  readonly busy: Estimate<Watts>;
  /** `plug`: of the whole server, power supply and fans included (SPECpower); `chip`: of the package (TDP). */
  readonly at: "plug" | "chip";
  readonly tier: SourceTier;
  readonly factors: readonly Factor[];
  readonly assumptions: readonly Assumption[];
}

/** A processor whose energy follows from busy time and a power model. */
export interface ModelledProcessor {
  readonly kind: "modelled";
  readonly power: ProcessorPower;
  /** Unit-seconds that were busy: CPU-seconds, GPU-seconds × utilisation. */
  readonly busy: Estimate<Seconds>;
  /** Unit-seconds that were allocated to the work, busy or idle. */
  readonly allocated: Estimate<Seconds>;
}

/** A processor whose own meter was read over the work. Idle time is inside the reading. */
export interface MeteredProcessor {
  readonly kind: "metered";
  readonly energy: Estimate<Joules>;
  readonly factors: readonly Factor[];
  readonly assumptions: readonly Assumption[];
}

/** One processor's part in the work. */
export type Processor = ModelledProcessor | MeteredProcessor;

/** A piece of work, before it is placed anywhere. */
export interface Work {
  readonly duration: Estimate<Seconds>;
  readonly cpu?: Processor;
  readonly gpu?: Processor;
  /** Memory allocated to the work. */
  readonly memory?: Estimate<Gigabytes>;
  /** Energy of memory, where a meter of its own reads it; then nothing is modelled. */
  readonly memoryEnergy?: Estimate<Joules>;
}
