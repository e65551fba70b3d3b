/**
 * Base against the working tree, pair by pair: a verdict per workload.
 * @module
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "@gramme/core/comparison";
import type { WireComparedWorkload, WireConfig, WireRunResult } from "@gramme/core/wire";
import type { LoadedConfig } from "../config/load-config.ts";
import { EXIT, UserError } from "../config/user-error.ts";
import { compareWorkload } from "../pairing/compare-workload.ts";
import type { Arms } from "../pairing/compare-workload.ts";
import { commitOf, git, isDirty, repositoryRoot } from "../pairing/git.ts";
import { prepare } from "../pairing/prepare.ts";
import { layOut, layOutWorkingTree } from "../pairing/worktree.ts";
import { comparedWorkload } from "../report/compared-workload.ts";
import { ownCost } from "../report/own-cost.ts";
import { resultFrame } from "../report/result-frame.ts";
import type { Replicate } from "../workload/replicate.ts";
import { chosenWorkloads, openBench } from "./setting.ts";
import type { Bench, BenchOptions } from "./setting.ts";
import { sharedWorkloads } from "./shared-workloads.ts";
import type { SharedWorkloads } from "./shared-workloads.ts";

const MAX_PAIRS = 40;
const BUDGET_S = 600;

/**
 * Lays out `base` and the working tree side by side, prepares both, and compares the workloads that both have, as
 * the working tree's configuration describes them.
 * Throws UserError for a revision that is not there, and for a set-up or workload that fails in either arm.
 */
export async function benchAgainst(
  loaded: LoadedConfig,
  base: string,
  options: BenchOptions,
): Promise<WireRunResult> {
  const { progress } = options;
  const only = options.only.length > 0 ? options.only : (loaded.config.gate?.workloads ?? []);
  const wanted = chosenWorkloads(loaded.config.workloads, only, loaded.file);
  const repository = repositoryRoot(loaded.folder);
  const commit = commitOf(repository, base);
  // git's own answer: a path through a link is not where the repository says it is
  const inside = git(loaded.folder, ["rev-parse", "--show-prefix"]);
  const shared = sharedWorkloads(loaded, wanted, repository, commit, inside);
  if (shared.workloads.length === 0) {
    throw new UserError(`base and head have no workload in common in ${loaded.file}`, EXIT.usage);
  }
  const bench = openBench(loaded.config);
  const revision = { base: commit, head: git(repository, ["rev-parse", "HEAD"]), dirty: isDirty(repository) };
  progress.step(`laying out ${base} and the working tree`);
  const baseTree = layOut(repository, commit, "base");
  try {
    const headTree = layOutWorkingTree(repository, "head");
    try {
      const arms = { base: join(baseTree.root, inside), head: join(headTree.root, inside) };
      for (const arm of ["base", "head"] as const) {
        if (!existsSync(arms[arm])) {
          throw new UserError(
            `${arm} has no folder ${inside}: there is nothing to measure in it`,
            EXIT.revision,
          );
        }
        if (loaded.config.setup !== undefined) progress.step(`set-up of ${arm}`);
        await prepare(loaded.config.setup, arms[arm], arm);
      }
      return { ...(await compareArms(loaded.config, shared, arms, bench, options)), revision };
    } finally {
      headTree.remove();
    }
  } finally {
    baseTree.remove();
  }
}

/** Compares two folders that are both prepared. */
export async function compareArms(
  config: WireConfig,
  shared: SharedWorkloads,
  arms: Arms,
  bench: Bench,
  options: BenchOptions,
): Promise<WireRunResult> {
  const frame = resultFrame(bench);
  const random = seededRandom(options.seed);
  const from = performance.now();
  const end = from + (config.gate?.budget ?? BUDGET_S) * 1000;
  const maxPairs = config.gate?.["max-pairs"] ?? MAX_PAIRS;
  const all: Replicate[] = [];
  const comparisons: WireComparedWorkload[] = [];
  for (const [index, workload] of shared.workloads.entries()) {
    const now = performance.now();
    const paired = await compareWorkload(workload, arms, {
      ...bench.setting,
      meters: bench.meters,
      options: { threshold: config.gate?.threshold, noiseFloor: config.gate?.["noise-floor"], maxPairs },
      maxPairs,
      random,
      // what is left of the budget, shared among the workloads that are left
      deadlineMs: now + (end - now) / (shared.workloads.length - index),
      onPair: (done, { estimate }) =>
        options.progress.step(
          `${workload.name} (${index + 1} of ${shared.workloads.length}), pair ${done}, ${(estimate * 100).toFixed(1)} % so far`,
        ),
    });
    all.push(...paired.warmUps, ...paired.base, ...paired.head);
    comparisons.push(comparedWorkload(workload, paired, bench.setting));
  }
  return {
    ...frame,
    // the budget ended before the pairs that were asked for were there
    partial: comparisons.some(({ verdict, pairs }) => verdict === "inconclusive" && pairs < maxPairs),
    workloads: comparisons.map(({ head }) => head),
    comparisons,
    only_in: shared.onlyIn,
    own_cost: ownCost(all, (performance.now() - from) / 1000, bench.setting),
  };
}
