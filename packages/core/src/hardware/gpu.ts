/**
 * The GPUs and other accelerators of the catalogue.
 * @module
 */
import type { Source } from "../factor.ts";
import { GPU_ROWS } from "./gpu.rows.ts";

/** One card or module. */
export interface Gpu {
  /** kebab-case, stable: `a100-sxm4-80gb`, `geforce-rtx-4090`. */
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** Rated power of the card or module in W: TDP, total board power, or the highest power that was measured. */
  readonly tdpW: number;
  /** Memory of the card in GB. */
  readonly memoryGb: number;
  /** How many devices the driver lists for one card: 2 for a K80, a MI250X. Power and production are shared out. */
  readonly devices: number;
  /** Power of an idle card in W, where somebody measured it and said so. */
  readonly idleW?: number;
  /** Year in which it came out. */
  readonly year: number;
  /** Other names that it is printed under. */
  readonly aliases: readonly string[];
  readonly source: Source;
  readonly licence: string;
  readonly retrieved: string;
}

/** Every GPU known, data centre first. */
export const GPUS: readonly Gpu[] = GPU_ROWS;
