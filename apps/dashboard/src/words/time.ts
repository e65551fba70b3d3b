/**
 * Times in words. All of them UTC, as the ledger counts: a day is the same day for everybody who reads.
 * @module
 */
import type { Step } from "../state/url-state.ts";

// written out, since the browser's own formats take longer to make than a chart to draw
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const SHORT_MONTH = (at: Date): string => MONTHS[at.getUTCMonth()] ?? "?";
const MONTH = (at: Date): string => `${SHORT_MONTH(at)} ${at.getUTCFullYear()}`;
const SHORT_DAY = (at: Date): string => `${at.getUTCDate()} ${SHORT_MONTH(at)}`;
const DAY = (at: Date): string => `${at.getUTCDate()} ${MONTH(at)}`;
const CLOCK = (at: Date): string => `${DAY(at)}, ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;

function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** `12 Nov 2026` */
export function day(at: string | number): string {
  return DAY(new Date(at));
}

/** `12 Nov 2026, 09:05 UTC` */
export function moment(at: string | number): string {
  return `${CLOCK(new Date(at))} UTC`;
}

/** A bar's time: `12 Nov 2026`, `week from 9 Nov 2026`, `Nov 2026`. */
export function bucketName(at: string, step: Step): string {
  return step === "day" ? day(at) : step === "week" ? `week from ${day(at)}` : MONTH(new Date(at));
}

/** A tick's time: the year only where it begins. */
export function tickName(at: Date, step: Step): string {
  if (step === "month") return at.getUTCMonth() === 0 ? MONTH(at) : SHORT_MONTH(at);
  return SHORT_DAY(at);
}

/** `1 to 30 Nov 2026` of a period whose end is not in it. */
export function periodName(from: string, to: string): string {
  const last = new Date(Date.parse(to) - 1);
  return `${day(from)} to ${day(last.getTime())}`;
}
