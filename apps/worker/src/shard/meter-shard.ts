/**
 * One shard of a tenant's ledger: counts batches exactly once, durably, and writes up what it counted to the book.
 * @module
 */
import { DurableObject } from "cloudflare:workers";
import { writeUp } from "../book/hours-write-up.ts";
import { forgetProducers } from "../book/producers-leave.ts";
import type { Env } from "../env.ts";
import { dirtyProducers, MOST_NAMED, nextSlice } from "./backlog.ts";
import type { IdentifiedBatch, Recorded, SequencedBatch, ShardDoor, ShardHealth } from "./contract.ts";
import { type Labels, labelsIn } from "./labels.ts";
import { closeNamedDays, forgetIds, letHoursLeave } from "./leaving.ts";
import { pauseMs, retryMs, UNTIL_TOMORROW_MS } from "./pace.ts";
import { producerNamed } from "./producers.ts";
import { type Desk, type Outcome, recordNamed, recordNumbered, replayed } from "./record.ts";
import { seqState } from "./seen-seqs.ts";
import { beginState, dirtySince, keepState, lastRevision, type ShardState, stateIn } from "./state.ts";
import { prepareTables } from "./tables.ts";

/** Most slices that one alarm writes up; what is left is the next one's. */
const SLICES_AN_ALARM = 50;

/** A shard. Its name is `TENANT/NUMBER`. */
export class MeterShard extends DurableObject<Env> implements ShardDoor {
  // what is kept in memory follows from the tables, and is dropped when a transaction fails
  #state: ShardState | undefined;
  #labels: Labels | undefined;
  #revisions = { last: 0 };
  /** Producers that the book may lack something of; undefined: any. */
  #dirtyProducers: Set<string> | undefined;
  /** When the alarm goes off; undefined where none is set. */
  #alarmMs: number | undefined;
  #failures = 0;
  /** Cells of the last write-up: what the next one will cost. */
  #lastCells = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    prepareTables(ctx.storage);
    this.#recall();
    void ctx.blockConcurrencyWhile(async () => {
      this.#alarmMs = (await ctx.storage.getAlarm()) ?? undefined;
      // an alarm that was given up for whatever reason
      if (this.#isDirty()) this.#armBy(Date.now() + pauseMs(0));
    });
  }

  // Callers get a promise from any method; async would only put a microtask between the rows and the alarm.

