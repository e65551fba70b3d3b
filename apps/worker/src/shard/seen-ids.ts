/**
 * Ids that counted: one row each, kept until their events are too old to be taken anyway.
 * @module
 */

/** Those of these ids that counted before. */
export function seenOf(sql: SqlStorage, ids: readonly string[]): ReadonlySet<string> {
  const rows = sql.exec<{ id: string }>(
    "SELECT seen.id FROM json_each(?) JOIN seen ON seen.id = value",
    JSON.stringify(ids),
  );
  return new Set(Array.from(rows, ({ id }) => id));
}

/** Keeps ids that count now, none of them twice. */
export function keepIds(sql: SqlStorage, ids: readonly (readonly [id: string, day: number])[]): void {
  if (ids.length === 0) return;
  sql.exec("INSERT INTO seen SELECT value ->> 0, value ->> 1 FROM json_each(?)", JSON.stringify(ids));
}

/** Rows looked at in one turn, so that batches get in between. */
const ROWS_A_TURN = 20_000;

/** Forgets ids of days before `firstDay`, in turns: goes on at the id that it gives, until it gives none. */
export function forgetIdsBefore(sql: SqlStorage, firstDay: number, after: string): string | undefined {
  const last = sql
    .exec<{ id: string | null }>(
      "SELECT max(id) AS id FROM (SELECT id FROM seen WHERE id > ? ORDER BY id LIMIT ?)",
      after,
      ROWS_A_TURN,
    )
    .one().id;
  if (last === null) return undefined;
  sql.exec("DELETE FROM seen WHERE id > ? AND id <= ? AND day < ?", after, last, firstDay);
  return last;
}
