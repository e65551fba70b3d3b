/**
 * The CPUs of the catalogue: chips that servers, clouds and people's computers really had from 2012 to 2026.
 * @module
 */
import type { Source } from "../factor.ts";
import { AMD_CLIENT_CPUS } from "./cpu-amd-client.rows.ts";
import { AMD_SERVER_CPUS } from "./cpu-amd-server.rows.ts";
import { ARM_CPUS } from "./cpu-arm.rows.ts";
import { INTEL_CLIENT_CPUS } from "./cpu-intel-client.rows.ts";
import { INTEL_SERVER_CPUS } from "./cpu-intel-server.rows.ts";
import type { CpuSegment } from "./microarchitecture.ts";

/** One CPU, one package. */
export interface Cpu {
  /** kebab-case, stable: `xeon-gold-6248`, `epyc-7763`. */
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly segment: CpuSegment;
  /** Physical cores of one package. */
  readonly cores: number;
  /** Hardware threads of one package, as the operating system counts them. */
  readonly threads: number;
  /** Rated (thermal design) power of one package in W; absent where none is published. */
  readonly tdpW?: number;
  /** Id of its microarchitecture. */
  readonly microarchitecture: string;
  /** Year in which it came out. */
  readonly year: number;
  /** Other names that it is printed under. */
  readonly aliases: readonly string[];
  readonly source: Source;
  readonly licence: string;
  readonly retrieved: string;
}

/** Every CPU known, servers first. */
export const CPUS: readonly Cpu[] = [
  ...INTEL_SERVER_CPUS,
  ...AMD_SERVER_CPUS,
  ...ARM_CPUS,
  ...INTEL_CLIENT_CPUS,
  ...AMD_CLIENT_CPUS,
];
