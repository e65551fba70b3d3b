/**
 * Events sorted into cells: what a shard needs to know of a batch, however many events it holds.
 * @module
 */
import { findZone } from "@gramme/core";
import type { WireEvent, WireRejectedEvent } from "@gramme/core/wire";
import { AHEAD_MS, hourOf, NAMED_FOR_MS, NUMBERED_FOR_MS } from "../shard/ages.ts";
import type { CellKey } from "../shard/contract.ts";
import { isEvent } from "./event-check.ts";
import {
  IN_THE_FUTURE,
  notAnEvent,
  type Reason,
  rejected,
  tooOld,
  unknownProfile,
  unknownZone,
  WANTS_ID,
} from "./rejection.ts";

/** What events are sorted by. */
export interface Rules {
  /** Whether the batch has producer and seq. Else every event wants an id. */
  readonly numbered: boolean;
  readonly nowMs: number;
  /** Id → version that holds now, of the tenant's profiles. */
  readonly profiles: ReadonlyMap<string, number>;
}

/** An event that can be counted. */
export interface SortedEvent {
  readonly index: number;
  readonly event: WireEvent;
  /** Position of its cell. */
  readonly cell: number;
}

/** A batch's events, each in its cell or rejected. */
export interface Sorted {
  readonly cells: readonly CellKey[];
  readonly events: readonly SortedEvent[];
  readonly rejected: readonly WireRejectedEvent[];
}

/** Sorts events. Throws nothing: what is wrong with one event is its own. */
export function sortedEvents(events: readonly unknown[], rules: Rules): Sorted {
  const oldest = rules.nowMs - (rules.numbered ? NUMBERED_FOR_MS : NAMED_FOR_MS);
  const latest = rules.nowMs + AHEAD_MS;
  const cells = cellsBy(rules.profiles);
  const sorted: SortedEvent[] = [];
  const out: WireRejectedEvent[] = [];
  for (const [index, event] of events.entries()) {
    const reason = isEvent(event)
      ? atFault(event, rules.numbered, oldest, latest)
      : notAnEvent(event, out.length);
    const cell = reason ?? cells.of(event as WireEvent, out.length);
    if (typeof cell === "number") sorted.push({ index, event: event as WireEvent, cell });
    else out.push(rejected(index, event, cell));
  }
  return { cells: cells.keys, events: sorted, rejected: out };
}

function atFault(event: WireEvent, numbered: boolean, oldest: number, latest: number): Reason | undefined {
  if (!numbered && event.id === undefined) return WANTS_ID;
  if (event.at_unix_ms < oldest) return tooOld(numbered);
  if (event.at_unix_ms > latest) return IN_THE_FUTURE;
  return undefined;
}

/** Cells whose first event is compared with, before a key is made: most batches are of a handful of models. */
const MOST_COMPARED = 8;

/** Cells as events come for them. */
function cellsBy(profiles: ReadonlyMap<string, number>): {
  readonly keys: readonly CellKey[];
  /** Position of an event's cell; or why it has none, the `nth` that has not. */
  readonly of: (event: WireEvent, nth: number) => number | Reason;
} {
  const keys: CellKey[] = [];
  const firsts: { readonly hour: number; readonly event: WireEvent; readonly cell: number }[] = [];
  const cellAt = new Map<string, number>();
  return {
    keys,
    of(event, nth) {
      const hour = hourOf(event.at_unix_ms);
      for (const first of firsts) {
        if (first.hour === hour && labelsEqual(first.event, event)) return first.cell;
      }
      const version = event.profile === undefined ? 0 : profiles.get(event.profile);
      if (version === undefined) return unknownProfile(event.profile ?? "", [...profiles.keys()], nth);
      const zone = event.zone === undefined ? "" : zoneCode(event.zone);
      if (zone === undefined) return unknownZone(event.zone ?? "", nth);
      const dims = dimsOf(event, version, zone);
      // no label has a space in it
      const key = `${hour} ${Object.values(dims).join(" ")}`;
      const cell = cellAt.get(key) ?? keys.push({ hour, dims }) - 1;
      cellAt.set(key, cell);
      if (firsts.length < MOST_COMPARED) firsts.push({ hour, event, cell });
      return cell;
    },
  };
}

function labelsEqual(a: WireEvent, b: WireEvent): boolean {
  return (
    a.model === b.model &&
    a.task === b.task &&
    a.route === b.route &&
    a.model_version === b.model_version &&
    a.profile === b.profile &&
    a.zone === b.zone &&
    a.timing === b.timing &&
    a.phase === b.phase
  );
}

function dimsOf(event: WireEvent, profile_version: number, zone: string): CellKey["dims"] {
  return {
    phase: event.phase ?? "inference",
    task: event.task,
    model: event.model,
    model_version: event.model_version ?? "",
    route: event.route ?? "",
    profile: event.profile ?? "",
    profile_version,
    zone,
    timing: event.timing ?? "",
  };
}

/** Codes of zones that were found. Names that none has are not kept, so that nobody can fill it. */
const zoneCodes = new Map<string, string>();

/** A zone's one code, by any that it goes by: `FR` is `FRA`. */
function zoneCode(name: string): string | undefined {
  const kept = zoneCodes.get(name);
  if (kept !== undefined) return kept;
  const code = findZone(name)?.code;
  if (code !== undefined) zoneCodes.set(name, code);
  return code;
}
