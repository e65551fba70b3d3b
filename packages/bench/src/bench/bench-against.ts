/**
 * Base against head, pair by pair: a verdict per workload.
 * @module
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { noiseFloor } from "@gramme/core/comparison";
import type { WireComparedWorkload, WireRunResult } from "@gramme/core/wire";
import type { LoadedConfig } from "../config/load-config.ts";
import { EXIT, UserError } from "../config/user-error.ts";
import { commitOf, git, isDirty, repositoryRoot } from "../pairing/git.ts";
import { prepare } from "../pairing/prepare.ts";
import { layOut, layOutWorkingTree } from "../pairing/worktree.ts";
import type { Worktree } from "../pairing/worktree.ts";
import { compareArms } from "./compare-arms.ts";
import type { Compared } from "./compare-arms.ts";
import { baseConfigText, planOf } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { openBench, withRuntime } from "./setting.ts";
import type { Bench, BenchOptions } from "./setting.ts";

/**
 * Lays out `base` and head side by side (head being the working tree, or `options.head`), prepares both, and compares
 * the workloads that both have, as base's configuration describes them; new ones are measured in head alone. A base
 * that cannot be prepared or run leaves head alone, and `base_error` says why.
 * Throws UserError for a revision that is not there, and for a set-up or workload that fails in head.
 */
export async function benchAgainst(
  loaded: LoadedConfig,
  base: string,
  options: BenchOptions,
): Promise<WireRunResult> {
  const { progress } = options;
  const repository = repositoryRoot(loaded.folder);
  const commit = commitOf(repository, base);
  // git's own answer: a path through a link is not where the repository says it is
  const inside = git(loaded.folder, ["rev-parse", "--show-prefix"]);
  const plan = planOf(loaded, baseConfigText(repository, commit, inside, loaded.file), options.only);
  if (plan.compared.length + plan.fresh.length === 0) {
    throw new UserError(`base and head have no workload in common in ${loaded.file}`, EXIT.usage);
  }
  const bench = openBench(plan.config, options.region);
  const head = commitOf(repository, options.head ?? "HEAD");
  const dirty = options.head === undefined && isDirty(repository);
  const trees: Worktree[] = [];
  const place = (tree: Worktree): string => {
    trees.push(tree);
    return join(tree.root, inside);
  };
  try {
    progress.step(`laying out ${base} and ${options.head ?? "the working tree"}`);
    const baseFolder = place(layOut(repository, commit, "base"));
    const headTree =
      options.head === undefined ? layOutWorkingTree(repository, "head") : layOut(repository, head, "head");
    const arms = { base: baseFolder, head: place(headTree) };
    if (!existsSync(arms.head)) {
      throw new UserError(`head has no folder ${inside}: there is nothing to measure in it`, EXIT.revision);
    }
    const result = await prepared(plan, arms, bench, options);
    const same = commit === head && !dirty;
    return {
      ...result,
      ...(same ? { comparisons: result.comparisons.map((compared) => withFloorSeen(compared)) } : {}),
      revision: { base: commit, head, dirty },
      ...(plan.changes === undefined || plan.changes.length === 0 ? {} : { config_changes: plan.changes }),
    };
  } finally {
    for (const tree of trees.toReversed()) tree.remove();
  }
}

/** Prepares both arms and compares them; without a base that can be prepared, head is measured alone. */
async function prepared(
  plan: Plan,
  arms: { readonly base: string; readonly head: string },
  bench: Bench,
  options: BenchOptions,
): Promise<WireRunResult> {
  const { progress, signal } = options;
  const setUp = async (arm: "base" | "head"): Promise<void> => {
    if (plan.setup[arm] !== undefined) progress.step(`set-up of ${arm}`);
    await prepare(plan.setup[arm], arms[arm], arm, signal);
  };
  let compared: Compared = plan;
  let baseError: string | undefined;
  try {
    if (!existsSync(arms.base)) throw new UserError("base does not have the folder of this gramme.yml");
    await setUp("base");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    baseError = error.message;
    compared = { compared: [], fresh: [...plan.compared, ...plan.fresh], onlyIn: plan.onlyIn };
  }
  await setUp("head");
  const workloads = [...plan.compared, ...plan.fresh];
  const equipped = await withRuntime(options, workloads, [arms.base, arms.head]);
  const result = await compareArms(plan.config, compared, arms, bench, equipped);
  return { ...result, ...(baseError === undefined ? {} : { base_error: baseError }) };
}

/** Pairs that give a floor its interval. */
const FEWEST_PAIRS = 6;

/** A comparison of two identical arms tells how far the machine alone makes them differ. */
function withFloorSeen(compared: WireComparedWorkload): WireComparedWorkload {
  const { base, head } = compared;
  const pairs = base.replicates.flatMap(({ device_j: joules }, index) => {
    const other = head.replicates[index]?.device_j;
    return other === undefined ? [] : [{ base: joules, head: other }];
  });
  return pairs.length < FEWEST_PAIRS ? compared : { ...compared, floor_seen: noiseFloor(pairs, 0).own };
}
