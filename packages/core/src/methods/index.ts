import { codecarbon } from "./codecarbon.ts";
import { ecologits } from "./ecologits.ts";
import { greenAlgorithms } from "./green-algorithms.ts";
import type { Method } from "./method.ts";

export * from "./codecarbon.ts";
export * from "./ecologits.ts";
export * from "./green-algorithms.ts";
export type * from "./method.ts";

/** Every published method that Gramme can set beside its own figure. */
export const METHODS: readonly Method[] = [greenAlgorithms, codecarbon, ecologits];
