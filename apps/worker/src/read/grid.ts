/**
 * `GET /api/grid`: the grids of a tenant's requests, live and annual side by side.
 * @module
 */
import { gridFactor, type Zone } from "@gramme/core";
import { type WireGridAnswer, wireFactor } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { READ_HEADERS } from "./csv.ts";
import { iso } from "./period.ts";
import { asked } from "./query.ts";
import { openReading } from "./reading.ts";

/** The query of `/api/grid`: there is nothing to say. */
export const GridQuery = z.strictObject({});

interface LiveRow {
  readonly zone: string;
  readonly hour: number;
  readonly provider: string;
  readonly accounting: "life-cycle" | "direct";
  readonly g_per_kwh: number;
  readonly spread: number;
  readonly retrieved_ms: number;
}
interface AskedRow {
  readonly zone: string;
  readonly provider: string;
  readonly asked_ms: number;
  readonly failure: string;
}

/** Answers `/api/grid`. */
export async function grid(c: LedgerContext): Promise<Response> {
  asked(c, GridQuery);
  const { BOOK } = c.env;
  const reading = await openReading(c.env, c.var.principal.tenant, {
    boundary: "facility",
    nowMs: c.var.nowMs,
  });
  const zones = new Map<string, Zone>();
  for (const row of reading.labels) {
    const { zone } = reading.classOf(row).place.site;
    if (zone !== "unknown") zones.set(zone.code, zone);
  }
  const codes = JSON.stringify([...zones.keys()]);
  const [live, failed] = await BOOK.batch<LiveRow | AskedRow>([
    BOOK.prepare(
      `SELECT zone, max(hour) AS hour, provider, accounting, g_per_kwh, spread, retrieved_ms FROM grid_hours
       WHERE zone IN (SELECT value FROM json_each(?)) GROUP BY zone, provider ORDER BY zone, provider`,
    ).bind(codes),
    BOOK.prepare(
      `SELECT zone, provider, asked_ms, failure FROM grid_asked
       WHERE failure IS NOT NULL AND zone IN (SELECT value FROM json_each(?)) ORDER BY zone, provider`,
    ).bind(codes),
  ]);
  const readings = Map.groupBy((live?.results ?? []) as LiveRow[], ({ zone }) => zone);
  const answer: WireGridAnswer = {
    schema: "gramme/grid/1",
    zones: [...zones.values()]
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .map((zone) => ({
        zone: zone.code,
        name: zone.name,
        annual: wireFactor(gridFactor(zone)),
        live: (readings.get(zone.code) ?? []).map((row) => ({
          provider: row.provider,
          hour: iso(row.hour),
          g_per_kwh: row.g_per_kwh,
          spread: row.spread,
          accounting: row.accounting,
          used: row.accounting === "life-cycle",
          retrieved_at: new Date(row.retrieved_ms).toISOString(),
        })),
      })),
    failures: ((failed?.results ?? []) as AskedRow[]).map(({ zone, provider, failure, asked_ms }) => ({
      zone,
      provider,
      why: failure,
      at: new Date(asked_ms).toISOString(),
    })),
  };
  return c.json(answer, 200, READ_HEADERS);
}
