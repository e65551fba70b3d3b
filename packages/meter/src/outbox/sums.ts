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
  readonly hour: number;
  shareMs: number;
}

/** Sums that were added to last, which are tried first: to compare is cheaper than to write a key. */
const RECENT = 4;

/** No sums yet. */
export function sums(): Sums {
  let open = new Map<string, Sum>();
  let recent: Sum[] = [];
  const take = (): readonly WireEvent[] => {
    const done = Array.from(open.values(), closed);
    open = new Map();
    recent = [];
    return done;
  };
  const begin = (event: WireEvent, hour: number): void => {
    const sum = { event: { ...event }, hour, shareMs: shareOf(event) };
    open.set(kindOf(event, hour), sum);
    recent = [sum];
  };
  const like = (event: WireEvent, hour: number): Sum | undefined => {
    for (const sum of recent) if (sum.hour === hour && alike(sum.event, event)) return sum;
    const sum = open.get(kindOf(event, hour));
    if (sum !== undefined) {
      recent.unshift(sum);
      if (recent.length > RECENT) recent.pop();
    }
    return sum;
  };
  return {
    get size() {
      return open.size;
    },
    add(event) {
      // what has a name, or tells of others' time, is to arrive by itself
      if (event.id !== undefined || event.count === 0 || event.cpu_ms !== undefined) return [event];
      const hour = Math.floor(event.at_unix_ms / HOUR_MS);
      const sum = like(event, hour);
      if (sum === undefined) {
        const before = open.size < MOST_KINDS ? NOTHING : take();
        begin(event, hour);
        return before;
      }
      if (fits(sum, event)) {
        addTo(sum, event);
        return NOTHING;
      }
      begin(event, hour);
      return [closed(sum)];
    },
    take,
  };
}

/** Labels that must be the same, and how it ended. */
const LABELS = [
  "model",
  "task",
  "route",
  "profile",
  "model_version",
  "zone",
  "phase",
  "outcome",
  "timing",
] as const;
/** Figures that must be known of both, or of neither. */
const FIGURES = ["in_flight", "head_ms", "input_tokens", "energy_uj"] as const;

/** All that must be the same, the hour apart. Written out: it runs for every request. */
function alike(a: WireEvent, b: WireEvent): boolean {
  return (
    a.model === b.model &&
    a.task === b.task &&
    a.route === b.route &&
    a.timing === b.timing &&
    a.outcome === b.outcome &&
    a.profile === b.profile &&
    a.model_version === b.model_version &&
    a.zone === b.zone &&
    a.phase === b.phase &&
    (a.in_flight === undefined) === (b.in_flight === undefined) &&
    (a.head_ms === undefined) === (b.head_ms === undefined) &&
    (a.input_tokens === undefined) === (b.input_tokens === undefined) &&
    (a.energy_uj === undefined) === (b.energy_uj === undefined)
  );
}

/** The same as a text. No label holds a space. */
function kindOf(event: WireEvent, hour: number): string {
  const labels = LABELS.map((name) => event[name] ?? "");
  const known = FIGURES.map((name) => (event[name] === undefined ? "0" : "1"));
  return [hour, ...known, ...labels].join(" ");
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
