/**
 * What came of one attempt with a batch.
 * @module
 */
import type { Batch } from "./batch.ts";

/** One event that was refused, by its position in the batch. */
export interface Refusal {
  readonly index: number;
  /** A code of the ledger's closed set. */
  readonly code: string;
  readonly field?: string;
  readonly detail: string;
}

/** The ledger has the batch; some of its events may be refused. */
export interface Taken {
  readonly kind: "taken";
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: readonly Refusal[];
}

/** The ledger itself will never take any of it. */
export interface Refused {
  readonly kind: "refused";
  readonly refused: readonly Refusal[];
}

/** Too many bytes for the ledger or for something before it. Nothing was counted. */
export interface TooLarge {
  readonly kind: "too-large";
}

/** Not now. The batch stays. */
export interface Later {
  /** `soon`: it passes by itself, as a rule. `barred`: somebody has to mend it, as a rule. */
  readonly kind: "soon" | "barred";
  /** What happened, in words. No secret and nothing of the answer's body is in it. */
  readonly words: string;
  /** How long the ledger wants to be left alone, ms. */
  readonly retryAfterMs?: number;
  /** Whether it may have been counted all the same. */
  readonly unclear: boolean;
}

/** What came of one attempt. */
export type Verdict = Taken | Refused | TooLarge | Later;

/** Makes one attempt. Never throws, and always ends. */
export type Attempt = (batch: Batch) => Promise<Verdict>;