  /** Counts a numbered batch. See `SequencedBatch`. */
  recordSequenced(tenant: string, shard: number, batch: SequencedBatch): Promise<Recorded> {
    return this.#record(tenant, shard, (desk) => {
      const outcome = recordNumbered(desk, batch);
      const names = this.#dirtyProducers;
      if (outcome.changed && names !== undefined && names.size <= MOST_NAMED) names.add(batch.producer);
      return outcome;
    });
  }

  /** Counts events with ids of their own. See `IdentifiedBatch`. */
  recordIdentified(tenant: string, shard: number, batch: IdentifiedBatch): Promise<Recorded> {
    return this.#record(tenant, shard, (desk) => recordNamed(desk, batch));
  }

  /** What became of a numbered batch that counted before. Changes nothing. */
  replayOf(tenant: string, shard: number, producer: string, seq: number): Promise<Recorded | undefined> {
    if (this.#state !== undefined) this.#own(tenant, shard, Date.now());
    const { sql } = this.ctx.storage;
    const counted = seqState(producerNamed(sql, producer).seen, seq) === "counted";
    return Promise.resolve(counted ? replayed(sql, producer, seq) : undefined);
  }

  /** How far the write-up lags. Changes nothing. */
  health(): Promise<ShardHealth> {
    const since = dirtySince(this.ctx.storage.sql, this.#state?.written ?? 0);
    return Promise.resolve({ dirty_since_ms: since ?? null, failures: this.#failures });
  }

  /** Writes up what changed. Never throws: the platform gives up on an alarm that keeps failing, this one does not. */
  override async alarm(): Promise<void> {
    try {
      await this.#writeUp();
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      // the book's words, which hold no event
      // oxlint-disable-next-line no-console -- a Worker's log is its console
      console.error(`write-up failed, attempt ${this.#failures}: ${String(error).slice(0, 300)}`);
    } finally {
      this.#alarmMs = undefined;
      this.#armNext(Date.now());
    }
  }

  async #writeUp(): Promise<void> {
    const { storage } = this.ctx;
    let cells = 0;
    for (let slices = 0; slices < SLICES_AN_ALARM; slices += 1) {
      const state = this.#state;
      if (state === undefined) return;
      // dropped when a transaction failed meanwhile
      this.#dirtyProducers ??= new Set(dirtyProducers(storage.sql));
      const slice = nextSlice(storage.sql, state.written, [...this.#dirtyProducers]);
      if (slice === undefined) break;
      await writeUp(this.env.BOOK, state.tenant, state.shard, slice);
      // should this be lost, the slice is written again, and changes nothing
      this.#keep({ ...(this.#state ?? state), written: slice.upTo });
      cells += slice.cells;
      if (slice.upTo === this.#revisions.last) this.#dirtyProducers?.clear();
    }
    this.#lastCells = cells;
    await this.#letLeave(Date.now());
  }

  async #letLeave(nowMs: number): Promise<void> {
    const { storage } = this.ctx;
    if (this.#state === undefined) return;
    const { tenant, shard } = this.#state;
    const left = letHoursLeave(storage, this.#state, nowMs);
    if (left) this.#recall();
    if (closeNamedDays(storage.sql, this.#state, nowMs)) {
      this.#recall();
      await forgetIds(storage.sql, this.#state.firstNamedDay);
    }
    // as often as hours leave: once a day
    if (left) await forgetProducers(this.env.BOOK, tenant, shard, nowMs);
  }

  #record(tenant: string, shard: number, work: (desk: Desk) => Outcome): Promise<Recorded> {
    const nowMs = Date.now();
    const { storage } = this.ctx;
    const { sql } = storage;
    try {
      const { recorded, changed } = storage.transactionSync(() => {
        const { firstHour, firstNamedDay } = this.#own(tenant, shard, nowMs);
        this.#labels ??= labelsIn(sql, tenant);
        const desk = {
          sql,
          labels: this.#labels,
          revisions: this.#revisions,
          nowMs,
          firstHour,
          firstNamedDay,
        };
        return work(desk);
      });
      // no await since: the alarm is durable with the rows, or neither is
      if (changed) this.#armBy(nowMs + pauseMs(this.#lastCells));
      return Promise.resolve(recorded);
    } catch (error) {
      this.#recall();
      throw error;
    }
  }

  /** This shard's state; a shard that gets a batch of another's tenant has been called by a wrong name. */
  #own(tenant: string, shard: number, nowMs: number): ShardState {
    this.#state ??= beginState(this.ctx.storage.sql, tenant, shard, nowMs);
    if (this.#state.tenant !== tenant || this.#state.shard !== shard) {
      throw new Error("a batch came to a shard that is another's");
    }
    return this.#state;
  }

  #keep(state: ShardState): void {
    keepState(this.ctx.storage.sql, state);
    this.#state = state;
  }

  #recall(): void {
    const { sql } = this.ctx.storage;
    this.#state = stateIn(sql);
    this.#labels = undefined;
    this.#revisions = { last: lastRevision(sql) };
    this.#dirtyProducers = undefined;
  }

  #isDirty(): boolean {
    return this.#revisions.last > (this.#state?.written ?? 0);
  }

  #armNext(nowMs: number): void {
    if (this.#failures > 0) this.#armBy(nowMs + retryMs(this.#failures));
    else if (this.#isDirty()) this.#armBy(nowMs + pauseMs(this.#lastCells));
    else if (this.#state !== undefined) this.#armBy(nowMs + UNTIL_TOMORROW_MS);
  }

  /** Sets the alarm, unless one goes off by then: setting it is a row. */
  #armBy(atMs: number): void {
    if (this.#alarmMs !== undefined && this.#alarmMs <= atMs) return;
    this.#alarmMs = atMs;
    void this.ctx.storage.setAlarm(atMs);
  }
}
