/**
 * Workloads that base and head both have.
 * @module
 */
import { basename, posix } from "node:path";
import type { WireWorkload } from "@gramme/core/wire";
import { parseConfig } from "../config/load-config.ts";
import type { LoadedConfig } from "../config/load-config.ts";
import { UserError } from "../config/user-error.ts";
import { git } from "../pairing/git.ts";

/** Workloads of both arms, and those of one alone. */
export interface SharedWorkloads {
  readonly workloads: readonly WireWorkload[];
  readonly onlyIn: { readonly base: string[]; readonly head: string[] };
}

/**
 * The workloads of head that base's own configuration has too. A base without a readable configuration is taken to
 * have them all: then head's commands are simply run there.
 * @param inside path of the configuration's folder inside the repository, as git prints it
 */
export function sharedWorkloads(
  loaded: LoadedConfig,
  wanted: readonly WireWorkload[],
  repository: string,
  commit: string,
  inside: string,
): SharedWorkloads {
  const file = basename(loaded.file);
  let inBase: readonly string[];
  try {
    const text = git(repository, ["show", `${commit}:${posix.join(inside, file)}`]);
    inBase = parseConfig(text, `${file} of base`).workloads.map(({ name }) => name);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { workloads: wanted, onlyIn: { base: [], head: [] } };
  }
  const inHead = loaded.config.workloads.map(({ name }) => name);
  return {
    workloads: wanted.filter(({ name }) => inBase.includes(name)),
    onlyIn: {
      base: inBase.filter((name) => !inHead.includes(name)),
      head: wanted.map(({ name }) => name).filter((name) => !inBase.includes(name)),
    },
  };
}
