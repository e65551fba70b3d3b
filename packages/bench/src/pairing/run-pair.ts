/**
 * One pair: a fresh process of each arm, never both at work at once.
 * @module
 */
import type { WireWorkload } from "@gramme/core/wire";
import type { Order } from "@gramme/core/comparison";
import { UserError } from "../config/user-error.ts";
import { twoSeats } from "../process/turns.ts";
import { runReplicate } from "../workload/replicate.ts";
import type { Replicate, ReplicateSetting } from "../workload/replicate.ts";
import type { Pairing } from "./pairing.ts";

/** Both arms of a workload. */
export interface Arms {
  /** Folder in which base's replicates run. */
  readonly base: string;
  readonly head: string;
}

/** Both replicates of a pair. */
export type PairOfReplicates = Readonly<Record<keyof Arms, Replicate>>;

/** A workload failed in one arm. */
export class ArmError extends UserError {
  readonly arm: keyof Arms;
  /** Pairs that had gone well before. */
  readonly goodPairs: number;

  constructor(arm: keyof Arms, cause: UserError, goodPairs: number = 0) {
    super(`in ${arm}: ${cause.message}`, cause.exitCode, { cause });
    this.arm = arm;
    this.goodPairs = goodPairs;
  }

  /** The same failure, after so many good pairs. */
  after(goodPairs: number): ArmError {
    const why = new UserError(
      `${(this.cause as UserError).message}\n(twice, after ${goodPairs} good ${goodPairs === 1 ? "pair" : "pairs"})`,
      this.exitCode,
      { cause: this },
    );
    return new ArmError(this.arm, why, goodPairs);
  }
}

/** Runs a replicate of one arm; throws {@link ArmError} if it fails. */
export async function runArm(
  workload: WireWorkload,
  arms: Arms,
  arm: keyof Arms,
  setting: ReplicateSetting,
): Promise<Replicate> {
  try {
    return await runReplicate(workload, arms[arm], setting);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new ArmError(arm, error);
  }
}

/** Runs one pair, `order` saying which arm begins. If one arm fails, the other is ended too. */
export async function runPair(
  workload: WireWorkload,
  arms: Arms,
  order: Order,
  pairing: Pairing,
  setting: ReplicateSetting,
): Promise<PairOfReplicates> {
  const [first, second] = order === "AB" ? (["base", "head"] as const) : (["head", "base"] as const);
  if (pairing.kind === "one-after-another") {
    const one = await runArm(workload, arms, first, setting);
    const other = await runArm(workload, arms, second, setting);
    return pairOf(first, one, other);
  }
  const failing = new AbortController();
  const signal =
    setting.signal === undefined ? failing.signal : AbortSignal.any([setting.signal, failing.signal]);
  const [firstSeat, secondSeat] = twoSeats(pairing.turnMs);
  const run = async (arm: keyof Arms, seat: typeof firstSeat): Promise<Replicate> => {
    try {
      return await runArm(workload, arms, arm, { ...setting, signal, seat });
    } catch (error) {
      failing.abort(error);
      throw error;
    }
  };
  const watched = setting.meters.otherWork?.();
  const ended = await Promise.allSettled([run(first, firstSeat), run(second, secondSeat)]);
  setting.signal?.throwIfAborted();
  const [one, other] = ended;
  // the first to fail is the reason; the other was ended for it
  if (one.status === "rejected" || other.status === "rejected") throw failing.signal.reason as Error;
  const pair = [one.value, other.value] as const;
  const cpuS = pair.map(({ whole }) => whole.cpuS).filter((value) => value !== undefined);
  // by turns, each is no other work to the other
  const bothS = cpuS.length < 2 ? undefined : cpuS.reduce((sum, value) => sum + value, 0);
  const otherWork = watched?.(bothS);
  if (otherWork === undefined) return pairOf(first, ...pair);
  // of what others did, an arm's own readings hold its part of the time
  const beside = (arm: Replicate): Replicate => ({
    ...arm,
    otherWork:
      otherWork.cpuS === undefined || bothS === undefined || bothS === 0
        ? otherWork
        : { ...otherWork, cpuS: (otherWork.cpuS * (arm.whole.cpuS ?? 0)) / bothS },
  });
  return pairOf(first, beside(pair[0]), beside(pair[1]));
}

function pairOf(first: keyof Arms, one: Replicate, other: Replicate): PairOfReplicates {
  return first === "base" ? { base: one, head: other } : { base: other, head: one };
}
