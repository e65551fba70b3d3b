/**
 * How complete the count is: the newest hour, the last numbered batch, what producers had to give up.
 * @module
 */
import type { WireApiIntake } from "@gramme/core/wire";
import { iso } from "./period.ts";

/** A row of {@link intakeStatement}. */
export interface IntakeRow {
  readonly newest_hour: number | null;
  readonly last_heard: number | null;
  readonly lost: number | null;
  readonly losing: number | null;
}

/** The statement that reads it. */
export function intakeStatement(book: D1Database, tenant: string): D1PreparedStatement {
  return book
    .prepare(
      // hours leave after 90 days; the days stay
      `SELECT coalesce((SELECT max(hour) FROM hours WHERE tenant = ?1),
          (SELECT max(day) * 24 FROM days WHERE tenant = ?1)) AS newest_hour,
        max(last_seen_ms) FILTER (WHERE revision > 0) AS last_heard, sum(lost) AS lost, sum(lost > 0) AS losing
       FROM producers WHERE tenant = ?1`,
    )
    .bind(tenant);
}

/** Completeness on the wire. */
export function wireIntake(row: IntakeRow | null): WireApiIntake {
  return {
    newest_hour: row?.newest_hour == null ? null : iso(row.newest_hour),
    last_numbered_batch: row?.last_heard == null ? null : new Date(row.last_heard).toISOString(),
    lost_events: row?.lost ?? 0,
    losing_producers: row?.losing ?? 0,
  };
}
