/**
 * Alike events added up before they are sent. A ledger counts the sum as it would count them one by one (but for
 * rounding to a µs), and a busy service has a few kinds of them: a sum costs a tenth of an event of its own.
 * @module
 */
import type { WireEvent } from "@gramme/core/wire";
import { LONGEST_MS, MOST_COUNT } from "@gramme/core/wire/event-bounds";

/** Sums that are not handed on yet. */
export interface Sums {
  /** Sums that are open. */
  readonly size: number;
  /**
   * Adds an event to those alike. What it hands back goes on as it is: the event, where it cannot be added up; a sum
   * that became too large; all sums, where there are too many kinds.
   */
  add(event: WireEvent): readonly WireEvent[];
  /** All sums, which are over. */
  take(): readonly WireEvent[];
}

const HOUR_MS = 3_600_000;
const MOST_SUM_MS = LONGEST_MS * 1000;
const MOST_TOKENS = 1e12;
const MOST_ENERGY_UJ = 1e15;
const MOST_IN_FLIGHT = 1_000_000;
/** Kinds of events at once: a service has tens, and what makes up a version per request is not to grow here. */
const MOST_KINDS = 500;

const NOTHING: readonly WireEvent[] = [];

interface Sum {
  readonly event: WireEvent;
  shareMs: number;
}

/** No sums yet. */
export function sums(): Sums {
  let open = new Map<string, Sum>();
  const take = (): readonly WireEvent[] => {
    const done = Array.from(open.values(), closed);
    open = new Map();
    return done;
  };
  return {
    get size() {
      return open.size;
    },
    add(event) {
      // what has a name, or tells of others' time, is to arrive by itself
      if (event.id !== undefined || event.count === 0 || event.cpu_ms !== undefined) return [event];
      const kind = kindOf(event);
      const sum = open.get(kind);
      if (sum === undefined) {
        const before = open.size < MOST_KINDS ? NOTHING : take();
        open.set(kind, { event: { ...event }, shareMs: shareOf(event) });
        return before;
      }
      if (fits(sum, event)) {
        addTo(sum, event);
        return NOTHING;
      }
      open.set(kind, { event: { ...event }, shareMs: shareOf(event) });
      return [closed(sum)];
    },
    take,
  };
}

/** All that must be the same: labels, hour, how it ended, and which figures are known. */
function kindOf(event: WireEvent): string {
  const known =
    (event.in_flight === undefined ? 0 : 1) +
    (event.head_ms === undefined ? 0 : 2) +
    (event.input_tokens === undefined ? 0 : 4) +
    (event.energy_uj === undefined ? 0 : 8);
  // no label holds a space
  return `${event.model} ${event.task} ${event.route} ${event.profile} ${event.model_version} ${event.zone} ${event.phase} ${event.outcome} ${event.timing} ${known} ${Math.floor(event.at_unix_ms / HOUR_MS)}`;
}

function shareOf({ duration_ms = 0, in_flight = 1 }: WireEvent): number {
  return duration_ms / in_flight;
}

function fits({ event: sum, shareMs }: Sum, event: WireEvent): boolean {
  const durationMs = (sum.duration_ms ?? 0) + (event.duration_ms ?? 0);
  return (
    (sum.count ?? 1) + (event.count ?? 1) <= MOST_COUNT &&
    durationMs <= MOST_SUM_MS &&
    // a mean, so that it can be too large only where the parts nearly are
    durationMs <= MOST_IN_FLIGHT * (shareMs + shareOf(event)) &&
    (sum.head_ms ?? 0) + (event.head_ms ?? 0) <= MOST_SUM_MS &&
    (sum.first_byte_ms ?? 0) + (event.first_byte_ms ?? 0) <= MOST_SUM_MS &&
    (sum.input_tokens ?? 0) + (event.input_tokens ?? 0) <= MOST_TOKENS &&
    (sum.output_tokens ?? 0) + (event.output_tokens ?? 0) <= MOST_TOKENS &&
    (sum.energy_uj ?? 0) + (event.energy_uj ?? 0) <= MOST_ENERGY_UJ
  );
}

function addTo(into: Sum, event: WireEvent): void {
  const { event: sum } = into;
  sum.count = (sum.count ?? 1) + (event.count ?? 1);
  if (event.at_unix_ms > sum.at_unix_ms) sum.at_unix_ms = event.at_unix_ms;
  if (sum.duration_ms !== undefined && event.duration_ms !== undefined) {
    sum.duration_ms += event.duration_ms;
    into.shareMs += shareOf(event);
  }
  if (sum.head_ms !== undefined && event.head_ms !== undefined) sum.head_ms += event.head_ms;
  if (sum.first_byte_ms !== undefined && event.first_byte_ms !== undefined) {
    sum.first_byte_ms += event.first_byte_ms;
  }
  if (sum.input_tokens !== undefined && event.input_tokens !== undefined) {
    sum.input_tokens += event.input_tokens;
  }
  if (sum.output_tokens !== undefined && event.output_tokens !== undefined) {
    sum.output_tokens += event.output_tokens;
  }
  if (sum.energy_uj !== undefined && event.energy_uj !== undefined) sum.energy_uj += event.energy_uj;
}

/** With the mean in flight whose quotient is the sum of shares; times in whole µs again, which sums of halves are not. */
function closed({ event, shareMs }: Sum): WireEvent {
  for (const time of ["duration_ms", "head_ms", "first_byte_ms"] as const) {
    const ms = event[time];
    if (ms !== undefined) event[time] = Math.round(ms * 1000) / 1000;
  }
  if (event.in_flight !== undefined && event.duration_ms !== undefined && shareMs > 0) {
    event.in_flight = Math.min(MOST_IN_FLIGHT, Math.max(1, event.duration_ms / shareMs));
  }
  return event;
}
