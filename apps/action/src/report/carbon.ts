/**
 * CO2e at the rung of the figures beside the energy of the chips, which the gate reads. What waits and idles is counted
 * from the next rung on, so that the two can go apart: then a reader must be told both.
 * @module
 */
import { comparePairs } from "@gramme/core/comparison";
import type { Comparison } from "@gramme/core/comparison";
import type { WireComparedWorkload } from "@gramme/core/wire";

/** How far CO2e goes apart from the energy of the chips, and the wall time that is the reason. */
export interface ApartCarbon {
  /** CO2e of head against base at the figures' rung, as a relative change. */
  readonly carbon: number;
  /** Wall time, pair by pair. */
  readonly time: Pick<Comparison, "estimate" | "low" | "high">;
}

/** Fewer give no interval. */
const FEWEST_PAIRS = 6;

/**
 * CO2e where it goes apart from the energy of the chips by more than the threshold, and the wall time of the pairs says
 * beyond doubt that it is no accident; undefined elsewhere, and in a run by which nothing was settled.
 */
export function apartCarbon(compared: WireComparedWorkload): ApartCarbon | undefined {
  const { base, head, threshold, verdict, change } = compared;
  const was = base.figures.co2e_g.value;
  const is = head.figures.co2e_g.value;
  if (verdict === "inconclusive" || was <= 0 || is <= 0) return undefined;
  const gap = Math.log(is / was) - Math.log1p(change);
  if (Math.abs(gap) < Math.log1p(threshold)) return undefined;
  const time = timeOf(compared);
  // the gap has to be what the time makes of it
  return time === undefined || time.estimate > 0 !== gap > 0 ? undefined : { carbon: is / was - 1, time };
}

function timeOf({
  base,
  head,
  threshold,
  noise_floor: noiseFloor,
}: WireComparedWorkload): Comparison | undefined {
  const pairs = base.replicates.flatMap(({ wall_s: wall }, index) => {
    const other = head.replicates[index]?.wall_s ?? 0;
    return wall > 0 && other > 0 ? [{ base: wall, head: other }] : [];
  });
  if (pairs.length < FEWEST_PAIRS || threshold <= 0) return undefined;
  const time = comparePairs(pairs, { threshold, noiseFloor, maxPairs: pairs.length });
  return time.verdict === "regression" || time.verdict === "improvement" ? time : undefined;
}
