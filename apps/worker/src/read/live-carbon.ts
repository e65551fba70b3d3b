/**
 * Carbon of the hours whose grid intensity was read live: hour by hour, joules × that hour's life-cycle intensity
 * (methodology M55). What no reading covers stays with the annual figure.
 * @module
 */
import { addLive, JOULES_PER_KWH, type LiveCarbon, logDeviation, type ServedClass } from "@gramme/core";
import type { Env } from "../env.ts";
import type { LabelClass } from "./cell-slots.ts";
import { coefficientRows, coefficientTable, JOULES } from "./coefficients.ts";
import type { Period } from "./period.ts";
import { checkHoursKept } from "./period.ts";

/** Live carbon of one label in one slot. */
export type LiveSlots = ReadonlyMap<string, ReadonlyMap<number, LiveCarbon>>;

/** Hours that make one slot; a period's total is one slot, 0. */
export type SlotHours = 1 | 24 | "all";

interface Row {
  readonly id: string;
  readonly slot: number;
  readonly joules: number;
  readonly co2e_g: number;
  readonly spread: number;
}

/** Refuses what hours are not kept for. */
export function checkHourly(period: Period): void {
  checkHoursKept(period, "grid", "hourly");
}

/** The zone whose readings hold for a class; none where its place is not known or its intensity is stated. */
export function liveZone({ rate, place }: ServedClass): string | undefined {
  const { zone, grid } = place.site;
  return rate.known && zone !== "unknown" && grid.id.startsWith("grid/") ? zone.code : undefined;
}

/** Live carbon of these labels over a period; one round trip. Labels and slots without any are absent. */
export async function liveCarbon(
  env: Pick<Env, "BOOK">,
  tenant: string,
  classes: readonly LabelClass[],
  period: Period,
  slotHours: SlotHours,
): Promise<LiveSlots> {
  const zoned = classes.flatMap((one) => {
    const zone = liveZone(one.of);
    return zone === undefined ? [] : [{ one, zone }];
  });
  const slots = new Map<string, Map<number, LiveCarbon>>();
  if (zoned.length === 0) return slots;
  const slot = slotHours === "all" ? "0" : `y.hour / ${slotHours}`;
  const { results } = await env.BOOK.prepare(
    `WITH ${coefficientTable(2)},
      z(id, zone) AS MATERIALIZED (SELECT value ->> 0, value ->> 1 FROM json_each(?3)),
      g(zone, hour, provider, g_per_kwh, spread) AS MATERIALIZED (
        SELECT zone, hour, min(provider), g_per_kwh, spread FROM grid_hours
        WHERE accounting = 'life-cycle' AND zone IN (SELECT zone FROM z)
        AND hour >= ?4 AND hour < ?5 AND retrieved_ms <= ?6 GROUP BY zone, hour)
     SELECT y.dims AS id, ${slot} AS slot, total(${JOULES}) AS joules,
       total((${JOULES}) * g.g_per_kwh) / ${JOULES_PER_KWH} AS co2e_g, g.spread
     FROM hours AS y JOIN k ON k.id = y.dims JOIN z ON z.id = y.dims
     JOIN g ON g.zone = z.zone AND g.hour = y.hour
     WHERE y.tenant = ?1 AND y.hour >= ?4 AND y.hour < ?5 GROUP BY 1, 2, g.spread`,
  )
    .bind(
      tenant,
      coefficientRows(zoned.map(({ one }) => one)),
      JSON.stringify(zoned.map(({ one, zone }) => [one.row.id, zone])),
      period.from,
      period.to,
      period.asOfMs ?? Number.MAX_SAFE_INTEGER,
    )
    .all<Row>();
  const zones = new Map(zoned.map(({ one, zone }) => [one.row.id, zone]));
  for (const { id, slot: at, joules, co2e_g, spread } of results) {
    const source = `grid/live/${zones.get(id) ?? ""}`;
    const of = slots.get(id) ?? new Map<number, LiveCarbon>();
    const part = { joules, co2e_g, spread: { sources: { [source]: logDeviation(spread) }, noise: 0 } };
    of.set(at, addLive(of.get(at), part));
    slots.set(id, of);
  }
  return slots;
}
