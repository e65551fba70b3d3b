/**
 * A period cut into spans in which a profile's machines stood alike: by the hour where hours are kept, else by the day
 * (M58). Hours are taken even for whole days, so that a period adds up to its parts wherever it is cut.
 * @module
 */
import type { Deployment, WaitingDeployment } from "@gramme/core";
import { HOURS_FOR_DAYS } from "../book/hours-merge.ts";
import { DAY_HOURS, DAY_MS, HOUR_MS, type Period } from "./period.ts";

/** Slots of one length, one after another. */
export interface IdleSpan {
  readonly unit: "day" | "hour";
  /** Days or hours since 1970, the end not included. */
  readonly from: number;
  readonly to: number;
  /** The stretch that stood alone throughout; absent where that changes in the one slot of it, or where nobody stood. */
  readonly even: WaitingDeployment | undefined;
}

/** Length of a slot, ms. */
export const SLOT_MS = { day: DAY_MS, hour: HOUR_MS } as const;

/** End of what is known, ms since 1970: now, or the time that was asked about. */
export function knownUntil({ nowMs, asOfMs }: Period): number {
  return Math.min(nowMs, asOfMs ?? nowMs);
}

/**
 * The spans of a profile's stretches over a period, in order, up to the end of what is known. Spans of versions that say
 * nothing of idle power are left out. Single hours before the first that is kept were refused with the period.
 */
export function idleSpans(stretches: readonly Deployment[], period: Period): readonly IdleSpan[] {
  const { from, to, nowMs } = period;
  const firstKept = (Math.floor(nowMs / DAY_MS) - HOURS_FOR_DAYS) * DAY_HOURS;
  const end = Math.min(to, Math.ceil(knownUntil(period) / HOUR_MS));
  const firstHour = Math.max(from, firstKept);
  return [
    ...spansOf(stretches, "day", from / DAY_HOURS, Math.ceil(Math.min(end, firstKept) / DAY_HOURS)),
    ...spansOf(stretches, "hour", firstHour, end),
  ];
}

function* spansOf(
  stretches: readonly Deployment[],
  unit: IdleSpan["unit"],
  from: number,
  to: number,
): Generator<IdleSpan> {
  const ms = SLOT_MS[unit];
  if (from >= to) return;
  const edges = stretches.flatMap(({ fromMs, toMs }) => [fromMs / ms, toMs / ms]);
  const inside = edges.flatMap((edge) => [Math.floor(edge), Math.ceil(edge)]);
  const bounds = [from, ...inside.filter((at) => at > from && at < to), to].toSorted((a, b) => a - b);
  for (const [index, start] of bounds.entries()) {
    const end = bounds[index + 1];
    if (end === undefined || end === start) continue;
    // between two bounds that are no edge's own slot, at most one stands, and throughout
    const one = stretches.find(({ fromMs, toMs }) => fromMs < end * ms && toMs > start * ms);
    const whole = one !== undefined && one.fromMs <= start * ms && one.toMs >= end * ms;
    if (whole && one.idle === undefined) continue;
    const even = whole && one.idle !== undefined ? { ...one, idle: one.idle } : undefined;
    yield { unit, from: start, to: end, even };
  }
}
