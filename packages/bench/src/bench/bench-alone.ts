/**
 * The working tree measured alone: figures per workload.
 * @module
 */
import type { WireRunResult } from "@gramme/core/wire";
import type { LoadedConfig } from "../config/load-config.ts";
import { UserError } from "../config/user-error.ts";
import { commitOf, isDirty } from "../pairing/git.ts";
import { prepare } from "../pairing/prepare.ts";
import { compareArms } from "./compare-arms.ts";
import { chosenWorkloads, openBench, withRuntime } from "./setting.ts";
import type { BenchOptions } from "./setting.ts";

/** Measures the working tree, workload by workload. Throws UserError if a set-up or a workload fails. */
export async function benchAlone(loaded: LoadedConfig, options: BenchOptions): Promise<WireRunResult> {
  const { folder, config, file } = loaded;
  const workloads = chosenWorkloads(config.workloads, options.only, file);
  const bench = openBench(config, options.region);
  if (config.setup !== undefined) options.progress.step("set-up");
  await prepare(config.setup, folder, "the working tree", options.signal);
  const result = await compareArms(
    config,
    { compared: [], fresh: workloads },
    { base: folder, head: folder },
    bench,
    await withRuntime(options, workloads, [folder]),
  );
  const revision = revisionOf(folder);
  return { ...result, ...(revision === undefined ? {} : { revision }) };
}

/** The commit that was measured; undefined outside a repository, and in one without a commit. */
function revisionOf(folder: string): WireRunResult["revision"] {
  try {
    return { head: commitOf(folder, "HEAD"), dirty: isDirty(folder) };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
