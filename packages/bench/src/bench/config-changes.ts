/**
 * What a change makes different in gramme.yml.
 * @module
 */
import type { WireConfig, WireConfigChange } from "@gramme/core/wire";

/** Settings by their path, workloads by name: `gate.threshold`, `workloads.digits.run`. */
function settings(config: WireConfig): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) walk(inner, path === "" ? key : `${path}.${key}`);
    } else if (value !== undefined) found.set(path, JSON.stringify(value));
  };
  const { workloads, ...rest } = config;
  walk(rest, "");
  for (const { name, ...workload } of workloads) walk(workload, `workloads.${name}`);
  return found;
}

/**
 * Every setting that differs, in the order of its path. Workloads that one side alone has are left out: they are
 * told by name.
 */
export function configChanges(base: WireConfig, head: WireConfig): WireConfigChange[] {
  const both = new Set(base.workloads.map(({ name }) => name));
  const shared = new Set(head.workloads.map(({ name }) => name).filter((name) => both.has(name)));
  const only = ({ workloads, ...rest }: WireConfig): WireConfig => ({
    ...rest,
    workloads: workloads.filter(({ name }) => shared.has(name)),
  });
  const [before, after] = [settings(only(base)), settings(only(head))];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .toSorted()
    .map((path) => {
      const [was, is] = [before.get(path), after.get(path)];
      return {
        path,
        ...(was === undefined ? {} : { base: was }),
        ...(is === undefined ? {} : { head: is }),
      };
    });
}
