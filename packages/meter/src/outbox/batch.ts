/**
 * A batch: numbered events on their way, the same bytes at every retry, since exactly once rests on that.
 * @module
 */
import type { WireEvent } from "@gramme/core/wire";

/** Most events that a ledger takes in one batch. */
export const MOST_BATCH_EVENTS = 1000;
/** Most bytes that a ledger takes in one batch. */
export const MOST_BODY_BYTES = 1_000_000;
/** What a body has beside its events, at most. */
const FRAME_BYTES = 300;

/** Events under one number of one producer. */
export interface Batch {
  readonly producer: string;
  /** Number among the producer's batches, from 1; never used for other events. */
  readonly seq: number;
  /** Events that the producer had to give up before this batch. */
  readonly lost: number;
  /** Each event as JSON. */
  readonly lines: readonly string[];
  /** Whether an earlier attempt may have been counted, its answer never heard. */
  readonly unclear: boolean;
}

/** When a batch is full. `bytes` becomes smaller where something on the way takes no batch as large. */
export interface BatchLimits {
  readonly events: number;
  bytes: number;
}

/** An event as JSON, or `undefined` where it has none: it holds a BigInt, or itself. */
export function lineOf(event: WireEvent): string | undefined {
  try {
    return JSON.stringify(event);
  } catch {
    return undefined;
  }
}

/** The body of `POST /v1/events` (form `gramme/events/1`). The same batch gives the same text, always. */
export function bodyOf(batch: Batch): string {
  const lost = batch.lost === 0 ? "" : `"lost":${batch.lost},`;
  const head = `{"schema":"gramme/events/1","producer":${JSON.stringify(batch.producer)},"seq":${batch.seq},`;
  return `${head}${lost}"events":[${batch.lines.join(",")}]}`;
}

const utf8 = new TextEncoder();

/** Bytes of a text in UTF-8. */
export function bytesOf(text: string): number {
  // names are ASCII but for a slip, and then a character is a byte
  return /^[\p{ASCII}]*$/u.test(text) ? text.length : utf8.encode(text).length;
}

/** A batch that is being filled. */
export interface Room {
  /** Takes a line in; false where the batch is full. The first always fits, so that nothing stands in the way for ever. */
  take(line: string): boolean;
  readonly full: boolean;
}

/** An empty batch, or one with so much in it. */
export function roomOf(limits: BatchLimits, events = 0, bytes = 0): Room {
  let n = events;
  let size = bytes + FRAME_BYTES;
  return {
    take(line) {
      const more = bytesOf(line) + 1;
      if (n > 0 && (n >= limits.events || size + more > limits.bytes)) return false;
      n += 1;
      size += more;
      return true;
    },
    get full() {
      return n >= limits.events || size >= limits.bytes;
    },
  };
}

/** Both halves of a batch. The first keeps its number. */
export function halvesOf(batch: Batch, secondSeq: number): readonly [Batch, Batch] {
  const middle = Math.ceil(batch.lines.length / 2);
  return [
    { ...batch, lines: batch.lines.slice(0, middle) },
    { ...batch, seq: secondSeq, lost: 0, lines: batch.lines.slice(middle) },
  ];
}
