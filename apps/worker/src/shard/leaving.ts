/**
 * What leaves a shard: hours that nothing can change any more, ids and producers that nothing can come of.
 * @module
 */
import { dayOf, firstHourAt, firstNamedDayAt, forgetProducersBefore } from "./ages.ts";
import { forgetIdsBefore } from "./seen-ids.ts";
import { keepState, type ShardState } from "./state.ts";

/**
 * Lets hours leave that are written up and closed, with the labels that only they had. From the same moment on nothing is
 * taken for them: a cell that began anew would replace what the book has. Says whether the tables changed.
 */
export function letHoursLeave(storage: DurableObjectStorage, state: ShardState, nowMs: number): boolean {
  const { sql } = storage;
  const firstHour = firstHourAt(nowMs);
  if (firstHour <= state.firstHour) return false;
  const dirty = sql
    .exec<{ n: number }>(
      "SELECT count(*) AS n FROM hours WHERE hour < ? AND revision > ?",
      firstHour,
      state.written,
    )
    .one().n;
  // the book has been out of reach for long: they stay until it has them
  if (dirty > 0) return false;
  storage.transactionSync(() => {
    keepState(sql, { ...state, firstHour });
    sql.exec("DELETE FROM cells WHERE hour < ?", firstHour);
    sql.exec("DELETE FROM hours WHERE hour < ?", firstHour);
    sql.exec("DELETE FROM brought WHERE day < ?", dayOf(firstHour));
    sql.exec("DELETE FROM labels WHERE label NOT IN (SELECT DISTINCT label FROM cells)");
    const before = forgetProducersBefore(nowMs);
    sql.exec("DELETE FROM refusals WHERE at_ms < ?", before);
    // what a producer lost stands in the book as a total, which has to go on from here
    sql.exec(
      "DELETE FROM producers WHERE last_seen_ms < ? AND revision <= ? AND lost = 0",
      before,
      state.written,
    );
  });
  return true;
}

/** From now on takes nothing with an id for days whose ids are about to be forgotten. Says whether there are any. */
export function closeNamedDays(sql: SqlStorage, state: ShardState, nowMs: number): boolean {
  const firstNamedDay = firstNamedDayAt(nowMs);
  if (firstNamedDay <= state.firstNamedDay) return false;
  keepState(sql, { ...state, firstNamedDay });
  return true;
}

/** Forgets ids of closed days. What a crash leaves is forgotten with the next day's. */
export async function forgetIds(sql: SqlStorage, firstNamedDay: number): Promise<void> {
  let after = forgetIdsBefore(sql, firstNamedDay, "");
  while (after !== undefined) {
    // batches get in between
    await scheduler.wait(0);
    after = forgetIdsBefore(sql, firstNamedDay, after);
  }
}
