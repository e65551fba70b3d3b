/**
 * Decodes the compact rows of the CPU tables: what rows share is said once, above them.
 * @module
 */
import type { Cpu } from "./cpu.ts";
import type { CpuSegment } from "./microarchitecture.ts";
import { nameId } from "./name.ts";
import type { Provenance } from "./provenance.ts";

/** What the rows of one block share. `prefix` comes before each row's name. */
export interface CpuBlock extends Provenance {
  readonly vendor: string;
  readonly prefix: string;
  readonly segment: CpuSegment;
  readonly microarchitecture: string;
}

/** Name without the prefix, cores, threads, rated W (undefined: not published), year, other printed names. */
export type CpuTuple = readonly [
  name: string,
  cores: number,
  threads: number,
  tdpW: number | undefined,
  year: number,
  aliases?: readonly string[],
];

/** The CPUs of one block. */
export function cpuRows(block: CpuBlock, rows: readonly CpuTuple[]): readonly Cpu[] {
  const { prefix, ...shared } = block;
  return rows.map(([suffix, cores, threads, tdpW, year, aliases]) => {
    const name = `${prefix} ${suffix}`;
    return {
      id: nameId(name),
      name,
      ...shared,
      cores,
      threads,
      ...(tdpW !== undefined && { tdpW }),
      year,
      aliases: aliases ?? [],
    };
  });
}
