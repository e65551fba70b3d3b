/**
 * CPUs by name.
 * @module
 */
import { CPUS } from "./cpu.ts";
import type { Cpu } from "./cpu.ts";
import { found, nameIndex, nearestNames } from "./name-index.ts";
import type { NameIndex } from "./name-index.ts";

/**
 * "E5-2683 v4" and "Gold 6248" need no "Xeon" before them. Bare figures do ("6980P"), as do all other brands.
 */
function withoutXeon(key: string): string | undefined {
  return /^xeon(?=[a-z])/.test(key) ? key.slice("xeon".length) : undefined;
}

const INDEX: NameIndex<Cpu> = nameIndex(CPUS, withoutXeon);

/**
 * The CPU of that name, as `/proc/cpuinfo`, a console or a person writes it: trademark signs, clock, core count, case
 * and spaces do not matter. Undefined when it is not in the catalogue, however near another comes.
 */
export function findCpu(name: string): Cpu | undefined {
  return found(INDEX, name);
}

/** Names of at most `count` CPUs that a mistyped name may mean, best first. */
export function suggestCpus(name: string, count = 3): string[] {
  return nearestNames(INDEX, name, count);
}
