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

type Rows = WireComparedWorkload["base"]["replicates"];

/** Factors of the change, less 1: work × time × power, or time × power where no clock counted the work (M45). */
export function explained(base: Rows, head: Rows): WireComparedWorkload["explained"] {
  const ratio = (of: (row: Rows[number]) => number): number =>
    geometricMean(head.map((row) => of(row))) / geometricMean(base.map((row) => of(row))) - 1;
  const power = ratio((row) => row.device_j / row.wall_s);
  const counted = [...base, ...head].every(({ cpu_s: cpuS }) => (cpuS ?? 0) > 0);
  if (!counted) return { time: ratio((row) => row.wall_s), power };
  return {
    work: ratio((row) => row.cpu_s ?? 1),
    time: ratio((row) => row.wall_s / (row.cpu_s ?? 1)),
    power,
  };
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
  const bounded = comparison.low > -1 && Number.isFinite(comparison.high);
  const seen = finite(comparison.smallestChangeSeen);
  return {
    name: workload.name,
    verdict: comparison.verdict,
    why: comparison.why,
    pairs: comparison.n,
    pairing: paired.pairing.kind,
    ...("why" in paired.pairing ? { pairing_why: paired.pairing.why } : {}),
    change: comparison.estimate,
    ...(bounded ? { low: comparison.low, high: comparison.high } : {}),
    level: comparison.level,
    ...(seen === undefined ? {} : { smallest_change_seen: seen }),
    ...(comparison.pairsNeeded === undefined ? {} : { pairs_needed: comparison.pairsNeeded }),
    threshold: comparison.threshold,
    noise_floor: comparison.noiseFloor,
    explained: explained(base.replicates, head.replicates),
    base,
    head,
  };
}
