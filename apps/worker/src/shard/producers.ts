/**
 * Producers of a shard: which of their batches counted, what of those was refused, what they gave up.
 * @module
 */
import type { Recorded, RefusedEvents, SequencedBatch } from "./contract.ts";
import { NOTHING_SEEN, type SeenSeqs, withSeq } from "./seen-seqs.ts";

/** A producer as the shard keeps it. */
export interface Producer {
  readonly seen: SeenSeqs;
  readonly lastSeq: number;
  readonly lost: number;
}

/** A producer that was never heard of. */
const NOBODY: Producer = { seen: NOTHING_SEEN, lastSeq: 0, lost: 0 };

/** What is kept of a producer. */
export function producerNamed(sql: SqlStorage, producer: string): Producer {
  const row = sql
    .exec<{ forgotten: number; ranges: string; last_seq: number; lost: number }>(
      "SELECT forgotten, ranges, last_seq, lost FROM producers WHERE producer = ?",
      producer,
    )
    .toArray()[0];
  if (row === undefined) return NOBODY;
  const ranges = JSON.parse(row.ranges) as readonly number[];
  return { seen: { forgotten: row.forgotten, ranges }, lastSeq: row.last_seq, lost: row.lost };
}

/** Keeps that a batch counted: one row. What was lost adds up to the last number that is exact, and stays there. */
export function keepBatch(
  sql: SqlStorage,
  before: Producer,
  { producer, seq, lost }: SequencedBatch,
  revision: number,
  nowMs: number,
): void {
  const { forgotten, ranges } = withSeq(before.seen, seq);
  sql.exec(
    "INSERT OR REPLACE INTO producers VALUES (?, ?, ?, ?, ?, ?, ?)",
    producer,
    revision,
    forgotten,
    JSON.stringify(ranges),
    Math.max(before.lastSeq, seq),
    nowMs,
    Math.min(before.lost + lost, Number.MAX_SAFE_INTEGER),
  );
}

/** Keeps what was refused of a batch that counted in part: positions only, a few kB at most. */
export function keepRefused(
  sql: SqlStorage,
  { producer, seq, cells, rejected = {} }: SequencedBatch,
  refused: Recorded["refused"],
  nowMs: number,
): void {
  const events = new Map(Object.entries(rejected));
  for (const { cell, code } of refused) {
    events.set(code, [...(events.get(code) ?? []), ...(cells[cell]?.events ?? [])]);
  }
  if (events.size === 0) return;
  const text = JSON.stringify(Object.fromEntries(events));
  sql.exec("INSERT INTO refusals VALUES (?, ?, ?, ?)", producer, seq, nowMs, text);
}

/** What was refused of a batch when it counted. */
export function refusedThen(sql: SqlStorage, producer: string, seq: number): RefusedEvents {
  const row = sql
    .exec<{ events: string }>("SELECT events FROM refusals WHERE producer = ? AND seq = ?", producer, seq)
    .toArray()[0];
  return row === undefined ? {} : (JSON.parse(row.events) as RefusedEvents);
}
