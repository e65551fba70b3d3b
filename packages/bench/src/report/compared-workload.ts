/**
 * A comparison of one workload, as it goes on the wire, with what explains it (methodology M45).
 * @module
 */
import { assertComparable } from "@gramme/core/comparison";
import type { WireComparedWorkload, WireWorkload } from "@gramme/core/wire";
import type { PairedWorkload } from "../pairing/compare-workload.ts";
import { workloadFigures } from "./workload-figures.ts";
import type { Setting } from "./workload-figures.ts";

type Finite = number | undefined;

function finite(value: number): Finite {
  return Number.isFinite(value) ? value : undefined;
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Verdict, interval and explanation of a paired workload, with the figures of both arms. */
export function comparedWorkload(
  workload: WireWorkload,
  paired: PairedWorkload,
  setting: Setting,
): WireComparedWorkload {
  const { comparison } = paired;
  const base = workloadFigures(workload, paired.base, setting);
  const head = workloadFigures(workload, paired.head, setting);
  // arms that were metered in different ways say nothing of each other
  assertComparable(
    { boundary: "device", tier: base.figures.tier },
    { boundary: "device", tier: head.figures.tier },
  );
  const ratio = (of: (row: WireComparedWorkload["base"]["replicates"][number]) => number): number =>
    geometricMean(head.replicates.map((row) => of(row))) /
      geometricMean(base.replicates.map((row) => of(row))) -
    1;
  const bounded = comparison.low > -1 && Number.isFinite(comparison.high);
  const seen = finite(comparison.smallestChangeSeen);
  return {
    name: workload.name,
    verdict: comparison.verdict,
    why: comparison.why,
    pairs: comparison.n,
    change: comparison.estimate,
    ...(bounded ? { low: comparison.low, high: comparison.high } : {}),
    level: comparison.level,
    ...(seen === undefined ? {} : { smallest_change_seen: seen }),
    ...(comparison.pairsNeeded === undefined ? {} : { pairs_needed: comparison.pairsNeeded }),
    threshold: comparison.threshold,
    noise_floor: comparison.noiseFloor,
    explained: {
      time: ratio((row) => row.wall_s),
      power: ratio((row) => row.device_j / row.wall_s),
    },
    base,
    head,
  };
}
