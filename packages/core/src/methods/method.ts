/**
 * The frame for published methods: the same description of a run goes into each, so that a user sees what every
 * tool would have said of it, and why they differ. A method is reproduced as published, its defects included, and
 * says of itself what it counts.
 * @module
 */
import type { Cpu } from "../hardware/index.ts";
import type { Gpu } from "../hardware/index.ts";

/** A run, described in the units that people use, for any published method. */
export interface MethodInput {
  readonly durationH: number;
  readonly cpu?: {
    /** Catalogue row, where the chip is known. */
    readonly model?: Cpu;
    /** Physical cores given to the run. */
    readonly cores: number;
    /** 0 to 1. */
    readonly usage: number;
    readonly tdpPerCoreW?: number;
  };
  readonly gpu?: {
    readonly model?: Gpu;
    readonly count: number;
    /** 0 to 1. */
    readonly usage: number;
    readonly tdpW?: number;
  };
  readonly memoryGb: number;
  /** How often the work was run in all. */
  readonly multiplier: number;
  /** As stated by the user; each method has its own default. */
  readonly pue?: number;
  /** Grid intensity that all methods are given, so that they differ by their energy model alone. */
  readonly gridGPerKwh: number;
  readonly wueLPerKwh?: number;
  readonly tokens?: {
    readonly outputTokens: number;
    /** In 1e9. */
    readonly activeParamsB: number;
    /** In 1e9. */
    readonly totalParamsB: number;
    readonly latencyS?: number;
  };
}

/** What a published method says of a run. A published method gives one number, without an interval. */
export type MethodFigures = {
  readonly energyKwh: number;
  readonly co2eG: number;
  /** Other figures that the method prints, named with their unit. */
  readonly also?: Readonly<Record<string, number>>;
  /** What was taken because the run did not say, in the method's own defaults. */
  readonly assumed: readonly string[];
};

/** Figures, or why the method has none for such a run. */
export type MethodAnswer =
  | { readonly applies: true; readonly figures: MethodFigures }
  | { readonly applies: false; readonly whyNot: string };

/** One published method. */
export interface Method {
  /** kebab-case, stable. */
  readonly id: string;
  readonly name: string;
  /** Version of the tool or paper that was reproduced. */
  readonly version: string;
  readonly citation: { readonly title: string; readonly url: string; readonly licence: string };
  /** What it counts, in one line. */
  readonly counts: string;
  /** Pure; never throws for a valid input. */
  readonly apply: (input: MethodInput) => MethodAnswer;
}
