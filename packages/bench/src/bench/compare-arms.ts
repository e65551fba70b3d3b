/**
 * Two folders that are both prepared, compared workload by workload.
 * @module
 */
import { seededRandom } from "@gramme/core/comparison";
import type { WireComparedWorkload, WireConfig, WireRunResult, WireWorkload } from "@gramme/core/wire";
import { UserError } from "../config/user-error.ts";
import { compareWorkload } from "../pairing/compare-workload.ts";
import { ArmError } from "../pairing/run-pair.ts";
import type { Arms } from "../pairing/run-pair.ts";
import { comparedWorkload } from "../report/compared-workload.ts";
import { ownCost } from "../report/own-cost.ts";
import { resultFrame } from "../report/result-frame.ts";
import { workloadFigures } from "../report/workload-figures.ts";
import { runReplicate, runShort } from "../workload/replicate.ts";
import { shortUnits } from "../workload/functional-unit.ts";
import type { Replicate } from "../workload/replicate.ts";
import type { Bench, BenchOptions } from "./setting.ts";

const MAX_PAIRS = 40;
const BUDGET_S = 600;

/** What to compare, and what is measured in head alone. */
export interface Compared {
  readonly compared: readonly WireWorkload[];
  /** Those that head's own configuration describes in another way than base's, which counts. */
  readonly redefined?: ReadonlySet<string>;
  readonly fresh?: readonly WireWorkload[];
  readonly onlyIn?: WireRunResult["only_in"];
}

/**
 * Compares two prepared folders. A workload that base cannot run is measured in head alone, and `base_error` says
 * why. Throws UserError if head cannot run one.
 */
export async function compareArms(
  config: WireConfig,
  { compared, redefined, fresh = [], onlyIn }: Compared,
  arms: Arms,
  bench: Bench,
  options: BenchOptions,
): Promise<WireRunResult> {
  const frame = resultFrame(bench);
  const random = seededRandom(options.seed);
  const from = performance.now();
  const end = from + (config.gate?.budget ?? BUDGET_S) * 1000;
  const maxPairs = config.gate?.["max-pairs"] ?? MAX_PAIRS;
  const { signal, spareRuntime } = options;
  const all: Replicate[] = [];
  const comparisons: WireComparedWorkload[] = [];
  const alone: WireRunResult["workloads"] = [];
  let baseError: string | undefined;
  const result = (): WireRunResult => {
    const why = partialWhy(comparisons, maxPairs, signal);
    return {
      ...frame,
      partial: why !== undefined,
      ...(why === undefined ? {} : { partial_why: why }),
      workloads: [...comparisons.map(({ head }) => head), ...alone],
      comparisons,
      ...(onlyIn === undefined ? {} : { only_in: onlyIn }),
      ...(baseError === undefined ? {} : { base_error: baseError }),
      own_cost: ownCost(all, (performance.now() - from) / 1000, bench.setting),
    };
  };
  const inHeadAlone = async (workload: WireWorkload, place: string): Promise<void> => {
    const { replicates: wanted = options.replicates } = workload;
    const setting = { meters: bench.meters, signal, spareRuntime };
    const short = shortUnits(workload);
    const replicates: Replicate[] = [];
    const shorts: Replicate[] = [];
    for (let n = 1; n <= wanted; n += 1) {
      options.progress.step(`${workload.name} (${place}), replicate ${n} of ${wanted}`);
      // before it, so that what the command leaves behind is that of the run itself
      if (short !== undefined) shorts.push(await runShort(workload, short, arms.head, setting));
      replicates.push(await runReplicate(workload, arms.head, setting));
    }
    all.push(...shorts, ...replicates);
    const beside = short === undefined ? undefined : { units: short, replicates: shorts };
    alone.push(workloadFigures(workload, replicates, bench.setting, beside));
  };
  const compareOne = async (workload: WireWorkload, index: number): Promise<void> => {
    const now = performance.now();
    const place = `${index + 1} of ${compared.length}`;
    try {
      const paired = await compareWorkload(workload, arms, {
        ...bench.setting,
        meters: bench.meters,
        signal,
        spareRuntime,
        options: { threshold: config.gate?.threshold, noiseFloor: config.gate?.["noise-floor"], maxPairs },
        maxPairs,
        pairing: config.gate?.pairing,
        random,
        // what is left of the budget, shared among the workloads that are left
        deadlineMs: now + (end - now) / (compared.length - index),
        onPair: (done, { estimate }) =>
          options.progress.step(
            `${workload.name} (${place}), pair ${done}, ${(estimate * 100).toFixed(1)} % so far`,
          ),
      });
      all.push(...paired.warmUps, ...paired.base, ...paired.head);
      comparisons.push(comparedWorkload(workload, paired, bench.setting));
    } catch (error) {
      if (!(error instanceof ArmError)) throw error;
      if (error.arm === "head" && redefined?.has(workload.name) === true)
        throw otherWork(error, workload.name);
      // after good pairs it is not base that cannot run
      if (error.arm === "head" || error.goodPairs > 0) throw error;
      baseError ??= error.message;
      await inHeadAlone(workload, place);
    }
  };
  try {
    for (const [index, workload] of compared.entries()) {
      options.progress.step(`${workload.name} (${index + 1} of ${compared.length}), warm-up of each arm`);
      await compareOne(workload, index);
      if (signal?.aborted === true) break;
      options.onResult?.(result());
    }
    for (const [index, workload] of fresh.entries()) {
      if (signal?.aborted === true) break;
      await inHeadAlone(
        workload,
        `${index + 1} of ${fresh.length}${compared.length > 0 ? ", new in head" : ""}`,
      );
      options.onResult?.(result());
    }
  } catch (error) {
    // cancelled before anything could be told of this workload: what the others gave stands
    if (signal?.aborted !== true || error !== signal.reason) throw error;
  }
  return result();
}

function otherWork(error: ArmError, name: string): UserError {
  return new UserError(
    `${error.message}\nBase's gramme.yml counts, and this change edits what it says of "${name}". If that is another piece of work now, give it another name: then it is measured in head alone.`,
    error.exitCode,
    { cause: error },
  );
}

/** Why not everything is there that was asked for. */
function partialWhy(
  comparisons: readonly WireComparedWorkload[],
  maxPairs: number,
  signal: AbortSignal | undefined,
): WireRunResult["partial_why"] {
  if (signal?.aborted === true) return "cancelled";
  const short = comparisons.some(({ verdict, pairs }) => verdict === "inconclusive" && pairs < maxPairs);
  return short ? "budget" : undefined;
}
