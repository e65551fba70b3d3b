/**
 * Points of a series as they go on the wire.
 * @module
 */
import type { CarbonCurve, Interval } from "@gramme/core";
import type { WireQuantity, WireSeriesAnswer } from "@gramme/core/wire";
import { KWH } from "./figures.ts";
import { wireKey } from "./label-rows.ts";
import { iso } from "./period.ts";
import type { Bucket } from "./step.ts";

type WirePoint = WireSeriesAnswer["points"][number];
type WireKey = WirePoint["key"];

/** One group's points; a bucket in which nothing was counted has none. */
interface Line {
  readonly key: WireKey;
  readonly points: readonly (WirePoint | undefined)[];
  /** g over all of them. */
  readonly carbon: number;
}

/** Points of each group's curve by time, and the groups, most CO2e first. */
export function seriesPoints(
  curves: ReadonlyMap<string, CarbonCurve>,
  buckets: readonly Bucket[],
  water: boolean,
): { readonly points: readonly WirePoint[]; readonly keys: readonly WireKey[] } {
  const starts = buckets.map(({ from, partial }) => ({ at: iso(from), partial }));
  const lines = [...curves]
    .map(([key, curve]) => lineOf(wireKey(key), curve, starts, water))
    .toSorted((a, b) => b.carbon - a.carbon);
  const points: WirePoint[] = [];
  for (let index = 0; index < buckets.length; index += 1) {
    for (const line of lines) {
      const point = line.points[index];
      if (point !== undefined) points.push(point);
    }
  }
  return { points, keys: lines.map(({ key }) => key) };
}

function lineOf(
  key: WireKey,
  curve: CarbonCurve,
  starts: readonly { readonly at: string; readonly partial: boolean }[],
  water: boolean,
): Line {
  let carbon = 0;
  const points = starts.map(({ at, partial }, index): WirePoint | undefined => {
    const point = curve.point(index);
    if (point === undefined) return undefined;
    carbon += point.co2e?.value ?? 0;
    return {
      at,
      key,
      inferences: point.count,
      failed: point.failed,
      known: point.covered,
      behind: significant(point.behind),
      energy_kwh: rounded(wireInterval(point.energy, KWH)),
      co2e_g: rounded(wireInterval(point.co2e, 1)),
      ...(water ? { water_l: rounded(wireInterval(point.water, 1)) } : {}),
      partial,
    };
  });
  return { key, points, carbon };
}

/** Significant digits of a point: a billionth is far below any doubt here, and digits are most of a long series. */
const DIGITS = 9;
/** Powers of ten that a double holds exactly, so that a quotient by one is the nearest to its decimal. */
const POWERS: readonly number[] = Array.from({ length: 23 }, (_, power) => 10 ** power);

function rounded(quantity: WireQuantity | null): WireQuantity | null {
  if (quantity === null) return null;
  const { value, low, high } = quantity;
  return { value: significant(value), low: significant(low), high: significant(high) };
}

/** A number to nine significant digits; as it is, where it is so small or large that this would not be exact. */
export function significant(value: number): number {
  if (value === 0) return 0;
  const places = DIGITS - 1 - Math.floor(Math.log10(value));
  const by = POWERS[Math.abs(places)];
  if (by === undefined) return value;
  return places < 0 ? Math.round(value / by) * by : Math.round(value * by) / by;
}

/** An interval in another unit; null where nothing is known. */
export function wireInterval(interval: Interval | undefined, by: number): WireQuantity | null {
  if (interval === undefined) return null;
  return { value: interval.value * by, low: interval.low * by, high: interval.high * by };
}
