/**
 * The chips that a described run names, looked up; a name in no catalogue is refused, unless its power is stated.
 * @module
 */
import { GrammeError } from "../error.ts";
import { findCpu, findGpu, suggestCpus, suggestGpus } from "../hardware/index.ts";
import type { Cpu, Gpu } from "../hardware/index.ts";

const UNKNOWN = "unknown";

/** The catalogue row of a named CPU; undefined where none was named, it is `unknown`, or its power is stated. */
export function namedCpu(model: string | undefined, stated: boolean, field = "cpu.model"): Cpu | undefined {
  if (model === undefined || model.trim().toLowerCase() === UNKNOWN) return undefined;
  const cpu = findCpu(model);
  if (cpu === undefined && !stated) {
    throw notFound("unknown-cpu", field, model, suggestCpus(model), "cpu.tdp_per_core_w");
  }
  return cpu;
}

/** The catalogue row of a named GPU; undefined where none was named, it is `unknown`, or its power is stated. */
export function namedGpu(model: string | undefined, stated: boolean, field = "gpu.model"): Gpu | undefined {
  if (model === undefined || model.trim().toLowerCase() === UNKNOWN) return undefined;
  const gpu = findGpu(model);
  if (gpu === undefined && !stated)
    throw notFound("unknown-gpu", field, model, suggestGpus(model), "gpu.tdp_w");
  return gpu;
}

function notFound(
  code: "unknown-cpu" | "unknown-gpu",
  field: string,
  found: string,
  suggestions: readonly string[],
  instead: string,
): GrammeError {
  const near = suggestions.length === 0 ? "." : `; did you mean ${suggestions.join(", ")}?`;
  return new GrammeError(
    code,
    `${field}: "${found}" is not in the catalogue${near} Give ${instead}, or write ${UNKNOWN}`,
    { field, found, suggestions, expected: `a name in the catalogue, ${instead}, or ${UNKNOWN}` },
  );
}
