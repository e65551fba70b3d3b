/**
 * Points of a series as they go on the wire.
 * @module
 */
import type { CarbonCurve, Interval } from "@gramme/core";
import type { WireQuantity, WireSeriesAnswer } from "@gramme/core/wire";
import { KWH } from "./figures.ts";
import { iso } from "./period.ts";
import type { Bucket } from "./step.ts";

type WirePoint = WireSeriesAnswer["points"][number];

/** Points of each group's curve by time, and the groups, most CO2e first. */
export function seriesPoints(
  curves: ReadonlyMap<string, CarbonCurve>,
  buckets: readonly Bucket[],
): { readonly points: readonly WirePoint[]; readonly keys: readonly string[] } {
  const carbon = new Map<string, number>();
  const points: { readonly index: number; readonly wire: WirePoint }[] = [];
  for (const [key, curve] of curves) {
    for (const [index, bucket] of buckets.entries()) {
      const point = curve.point(index);
      if (point === undefined) continue;
      carbon.set(key, (carbon.get(key) ?? 0) + (point.co2e?.value ?? 0));
      points.push({
        index,
        wire: {
          at: iso(bucket.from),
          key,
          inferences: point.count,
          failed: point.failed,
          known_requests: point.covered,
          energy_kwh: wireInterval(point.energy, KWH),
          co2e_g: wireInterval(point.co2e, 1),
          partial: bucket.partial,
        },
      });
    }
  }
  const keys = [...curves.keys()].toSorted((a, b) => (carbon.get(b) ?? 0) - (carbon.get(a) ?? 0));
  const rank = new Map(keys.map((key, index) => [key, index]));
  const rankOf = (key: string): number => rank.get(key) ?? 0;
  return {
    points: points
      .toSorted((a, b) => a.index - b.index || rankOf(a.wire.key) - rankOf(b.wire.key))
      .map(({ wire }) => wire),
    keys,
  };
}

/** An interval in another unit; null where nothing is known. */
export function wireInterval(interval: Interval | undefined, by: number): WireQuantity | null {
  if (interval === undefined) return null;
  return { value: interval.value * by, low: interval.low * by, high: interval.high * by };
}
