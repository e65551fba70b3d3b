/**
 * Live intensities of the hours in which machines waited (methodology M55, M58).
 * @module
 */
import type { Deployment, LiveCarbon, ServedClass } from "@gramme/core";
import { idleJoules, JOULES_PER_KWH, logDeviation } from "@gramme/core";
import type { Env } from "../env.ts";
import { liveZone } from "./live-carbon.ts";
import type { Period } from "./period.ts";

/** Readings of a zone by hour, earliest first. */
export type ZoneReadings = ReadonlyMap<string, ReadonlyMap<number, Reading>>;

interface Reading {
  readonly zone: string;
  readonly hour: number;
  readonly g_per_kwh: number;
  readonly spread: number;
}

/** Live carbon of idle time. */
export interface HourCarbon {
  /** Hours from `from` to before `to` that were read where a stretch's machines stood. */
  hoursOf(of: Deployment, from: number, to: number): readonly number[];
  /** Carbon of idle time, µs, in an hour; nothing where it was not read. */
  of(of: Deployment, hour: number, idleUs: number): LiveCarbon | undefined;
}

/** Life-cycle readings of these zones over a period, those that requests go by; one round trip, none without a zone. */
export async function zoneReadings(
  env: Pick<Env, "BOOK">,
  zones: readonly string[],
  { from, to, asOfMs }: Period,
): Promise<ZoneReadings> {
  const byZone = new Map<string, Map<number, Reading>>();
  if (zones.length === 0) return byZone;
  const { results } = await env.BOOK.prepare(
    `SELECT zone, hour, min(provider), g_per_kwh, spread FROM grid_hours
     WHERE accounting = 'life-cycle' AND zone IN (SELECT value FROM json_each(?1))
     AND hour >= ?2 AND hour < ?3 AND retrieved_ms <= ?4 GROUP BY zone, hour`,
  )
    .bind(JSON.stringify([...new Set(zones)]), from, to, asOfMs ?? Number.MAX_SAFE_INTEGER)
    .all<Reading>();
  for (const row of results) {
    const hours = byZone.get(row.zone) ?? new Map<number, Reading>();
    byZone.set(row.zone, hours.set(row.hour, row));
  }
  return byZone;
}

/** The live carbon of one profile's stretches. */
export function hourCarbon(
  readings: ZoneReadings,
  classOf: (of: Deployment) => ServedClass | undefined,
): HourCarbon {
  const hoursAt = (of: Deployment): ReadonlyMap<number, Reading> | undefined => {
    const made = classOf(of);
    return readings.get((made === undefined ? undefined : liveZone(made)) ?? "");
  };
  return {
    hoursOf: (of, from, to) => [...(hoursAt(of)?.keys() ?? [])].filter((hour) => hour >= from && hour < to),
    of(of, hour, idleUs) {
      const reading = hoursAt(of)?.get(hour);
      const made = classOf(of);
      if (reading === undefined || made === undefined) return undefined;
      const joules = idleJoules(made, idleUs);
      const sources = { [`grid/live/${reading.zone}`]: logDeviation(reading.spread) };
      const co2e = (joules * reading.g_per_kwh) / JOULES_PER_KWH;
      return { joules, co2e_g: co2e, spread: { sources, noise: 0 } };
    },
  };
}
