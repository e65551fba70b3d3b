/**
 * Batches into tables. To be called within one transaction: all of it, or nothing.
 * @module
 */
import { COUNTERS } from "@gramme/core";
import { dayOf } from "./ages.ts";
import { addToCell } from "./cells.ts";
import type {
  CellKey,
  CounterRow,
  IdentifiedBatch,
  Recorded,
  RefusedCell,
  SequencedBatch,
} from "./contract.ts";
import type { Labels } from "./labels.ts";
import { keepBatch, keepRefused, producerNamed, refusedThen } from "./producers.ts";
import { keepIds, seenOf } from "./seen-ids.ts";
import { seqState } from "./seen-seqs.ts";

/** What batches are recorded with. */
export interface Desk {
  readonly sql: SqlStorage;
  readonly labels: Labels;
  /** The last revision that was given. The next is one higher, and given once something is kept under it. */
  readonly revisions: { last: number };
  readonly nowMs: number;
  /** Nothing is taken for hours before. */
  readonly firstHour: number;
  /** Nothing with an id is taken for days before. */
  readonly firstNamedDay: number;
}

/** What came of a batch, and which of the tables' rows it changed. */
export interface Outcome {
  readonly recorded: Recorded;
  readonly changed: boolean;
}

const NOTHING: Recorded = { replay: false, refusedThen: {}, forgotten: false, duplicates: [], refused: [] };

/** What became of a batch that counted before. */
export function replayed(sql: SqlStorage, producer: string, seq: number): Recorded {
  return { ...NOTHING, replay: true, refusedThen: refusedThen(sql, producer, seq) };
}

/** Records a numbered batch: a row per cell, one for the producer, one per hour. */
export function recordNumbered(desk: Desk, batch: SequencedBatch): Outcome {
  const { sql } = desk;
  const producer = producerNamed(sql, batch.producer);
  const state = seqState(producer.seen, batch.seq);
  if (state === "forgotten") return { recorded: { ...NOTHING, forgotten: true }, changed: false };
  if (state === "counted") {
    return { recorded: replayed(sql, batch.producer, batch.seq), changed: false };
  }
  const refused = addAll(desk, batch.cells, (at) => batch.cells[at]?.counters, desk.firstHour, batch.sender);
  // none taken: the number stays free, for when it can be
  if (batch.cells.length > 0 && refused.length === batch.cells.length) {
    return { recorded: { ...NOTHING, refused }, changed: false };
  }
  desk.revisions.last += 1;
  keepBatch(sql, producer, batch, desk.revisions.last, desk.nowMs);
  keepRefused(sql, batch, refused, desk.nowMs);
  return { recorded: { ...NOTHING, refused }, changed: true };
}

/** Records events with ids of their own: a row per id, and one per cell and hour. */
export function recordNamed(desk: Desk, { cells, events, sender }: IdentifiedBatch): Outcome {
  const { sql } = desk;
  const before = seenOf(
    sql,
    events.map(([id]) => id),
  );
  const first = new Map<string, number>();
  const duplicates: number[] = [];
  const sums: (number[] | undefined)[] = [];
  for (const [at, [id, cell, counters]] of events.entries()) {
    if (before.has(id) || first.has(id)) {
      duplicates.push(at);
    } else {
      first.set(id, at);
      const sum = (sums[cell] ??= COUNTERS.map(() => 0));
      for (const [k, n] of counters.entries()) sum[k] = (sum[k] ?? 0) + n;
    }
  }
  const firstHour = Math.max(desk.firstHour, desk.firstNamedDay * 24);
  const refused = addAll(desk, cells, (at) => sums[at], firstHour, sender);
  const out = new Set(refused.map(({ cell }) => cell));
  const kept: (readonly [string, number])[] = [];
  for (const [id, at] of first) {
    const [, cell] = events[at] ?? [id, -1];
    const hour = cells[cell]?.hour;
    if (hour !== undefined && !out.has(cell)) kept.push([id, dayOf(hour)]);
  }
  keepIds(sql, kept);
  return { recorded: { ...NOTHING, duplicates, refused }, changed: kept.length > 0 };
}

/** Adds to cells, and says which it could not. A cell without counters is left as it is. */
function addAll(
  desk: Desk,
  cells: readonly CellKey[],
  countersAt: (cell: number) => CounterRow | undefined,
  firstHour: number,
  sender = "",
): Recorded["refused"] {
  const refused: { cell: number; code: RefusedCell }[] = [];
  const touched = new Map<number, number>();
  for (const [cell, key] of cells.entries()) {
    const counters = countersAt(cell);
    if (counters === undefined) continue;
    const revision = desk.revisions.last + 1;
    const code =
      key.hour < firstHour ? "too-old" : addToCell(desk.sql, desk.labels, key, counters, revision, sender);
    if (code === undefined) {
      desk.revisions.last = revision;
      touched.set(key.hour, revision);
    } else {
      refused.push({ cell, code });
    }
  }
  for (const [hour, revision] of touched) desk.sql.exec(TOUCH, hour, revision, desk.nowMs);
  return refused;
}

/** An hour that the book has all of is dirty from now on; one that it lacks something of stays dirty since then. */
const TOUCH = `
  INSERT INTO hours VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision,
  dirty_since_ms = iif(revision > (SELECT written FROM state), dirty_since_ms, excluded.dirty_since_ms)`;
