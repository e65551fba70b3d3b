/**
 * GPUs and accelerators by name.
 * @module
 */
import { GPUS } from "./gpu.ts";
import type { Gpu } from "./gpu.ts";
import { found, nameIndex, nearestNames } from "./name-index.ts";
import type { NameIndex } from "./name-index.ts";

const INDEX: NameIndex<Gpu> = nameIndex(GPUS);

/**
 * The GPU of that name, as `nvidia-smi`, `rocm-smi`, a console or a person writes it. Undefined when it is not in the
 * catalogue, or when the name leaves the card open: "A100" is one of four cards of 250 to 400 W.
 */
export function findGpu(name: string): Gpu | undefined {
  return found(INDEX, name);
}

/** Names of at most `count` GPUs that a mistyped or unfinished name may mean, best first. */
export function suggestGpus(name: string, count = 3): string[] {
  return nearestNames(INDEX, name, count);
}
