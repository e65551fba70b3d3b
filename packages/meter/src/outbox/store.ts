/**
 * Where events stay until the ledger has them: memory, a folder, a Durable Object. All three share one way of sending.
 * @module
 */
import type { WireEvent } from "@gramme/core/wire";
import type { Batch, BatchLimits } from "./batch.ts";
import type { ProblemKind, Tally } from "./state.ts";
import type { Time } from "./time.ts";

/** A refused event, as the dead letters have it. */
export interface RefusedEvent {
  /** When it was refused, ms since 1970. */
  readonly at_unix_ms: number;
  readonly producer: string;
  readonly seq: number;
  /** A code of the ledger's closed set. */
  readonly code: string;
  readonly field?: string;
  readonly detail: string;
  /** Whether an earlier attempt may have counted it. */
  readonly maybe_counted?: true;
  /** The event as it was sent. */
  readonly event: WireEvent;
}

/** What became of a batch for good. */
export interface Settlement {
  /** Whether the ledger took the batch, and with it the number of lost events. */
  readonly taken: boolean;
  readonly refused: readonly RefusedEvent[];
}

/** Gives batches, and takes back what became of them. At most one hand has a batch. */
export interface BatchSource {
  /** Events that are here, those of batches that are out included. */
  waiting(): number;
  /** The oldest batch that is not out: a full one, or with `all` what there is. */
  take(all: boolean): Promise<Batch | undefined> | Batch | undefined;
  /** The batch stays, and is given again. `unclear`: it may have been counted. */
  giveBack(batch: Batch, unclear: boolean): void;
  /** The batch goes. False where it was not here any more; then nothing changed. */
  settle(batch: Batch, settlement: Settlement): Promise<boolean> | boolean;
  /** The batch becomes two, only where it is sure that it was not counted. False where that could not be kept. */
  split(batch: Batch): Promise<boolean> | boolean;
}

/** Keeps events. */
export interface Store extends BatchSource {
  /** At once, whatever happens. */
  add(event: WireEvent): void;
  /** Resolves once all that was added is as safe as it gets here: true where it outlives the process. Never rejects. */
  kept(): Promise<boolean>;
  /** Batches that are out come back: whoever had them is gone. They may have been counted. */
  recall(): void;
  /** Lets go. What is not kept is lost, and counted. Never rejects. */
  close(): Promise<void>;
}

/** What a store works with. */
export interface StoreSetting {
  readonly limits: BatchLimits;
  /** Most events in memory. */
  readonly mostEvents: number;
  readonly time: Time;
  readonly random: () => number;
  readonly tally: Tally;
  readonly tell: (kind: ProblemKind, words: string) => void;
  /** Says that events are here which nobody added: found in a folder. */
  readonly wake: () => void;
}

/** Opens a store. Does nothing yet that a Worker may not do outside a request. */
export type OpenStore = (setting: StoreSetting) => Store;
