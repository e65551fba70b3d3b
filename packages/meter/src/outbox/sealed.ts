/**
 * Sealed batches of one producer in memory: which are out, which may have been counted.
 * @module
 */
import { type Batch, halvesOf } from "./batch.ts";

/** Sealed batches, the oldest first. */
export interface Sealed {
  readonly events: number;
  put(batch: Batch): void;
  /** The oldest that is not out; it is out now. */
  next(): Batch | undefined;
  giveBack(batch: Batch, unclear: boolean): void;
  /** Takes it away. False where it is not here. */
  remove(batch: Batch): boolean;
  /** Splits it in two. The first half keeps the number, under which nothing was counted, so that no number is skipped. */
  split(batch: Batch, secondSeq: number): void;
  recall(): void;
}

/** No batches. */
export function sealedBatches(): Sealed {
  const batches = new Map<number, Batch>();
  const out = new Set<number>();
  let events = 0;
  const put = (batch: Batch): void => {
    batches.set(batch.seq, batch);
    events += batch.lines.length;
  };
  const remove = ({ seq }: Batch): boolean => {
    const batch = batches.get(seq);
    if (batch === undefined) return false;
    events -= batch.lines.length;
    out.delete(seq);
    return batches.delete(seq);
  };
  return {
    get events() {
      return events;
    },
    put,
    next() {
      let oldest: Batch | undefined;
      for (const batch of batches.values()) {
        if (!out.has(batch.seq) && (oldest === undefined || batch.seq < oldest.seq)) oldest = batch;
      }
      if (oldest !== undefined) out.add(oldest.seq);
      return oldest;
    },
    giveBack(batch, unclear) {
      if (!batches.has(batch.seq)) return;
      if (unclear) batches.set(batch.seq, { ...batch, unclear });
      out.delete(batch.seq);
    },
    remove,
    split(batch, secondSeq) {
      if (remove(batch)) for (const half of halvesOf(batch, secondSeq)) put(half);
    },
    recall() {
      for (const seq of out) {
        const batch = batches.get(seq);
        if (batch !== undefined) batches.set(seq, { ...batch, unclear: true });
      }
      out.clear();
    },
  };
}
