/**
 * Producers of a shard: which of their batches counted, what of those was refused, what they gave up.
 * @module
 */
import type { RefusedCell, SequencedBatch } from "./contract.ts";
import { dimsKey } from "./dims.ts";
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

type Refused = readonly { readonly cell: number; readonly code: RefusedCell }[];
type Cells = SequencedBatch["cells"];

const cellKey = ({ hour, dims }: Cells[number]): string => `${hour} ${dimsKey(dims)}`;

/** Keeps what was refused of a batch that counted in part. */
export function keepRefused(
  sql: SqlStorage,
  { producer, seq, cells }: SequencedBatch,
  refused: Refused,
  nowMs: number,
): void {
  const codes = refused.map(({ cell, code }) => {
    const of = cells[cell];
    return [of === undefined ? "" : cellKey(of), code];
  });
  sql.exec("INSERT INTO refusals VALUES (?, ?, ?, ?)", producer, seq, nowMs, JSON.stringify(codes));
}

/** What was refused of a batch when it counted, as positions in the cells that came now. */
export function refusedThen(sql: SqlStorage, { producer, seq, cells }: SequencedBatch): Refused {
  const row = sql
    .exec<{ cells: string }>("SELECT cells FROM refusals WHERE producer = ? AND seq = ?", producer, seq)
    .toArray()[0];
  if (row === undefined) return [];
  const codes = new Map(JSON.parse(row.cells) as [string, RefusedCell][]);
  return cells.flatMap((of, cell) => {
    const code = codes.get(cellKey(of));
    return code === undefined ? [] : [{ cell, code }];
  });
}
