/**
 * One workload, measured in both arms side by side until the verdict is clear (methodology M37, M40).
 * @module
 */
import type { Site } from "@gramme/core";
import { nextStep, pairOrder } from "@gramme/core/comparison";
import type { CompareOptions, Comparison, Pair, Random } from "@gramme/core/comparison";
import type { WireWorkload } from "@gramme/core/wire";
import { EXIT, UserError } from "../config/user-error.ts";
import type { Machine } from "../machine/machine.ts";
import type { Meters } from "../meters/choose.ts";
import { deviceJoules } from "../report/workload-figures.ts";
import { runReplicate } from "../workload/replicate.ts";
import type { Replicate } from "../workload/replicate.ts";

/** Both arms of a workload. */
export interface Arms {
  /** Folder in which base's replicates run. */
  readonly base: string;
  readonly head: string;
}

/** What the pairs gave. */
export interface PairedWorkload {
  readonly base: readonly Replicate[];
  readonly head: readonly Replicate[];
  /** Warm-ups, which count for nothing but cost. */
  readonly warmUps: readonly Replicate[];
  readonly comparison: Comparison;
}

/** What a comparison needs to know of its surroundings. */
export interface PairSetting {
  readonly meters: Meters;
  readonly machine: Machine;
  readonly site: Site;
  readonly options: CompareOptions;
  readonly maxPairs: number;
  readonly random: Random;
  /** `performance.now()` after which no further pair is begun. */
  readonly deadlineMs: number;
  readonly onPair: (done: number, comparison: Comparison) => void;
}

/**
 * One warm-up each, then ABBA blocks in random order, one replicate after another, never at once. Stops at the first
 * look with a clear verdict, at the last look, or at the deadline; never before the first pair is whole.
 */
export async function compareWorkload(
  workload: WireWorkload,
  arms: Arms,
  setting: PairSetting,
): Promise<PairedWorkload> {
  const run = async (arm: keyof Arms): Promise<Replicate> => {
    try {
      return await runReplicate(workload, arms[arm], setting.meters);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`in ${arm}: ${error.message}`, error.exitCode, { cause: error });
    }
  };
  const warmUps = [await run("base"), await run("head")];
  const taken: Record<keyof Arms, Replicate[]> = { base: [], head: [] };
  const pairs: Pair[] = [];
  let comparison: Comparison | undefined;
  for (const order of pairOrder(setting.maxPairs, setting.random)) {
    if (pairs.length > 0 && performance.now() > setting.deadlineMs) break;
    for (const arm of order === "AB" ? (["base", "head"] as const) : (["head", "base"] as const)) {
      const replicate = await run(arm);
      sameMeters(workload.name, warmUps[0], replicate);
      taken[arm].push(replicate);
    }
    pairs.push({ base: joulesOf(taken.base, setting), head: joulesOf(taken.head, setting) });
    const step = nextStep(pairs, setting.options);
    comparison = step.comparison;
    setting.onPair(pairs.length, comparison);
    if (step.decided) break;
  }
  if (comparison === undefined) throw new RangeError("max-pairs must be at least 1");
  return { ...taken, warmUps, comparison };
}

const METERED = ["cpuS", "cpuJ", "memoryJ", "gpuJ"] as const;

/** A meter that fell out would look like a saving. */
function sameMeters(name: string, first: Replicate | undefined, replicate: Replicate): void {
  const lost = METERED.filter(
    (part) => (first?.counted[part] === undefined) !== (replicate.counted[part] === undefined),
  );
  if (lost.length === 0) return;
  throw new UserError(
    `workload "${name}": a meter came or went between replicates (${lost.join(", ")}): they cannot be compared`,
    EXIT.workload,
  );
}

function joulesOf(replicates: readonly Replicate[], setting: PairSetting): number {
  const last = replicates.at(-1);
  const energy = last === undefined ? Number.NaN : deviceJoules(last, setting.machine, setting.site);
  if (energy > 0) return energy;
  throw new UserError(
    `a replicate used too little to be metered (${last?.clock ?? "no clock"}): make the workload longer`,
    EXIT.workload,
  );
}
