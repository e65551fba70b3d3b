/**
 * What is compared, and by whose gramme.yml: base's, so that a change cannot make itself greener by asking for less.
 * @module
 */
import { basename, posix } from "node:path";
import type { WireConfig, WireConfigChange, WireWorkload } from "@gramme/core/wire";
import type { LoadedConfig } from "../config/load-config.ts";
import { parseConfig } from "../config/load-config.ts";
import { UserError } from "../config/user-error.ts";
import { git } from "../pairing/git.ts";
import { configChanges } from "./config-changes.ts";
import { chosenWorkloads } from "./setting.ts";

/** What a comparison does. */
export interface Plan {
  /** The configuration that counts: base's, or head's where base has none that can be read. */
  readonly config: WireConfig;
  /** Workloads of both arms. */
  readonly compared: readonly WireWorkload[];
  /** Those of them that head's own configuration describes in another way. */
  readonly redefined: ReadonlySet<string>;
  /** Workloads that are new in head: measured there alone. */
  readonly fresh: readonly WireWorkload[];
  readonly onlyIn: { readonly base: string[]; readonly head: string[] };
  /** What head's configuration makes different; absent where base has none. */
  readonly changes: WireConfigChange[] | undefined;
  /** Set-up of each arm: its own, since it is not measured and belongs to the tree that it prepares. */
  readonly setup: { readonly base: string | undefined; readonly head: string | undefined };
}

/**
 * The plan for `only` these workloads, or those of the gate, or all. Throws {@link UserError} if one of them is in
 * neither configuration.
 * @param text what base's configuration says; undefined when it has none
 */
export function planOf(head: LoadedConfig, text: string | undefined, only: readonly string[]): Plan {
  const base = text === undefined ? undefined : readable(text, head.file);
  const config = base ?? head.config;
  const setup = { base: config.setup, head: head.config.setup };
  if (base === undefined) {
    const compared = chosenWorkloads(config.workloads, wanted(only, config), head.file);
    return {
      config,
      compared,
      redefined: new Set(),
      fresh: [],
      onlyIn: { base: [], head: [] },
      changes: undefined,
      setup,
    };
  }
  const inBase = new Set(base.workloads.map(({ name }) => name));
  const inHead = new Set(head.config.workloads.map(({ name }) => name));
  const named = [...base.workloads, ...head.config.workloads.filter(({ name }) => !inBase.has(name))];
  const chosen =
    only.length > 0
      ? chosenWorkloads(named, only, head.file)
      : [...chosenWorkloads(base.workloads, wanted(only, base), head.file), ...freshOf(head.config, inBase)];
  const changes = configChanges(base, head.config);
  const redefined = base.workloads
    .map(({ name }) => name)
    .filter((name) => changes.some(({ path }) => path.startsWith(`workloads.${name}.`)));
  return {
    config,
    redefined: new Set(redefined),
    compared: chosen.filter(({ name }) => inBase.has(name) && inHead.has(name)),
    fresh: chosen.filter(({ name }) => !inBase.has(name)),
    onlyIn: {
      base: chosen.map(({ name }) => name).filter((name) => !inHead.has(name)),
      head: chosen.map(({ name }) => name).filter((name) => !inBase.has(name)),
    },
    changes,
    setup,
  };
}

function wanted(only: readonly string[], config: WireConfig): readonly string[] {
  return only.length > 0 ? only : (config.gate?.workloads ?? []);
}

/** New workloads that head's own gate compares. */
function freshOf(config: WireConfig, inBase: ReadonlySet<string>): readonly WireWorkload[] {
  const gate = config.gate?.workloads;
  return config.workloads.filter(
    ({ name }) => !inBase.has(name) && (gate === undefined || gate.includes(name)),
  );
}

function readable(text: string, file: string): WireConfig | undefined {
  try {
    return parseConfig(text, `${basename(file)} of base`);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Text of base's configuration, or undefined. */
export function baseConfigText(
  repository: string,
  commit: string,
  inside: string,
  file: string,
): string | undefined {
  try {
    return git(repository, ["show", `${commit}:${posix.join(inside, basename(file))}`]);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
