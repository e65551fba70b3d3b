/**
 * A CPU that the user names, where the machine hides it.
 * @module
 */
import { findCpu, GrammeError, identifyCpu, suggestCpus } from "@gramme/core";
import type { CpuMatch } from "@gramme/core";

/** The chip of that name; undefined if none is named. Throws `unknown-cpu` with near misses. `unknown` is allowed. */
export function statedCpu(name: string | undefined): CpuMatch | undefined {
  if (name === undefined) return undefined;
  if (name.trim().toLowerCase() === "unknown") return { kind: "unknown", reason: "stated to be unknown" };
  const cpu = findCpu(name);
  if (cpu !== undefined) return identifyCpu({ name: cpu.name });
  const suggestions = suggestCpus(name);
  throw new GrammeError(
    "unknown-cpu",
    `machine.cpu: "${name}" is not in the catalogue${suggestions.length === 0 ? "" : `; did you mean ${suggestions.join(", ")}?`} (\`unknown\` is allowed)`,
    { field: "machine.cpu", found: name, suggestions },
  );
}
