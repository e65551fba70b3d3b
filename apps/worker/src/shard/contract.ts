/**
 * What the doors hand to a shard, and what a shard answers: plain data, few rows, whatever the batch held.
 * @module
 */
import type { Phase } from "@gramme/core";

/** What a cell is of: the labels under which a ledger counts. Empty where there is none. */
export interface Dims {
  readonly phase: Phase;
  /** A Hugging Face pipeline tag, or `unknown`. */
  readonly task: string;
  readonly model: string;
  readonly model_version: string;
  readonly route: string;
  /** Id of the profile, or empty: published rates of the task. */
  readonly profile: string;
  /** Version of the profile that held when the event came in; 0 where there is no profile. */
  readonly profile_version: number;
  /** Where it ran: a zone's code, or empty for the profile's place. */
  readonly zone: string;
  /** `wall`, `wall-io`, `provider`, or empty where no time is known. */
  readonly timing: string;
}

/** Names of the labels, in the order of a cell's key. */
export const DIMS = [
  "phase",
  "task",
  "model",
  "model_version",
  "route",
  "profile",
  "profile_version",
  "zone",
  "timing",
] as const satisfies readonly (keyof Dims)[];

/** Key of an hour's cell. */
export interface CellKey {
  /** Hours since 1970. */
  readonly hour: number;
  readonly dims: Dims;
}

/** Counters in the order of core's `COUNTERS`. */
export type CounterRow = readonly number[];

/** Events that were refused: code → their positions in the batch as it was sent. */
export type RefusedEvents = Readonly<Record<string, readonly number[]>>;

/** A batch whose producer numbers it: added up by cell already. Counts once for its (producer, seq). */
export interface SequencedBatch {
  /** Who sent it: what one sender brings in of new labels leaves room for others'. */
  readonly sender?: string;
  readonly producer: string;
  readonly seq: number;
  /** Events that the producer gave up since its last batch. */
  readonly lost: number;
  readonly cells: readonly (CellKey & {
    readonly counters: CounterRow;
    /** Positions of its events in the batch as it was sent. */
    readonly events: readonly number[];
  })[];
  /** What the door refused of it: kept with its number, so that a replay is told the same. */
  readonly rejected?: RefusedEvents;
}

/** Events that count once for their own ids. */
export interface IdentifiedBatch {
  /** Who sent it, as of a numbered one. */
  readonly sender?: string;
  readonly cells: readonly CellKey[];
  /** `[id, index of its cell, counters]` */
  readonly events: readonly (readonly [id: string, cell: number, counters: CounterRow])[];
}

/** What a shard did with a batch. It is durable before this is answered. */
export interface Recorded {
  /** Sequenced: whether this seq had counted before. Then nothing was added. */
  readonly replay: boolean;
  /** A replay: what was refused of it when it counted, by the door or the shard. */
  readonly refusedThen: RefusedEvents;
  /**
   * Sequenced: the producer left so many gaps since that the shard no longer knows whether this seq counted. Nothing was
   * added.
   */
  readonly forgotten: boolean;
  /** Identified: positions in `events` of those that had counted before. */
  readonly duplicates: readonly number[];
  /** Positions in `cells` of those that were not taken, none of whose events counts. */
  readonly refused: readonly {
    readonly cell: number;
    readonly code: RefusedCell;
  }[];
}

/** Why a shard does not take a cell. `too-old`: its hour has left the shard, and what is written up of it stands. */
export type RefusedCell = "too-many-labels" | "counter-overflow" | "too-old";

/** How far a shard's write-up to the book lags behind. */
export interface ShardHealth {
  /** When the oldest count came in that the book does not have yet; null where it has all. */
  readonly dirty_since_ms: number | null;
  /** Write-ups that failed in a row. */
  readonly failures: number;
}

/** A shard as its callers see it. */
export interface ShardDoor {
  /** What became of a batch that counted before, undefined where none did: for one of which nothing can count now. */
  replayOf(tenant: string, shard: number, producer: string, seq: number): Promise<Recorded | undefined>;
  health(): Promise<ShardHealth>;
  recordSequenced(tenant: string, shard: number, batch: SequencedBatch): Promise<Recorded>;
  recordIdentified(tenant: string, shard: number, batch: IdentifiedBatch): Promise<Recorded>;
}
