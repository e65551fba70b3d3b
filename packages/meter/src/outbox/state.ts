/**
 * What became of the events. Every event is in one place:
 * `added + found = summed + waiting + acked + duplicates + refused + lost`.
 * @module
 */

/** Where events are, and what went wrong last. Counts are of this process. */
export interface OutboxState {
  /** Events that were handed in. */
  readonly added: number;
  /** Of those: added to one that was alike, and since then part of it. */
  readonly summed: number;
  /** Events that an earlier process had kept. */
  readonly found: number;
  /** Events that are still here. */
  readonly waiting: number;
  /** Events that the ledger counts, by its own word. */
  readonly acked: number;
  /** Events that it counted already when they came: an earlier answer was not heard. */
  readonly duplicates: number;
  /** Events that it will never take, whole and by its codes. */
  readonly refused: number;
  readonly refusedBy: Readonly<Record<string, number>>;
  /** Events that had to be given up. The ledger is told how many. */
  readonly lost: number;
  /** Attempts that were made. */
  readonly attempts: number;
  /** Attempts in a row that failed. */
  readonly failures: number;
  /** When the next attempt may be made, where one failed, ms since 1970. */
  readonly retryAtMs?: number;
  readonly lastProblem?: OutboxProblem;
}

/** Kinds of what can go wrong. */
export type ProblemKind =
  /** The ledger cannot be reached, or is busy. It passes by itself, as a rule. */
  | "unreachable"
  /** The ledger, or something before it, does not let us in. Somebody has to mend it, as a rule. */
  | "barred"
  /** The ledger refused events. */
  | "refused"
  /** Something on the way takes no batch as large. */
  | "too-large"
  /** Events were given up. */
  | "lost"
  /** The folder cannot be used; events are in memory. */
  | "disk"
  /** The ledger's answer does not add up. */
  | "odd-answer"
  /** The outbox itself failed; the events stay. */
  | "bug";

/** Something that went wrong, in words that hold no secret and no event. */
export interface OutboxProblem {
  readonly kind: ProblemKind;
  readonly words: string;
  /** Ms since 1970. */
  readonly atMs: number;
  /** How often its kind was not told since it was told last. */
  readonly untold: number;
}

/** Counts that only grow. */
export interface Tally {
  added: number;
  summed: number;
  found: number;
  acked: number;
  duplicates: number;
  refused: number;
  readonly refusedBy: Record<string, number>;
  lost: number;
  attempts: number;
}

/** Nothing happened yet. */
export function emptyTally(): Tally {
  return {
    added: 0,
    summed: 0,
    found: 0,
    acked: 0,
    duplicates: 0,
    refused: 0,
    refusedBy: {},
    lost: 0,
    attempts: 0,
  };
}

/** Events that are no longer waiting. */
export function settledOf(tally: Tally): number {
  return tally.acked + tally.duplicates + tally.refused + tally.lost;
}
