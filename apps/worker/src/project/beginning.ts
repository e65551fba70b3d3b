/**
 * Since when a tenant has anything.
 * @module
 */
import { DAY_HOURS, HOUR_MS } from "../read/period.ts";

/** Firsts of a tenant, as {@link BEGINNING} names them; null where there is none. */
export interface Beginning {
  readonly first_hour: number | null;
  readonly first_day: number | null;
  readonly first_run_ms: number | null;
}

/**
 * Columns of the firsts of the tenant `?1`: a seek each. Hours leave the book after some months, and their days stay, so
 * both are asked; days lie by label, and so label by label.
 */
export const BEGINNING = `(SELECT min(hour) FROM hours WHERE tenant = ?1) AS first_hour,
  (SELECT min((SELECT min(day) FROM days WHERE tenant = ?1 AND dims = dims.id)) FROM dims WHERE tenant = ?1) AS first_day,
  (SELECT min(started_ms) FROM runs WHERE tenant = ?1) AS first_run_ms`;

/** Start of the first hour with requests, or of its day where only that is kept, or of the first run: ms since 1970. */
export function beginningMs({ first_hour, first_day, first_run_ms }: Beginning): number | undefined {
  const ofDay = first_day === null ? undefined : first_day * DAY_HOURS;
  const isHourKept =
    first_hour !== null && (ofDay === undefined || Math.floor(first_hour / DAY_HOURS) * DAY_HOURS <= ofDay);
  const hour = isHourKept ? first_hour : ofDay;
  const firsts = [
    ...(hour === undefined ? [] : [hour * HOUR_MS]),
    ...(first_run_ms === null ? [] : [first_run_ms]),
  ];
  return firsts.length === 0 ? undefined : Math.min(...firsts);
}
