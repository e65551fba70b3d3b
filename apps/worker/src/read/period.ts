/**
 * Periods of an answer, by the hour in UTC, and which of the book's tables hold them.
 * @module
 */
import type { WireApiPeriod } from "@gramme/core/wire";
import { HOURS_FOR_DAYS } from "../book/hours-merge.ts";
import { AHEAD_MS } from "../shard/ages.ts";
import { wrongParameter } from "./query.ts";

/** Milliseconds in an hour. */
export const HOUR_MS = 3_600_000;
/** Hours in a day of UTC. */
export const DAY_HOURS = 24;
/** Milliseconds in a day of UTC. */
export const DAY_MS = HOUR_MS * DAY_HOURS;
/** Longest period of an answer, days: ten years and a bit. */
const LONGEST_DAYS = 3700;
/** Period of an answer where none is said, days. */
const USUAL_DAYS = 30;

/** `from` <= hour < `to`, in hours since 1970. */
export interface Period {
  readonly from: number;
  readonly to: number;
  /** Now, ms since 1970. */
  readonly nowMs: number;
  /** Moment whose profiles and factors are taken, not after now; now's, where absent. */
  readonly asOfMs?: number | undefined;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/u;
const DATETIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/u;

/**
 * The period that a query names: up to now, from 30 days before, where it names none. A date as `to` is included whole.
 * Throws `malformed-query`.
 */
export function periodOf(
  query: {
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly as_of?: string | undefined;
  },
  nowMs: number,
  names: { readonly from: string; readonly to: string } = { from: "from", to: "to" },
): Period {
  const tomorrow = (Math.floor(nowMs / DAY_MS) + 1) * DAY_HOURS;
  const to = query.to === undefined ? tomorrow : hourOf(query.to, names.to, "end");
  const from =
    query.from === undefined
      ? startOfDay(to - USUAL_DAYS * DAY_HOURS)
      : hourOf(query.from, names.from, "start");
  if (from >= to) {
    throw wrongParameter(names.from, `the period is empty: it starts ${iso(from)} and ends ${iso(to)}`);
  }
  if (to - from > LONGEST_DAYS * DAY_HOURS) {
    throw wrongParameter(names.from, `the period has more than ${LONGEST_DAYS} days`);
  }
  const period: Period = {
    from,
    to,
    nowMs,
    ...(query.as_of === undefined ? {} : { asOfMs: asOfInstant(query.as_of, nowMs) }),
  };
  checkKept(period, names);
  return period;
}

/** The first hour since 1970 of which the book still has single hours. */
export function firstKeptHour(nowMs: number): number {
  return (Math.floor(nowMs / DAY_MS) - HOURS_FOR_DAYS) * DAY_HOURS;
}

/** Refuses a question that goes by single hours where none are kept. */
export function checkHoursKept({ from, nowMs }: Period, field: string, wants: string): void {
  const first = firstKeptHour(nowMs);
  if (from >= first) return;
  throw wrongParameter(
    field,
    `${wants} wants single hours, which are kept for ${HOURS_FOR_DAYS} days: wants a period from ${iso(first).slice(0, 10)} on`,
  );
}

/** Refuses a period whose ends cut a day of which no hours are kept. */
export function checkKept(
  period: Period,
  names: { readonly from: string; readonly to: string } = { from: "from", to: "to" },
): void {
  const firstKept = firstKeptHour(period.nowMs);
  const edge = rangesOf(period).hours.find(([start]) => start < firstKept);
  if (edge === undefined) return;
  throw wrongParameter(
    edge[0] === period.from ? names.from : names.to,
    `the ledger keeps single hours for ${HOURS_FOR_DAYS} days; before that, wants a date`,
  );
}

/** Which whole days, and which single hours at the ends. */
export interface Ranges {
  readonly days: readonly [from: number, to: number] | undefined;
  readonly hours: readonly (readonly [from: number, to: number])[];
}

/**
 * The parts of a period by table. A day that is not over counts as whole where the period reaches past all that clocks
 * ahead of ours may have sent, since there is nothing in it after that.
 */
export function rangesOf({ from, to, nowMs }: Period): Ranges {
  const end = to > Math.floor((nowMs + AHEAD_MS) / HOUR_MS) ? Math.ceil(to / DAY_HOURS) * DAY_HOURS : to;
  const firstDay = Math.ceil(from / DAY_HOURS);
  const lastDay = Math.floor(end / DAY_HOURS);
  if (firstDay >= lastDay) return { days: undefined, hours: [[from, end]] };
  return {
    days: [firstDay, lastDay],
    hours: [[from, firstDay * DAY_HOURS] as const, [lastDay * DAY_HOURS, end] as const].filter(
      ([a, b]) => a < b,
    ),
  };
}

/** A period on the wire. */
export function wirePeriod({ from, to, nowMs, asOfMs }: Period): WireApiPeriod {
  return {
    from: iso(from),
    to: iso(to),
    zone_of_time: "UTC",
    partial: to * HOUR_MS > nowMs,
    ...(asOfMs === undefined ? {} : { as_of: new Date(asOfMs).toISOString() }),
  };
}

/** An hour since 1970, as a datetime. */
export function iso(hour: number): string {
  return new Date(hour * HOUR_MS).toISOString();
}

function startOfDay(hour: number): number {
  return Math.floor(hour / DAY_HOURS) * DAY_HOURS;
}

function hourOf(text: string, field: string, end: "start" | "end"): number {
  const hour = instantOf(text, field) / HOUR_MS;
  if (!Number.isInteger(hour)) {
    throw wrongParameter(field, "the ledger counts by the hour: wants a datetime at a full hour, or a date");
  }
  return DATE.test(text) && end === "end" ? hour + DAY_HOURS : hour;
}

/** A date is the end of that day, as it is in a period; that of today is now. Throws `malformed-query` for what is to come. */
function asOfInstant(text: string, nowMs: number): number {
  const instant = instantOf(text, "as_of");
  if (instant > nowMs) {
    throw wrongParameter(
      "as_of",
      `${text} is to come: what is known then is not known now, ${new Date(nowMs).toISOString()}`,
    );
  }
  return DATE.test(text) ? Math.min(instant + DAY_MS - 1, nowMs) : instant;
}

function instantOf(text: string, field: string): number {
  const form = DATE.test(text) || DATETIME.test(text);
  const ms = form ? Date.parse(text) : Number.NaN;
  const day = text.slice(0, "2026-11-23".length);
  const dayMs = form ? Date.parse(day) : Number.NaN;
  // a day that no month has, 2026-02-30, is read as another day by Date.parse or not at all
  if (Number.isNaN(ms + dayMs) || ms < 0 || new Date(dayMs).toISOString().slice(0, day.length) !== day) {
    throw wrongParameter(field, "wants a date like 2026-11-23 or a datetime like 2026-11-23T10:00Z");
  }
  return ms;
}
