/**
 * Old hours leave the book once their day tells the same.
 * @module
 */
import { COUNTERS } from "@gramme/core";
import { dayOf, hourOf } from "../shard/ages.ts";
import type { Env } from "../env.ts";

/** Hours are kept for so long; it is 24 times the rows of the days, and nobody asks for the hours of last spring. */
export const HOURS_FOR_DAYS = 90;

/** Days of tenants that one call merges, three queries each, of the 1,000 that a call may make; the next one goes on. */
const MOST_DAYS = 200;

/** What was merged. */
export interface Merged {
  /** Hours that left. */
  readonly hours: number;
  /** Days whose hours stay, since their day does not hold as much. Should be 0; look into it where it is not. */
  readonly unequal: number;
}

const SUMS = COUNTERS.map((name) => `sum(${name}) AS ${name}`).join(", ");
const HOLDS = COUNTERS.map((name) => `d.${name} >= s.${name}`).join(" AND ");
// one statement is one transaction: nothing comes between the comparison and the deletion
const MERGE = `
  DELETE FROM hours WHERE tenant = ?1 AND hour BETWEEN ?2 * 24 AND ?2 * 24 + 23 AND (dims, shard) IN (
    SELECT s.dims, s.shard FROM (
      SELECT dims, shard, ${SUMS} FROM hours
      WHERE tenant = ?1 AND hour BETWEEN ?2 * 24 AND ?2 * 24 + 23 GROUP BY dims, shard
    ) s JOIN days d ON d.tenant = ?1 AND d.day = ?2 AND d.dims = s.dims AND d.shard = s.shard
    WHERE ${HOLDS})`;
const NEXT_TENANT = "SELECT min(tenant) AS tenant FROM hours WHERE tenant > ?";
const NEXT_HOUR = "SELECT min(hour) AS hour FROM hours WHERE tenant = ? AND hour >= ?";

/**
 * Deletes hours older than 90 days whose day cell holds at least as much of every counter. Doing it again changes
 * nothing; cut off in the middle, it goes on with the next call.
 */
export async function mergeOldHours({ BOOK }: Pick<Env, "BOOK">, nowMs: number): Promise<Merged> {
  const firstKept = dayOf(hourOf(nowMs)) - HOURS_FOR_DAYS;
  let hours = 0;
  let unequal = 0;
  let tenant: string | null = "";
  for (let days = 0; days < MOST_DAYS;) {
    tenant = await BOOK.prepare(NEXT_TENANT).bind(tenant).first<string>("tenant");
    if (tenant === null) break;
    for (let from = 0; days < MOST_DAYS; days += 1) {
      const hour: number | null = await BOOK.prepare(NEXT_HOUR).bind(tenant, from).first<number>("hour");
      if (hour === null || dayOf(hour) >= firstKept) break;
      const { meta } = await BOOK.prepare(MERGE).bind(tenant, dayOf(hour)).run();
      hours += meta.changes;
      from = dayOf(hour) * 24 + 24;
      const left = await BOOK.prepare(NEXT_HOUR)
        .bind(tenant, dayOf(hour) * 24)
        .first<number>("hour");
      if (left !== null && left < from) unequal += 1;
    }
  }
  return { hours, unequal };
}
