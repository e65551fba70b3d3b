/**
 * One workload, measured in both arms side by side until the verdict is clear (methodology M37, M40).
 * @module
 */
import type { Site } from "@gramme/core";
import { nextStep, pairOrder } from "@gramme/core/comparison";
import type { CompareOptions, Comparison, Order, Pair, Random } from "@gramme/core/comparison";
import type { WireWorkload } from "@gramme/core/wire";
import { EXIT, UserError } from "../config/user-error.ts";
import { withMemoryUse } from "../machine/free-memory.ts";
import type { Machine } from "../machine/machine.ts";
import { deviceJoules } from "../report/workload-figures.ts";
import type { Replicate, ReplicateSetting } from "../workload/replicate.ts";
import { choosePairing } from "./pairing.ts";
import type { Pairing } from "./pairing.ts";
import { ArmError, runArm, runPair } from "./run-pair.ts";
import type { Arms, PairOfReplicates } from "./run-pair.ts";

/** What the pairs gave. */
export interface PairedWorkload {
  readonly base: readonly Replicate[];
  readonly head: readonly Replicate[];
  /** Warm-ups, which count for nothing but cost, and for the cold start of a model. */
  readonly warmUps: readonly Replicate[];
  readonly pairing: Pairing;
  readonly comparison: Comparison;
  /** Whether it was ended from outside before the verdict was clear. */
  readonly cancelled: boolean;
}

/** What a comparison needs to know of its surroundings. */
export interface PairSetting extends ReplicateSetting {
  readonly machine: Machine;
  readonly site: Site;
  readonly options: CompareOptions;
  readonly maxPairs: number;
  /** How pairs are to run; by turns where that can be, when not said. */
  readonly pairing: Pairing["kind"] | undefined;
  readonly random: Random;
  /** `performance.now()` after which no further pair is begun. */
  readonly deadlineMs: number;
  readonly onPair: (done: number, comparison: Comparison) => void;
}

/**
 * One warm-up each, alone, then pairs: blocks ABBA in random order, both arms of a pair by turns where that can be.
 * Stops at the first look with a clear verdict, at the last look, at the deadline, or when it is cancelled; rejects
 * with the signal's reason if that was before the first pair was whole.
 */
export async function compareWorkload(
  workload: WireWorkload,
  arms: Arms,
  setting: PairSetting,
): Promise<PairedWorkload> {
  const first = await withMemoryUse(async () => await runArm(workload, arms, "base", setting));
  const second = await withMemoryUse(async () => await runArm(workload, arms, "head", setting));
  const warmUps = [first.value, second.value] as const;
  let pairing = choosePairing({
    wanted: setting.pairing,
    meters: setting.meters,
    memory: first.memory.taken > second.memory.taken ? first.memory : second.memory,
    wallS: Math.min(...warmUps.map(({ whole }) => whole.wallS)),
  });
  const taken: Record<keyof Arms, Replicate[]> = { base: [], head: [] };
  const pairs: Pair[] = [];
  let comparison: Comparison | undefined;
  for (const order of pairOrder(setting.maxPairs, setting.random)) {
    if (pairs.length > 0 && performance.now() > setting.deadlineMs) break;
    let pair: PairOfReplicates;
    try {
      pair = await runPair(workload, arms, order, pairing, setting);
    } catch (error) {
      if (setting.signal?.aborted === true && pairs.length > 0) break;
      if (!(error instanceof ArmError)) throw error;
      if (pairs.length > 0) pair = await onceMore(workload, arms, order, pairing, setting, pairs.length);
      else {
        if (pairing.kind !== "in-turns") throw error;
        // what runs well alone may want a port or a file for itself: then one after the other
        pairing = { kind: "one-after-another", why: "the two arms do not run well beside each other" };
        pair = await runPair(workload, arms, order, pairing, setting);
      }
    }
    for (const arm of ["base", "head"] as const) {
      sameMeters(workload.name, warmUps[0], pair[arm]);
      taken[arm].push(pair[arm]);
    }
    pairs.push({ base: joulesOf(taken.base, setting), head: joulesOf(taken.head, setting) });
    const step = nextStep(pairs, setting.options);
    comparison = step.comparison;
    setting.onPair(pairs.length, comparison);
    if (step.decided) break;
  }
  if (comparison === undefined) throw new RangeError("max-pairs must be at least 1");
  const { aborted = false } = setting.signal ?? {};
  return {
    base: withColdStart(taken.base, warmUps[0]),
    head: withColdStart(taken.head, warmUps[1]),
    warmUps,
    pairing,
    comparison,
    cancelled: aborted,
  };
}

/** A pair that failed after good ones is run once more; what fails twice is no accident. */
async function onceMore(
  workload: WireWorkload,
  arms: Arms,
  order: Order,
  pairing: Pairing,
  setting: PairSetting,
  goodPairs: number,
): Promise<PairOfReplicates> {
  try {
    return await runPair(workload, arms, order, pairing, setting);
  } catch (error) {
    throw error instanceof ArmError ? error.after(goodPairs) : error;
  }
}

/** By turns a cold start cannot be told: then it is the warm-up's, which ran alone. */
function withColdStart(replicates: readonly Replicate[], warmUp: Replicate): readonly Replicate[] {
  const { coldStart } = warmUp;
  return replicates.map((replicate) => ({
    ...replicate,
    ...(replicate.coldStart === undefined && coldStart !== undefined ? { coldStart } : {}),
  }));
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
