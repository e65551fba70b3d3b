/**
 * Whose shard it is, and how far it is written up.
 * @module
 */
import { firstHourAt, firstNamedDayAt } from "./ages.ts";

/** The one row of a shard's state. */
export interface ShardState {
  readonly tenant: string;
  readonly shard: number;
  /** The book has all up to this revision. */
  readonly written: number;
  /** Nothing is taken for hours before. */
  readonly firstHour: number;
  /** Nothing with an id is taken for days before. */
  readonly firstNamedDay: number;
}

/** The state, or undefined in a shard that was never written to. */
export function stateIn(sql: SqlStorage): ShardState | undefined {
  const row = sql
    .exec<{ tenant: string; shard: number; written: number; first_hour: number; first_named_day: number }>(
      "SELECT * FROM state",
    )
    .toArray()[0];
  return row === undefined
    ? undefined
    : {
        tenant: row.tenant,
        shard: row.shard,
        written: row.written,
        firstHour: row.first_hour,
        firstNamedDay: row.first_named_day,
      };
}

/** Begins a shard. */
export function beginState(sql: SqlStorage, tenant: string, shard: number, nowMs: number): ShardState {
  const state = {
    tenant,
    shard,
    written: 0,
    firstHour: firstHourAt(nowMs),
    firstNamedDay: firstNamedDayAt(nowMs),
  };
  keepState(sql, state);
  return state;
}

/** Keeps a state. */
export function keepState(sql: SqlStorage, state: ShardState): void {
  const { tenant, shard, written, firstHour, firstNamedDay } = state;
  sql.exec(
    "INSERT OR REPLACE INTO state VALUES (1, ?, ?, ?, ?, ?)",
    tenant,
    shard,
    written,
    firstHour,
    firstNamedDay,
  );
}

/** Highest revision that was ever given: of what is kept, or of what was written up and has left. */
export function lastRevision(sql: SqlStorage): number {
  return sql
    .exec<{ revision: number }>(
      `SELECT max(coalesce((SELECT max(revision) FROM hours), 0), coalesce((SELECT max(revision) FROM producers), 0),
        coalesce((SELECT written FROM state), 0)) AS revision`,
    )
    .one().revision;
}

/** When the oldest count came in that the book does not have; undefined where it has all. */
export function dirtySince(sql: SqlStorage, written: number): number | undefined {
  const { since } = sql
    .exec<{ since: number | null }>(
      "SELECT min(dirty_since_ms) AS since FROM hours WHERE revision > ?",
      written,
    )
    .one();
  return since ?? undefined;
}
