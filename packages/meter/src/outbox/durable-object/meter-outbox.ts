/**
 * An outbox as a Durable Object: what it took is on disk before it answers, and its alarm sends it to the ledger, for
 * as long as it takes.
 * @module
 */
import { DurableObject } from "cloudflare:workers";
import type { WireEvent } from "@gramme/core/wire";
import { type BatchLimits, MOST_BATCH_EVENTS, lineOf } from "../batch.ts";
import { type CourierSetting, deliver } from "../courier.ts";
import { type LedgerFetch, httpAttempt } from "../http-attempt.ts";
import { waitOf } from "../pace.ts";
import type { OutboxProblem, OutboxState } from "../state.ts";
import type { RefusedEvent } from "../store.ts";
import { tellOnConsole, teller } from "../teller.ts";
import { PLATFORM_TIME } from "../time.ts";
import type { Attempt } from "../verdict.ts";
import { type Hand, type SqlStore, sqlStore } from "./sql-store.ts";

/** What the object finds in its Worker's environment. */
export interface MeterOutboxEnv {
  /** The ledger's address. */
  readonly GRAMME_LEDGER?: string;
  /** A key that may write events: `wrangler secret put GRAMME_KEY`. */
  readonly GRAMME_KEY?: string;
  /** The ledger as a service binding, where it is a Worker of the same account. */
  readonly GRAMME?: { fetch(url: string, request: object): Promise<Response> };
}

/** How an object sends; a class of one's own hands its own to the constructor. */
export interface ObjectSetting {
  readonly ledger: string | undefined;
  readonly key?: string | undefined;
  readonly plain?: boolean | undefined;
  readonly fetch?: LedgerFetch | undefined;
  /** Longest that an event waits for its batch to fill, ms: 2000. */
  readonly afterMs?: number | undefined;
  /** Bytes of a full batch: 500,000. */
  readonly bytes?: number | undefined;
  /** Most events that wait: 1,000,000. */
  readonly mostEvents?: number | undefined;
  /** Hears of problems, each kind at most once a minute. The console, unless said. */
  readonly onProblem?: ((problem: OutboxProblem) => void) | undefined;
  readonly random?: (() => number) | undefined;
  readonly nowMs?: (() => number) | undefined;
}

const DEFAULT_AFTER_MS = 2000;
const DEFAULT_BYTES = 500_000;
const DEFAULT_MOST_EVENTS = 1_000_000;
const TIMEOUT_MS = 10_000;
/** Batches of one alarm; the next alarm goes on. */
const BATCHES_A_TURN = 32;

/** An outbox. Bind it, export it from the Worker, and hand events over through `durableObjectSink`. */
export class MeterOutbox<Env extends MeterOutboxEnv = MeterOutboxEnv> extends DurableObject<Env> {
  readonly #store: SqlStore;
  readonly #courier: CourierSetting;
  readonly #afterMs: number;
  readonly #nowMs: () => number;
  readonly #problems;
  #sending = false;
  /** When the alarm is to ring, where it is known. */
  #alarmMs: number | undefined;

  // not a method, since callers elsewhere could call it and read the key
  constructor(ctx: DurableObjectState, env: Env, setting: ObjectSetting = settingOf(env)) {
    super(ctx, env);
    this.#nowMs = setting.nowMs ?? ((): number => Date.now());
    this.#afterMs = setting.afterMs ?? DEFAULT_AFTER_MS;
    this.#problems = teller(this.#nowMs, setting.onProblem ?? tellOnConsole);
    const limits: BatchLimits = { events: MOST_BATCH_EVENTS, bytes: setting.bytes ?? DEFAULT_BYTES };
    const store = sqlStore({
      storage: ctx.storage,
      limits,
      mostEvents: setting.mostEvents ?? DEFAULT_MOST_EVENTS,
      newProducer: () => `${ctx.id.toString().slice(0, 27)}-${crypto.randomUUID()}`,
      tell: this.#problems.tell,
    });
    this.#store = store;
    this.#courier = {
      source: store,
      attempt: attemptBy(setting),
      limits,
      // a transaction that fails puts another in its place
      get tally() {
        return store.tally;
      },
      tell: this.#problems.tell,
      pace: store.pace,
      nowMs: this.#nowMs,
      random: setting.random ?? Math.random,
    };
    void ctx.blockConcurrencyWhile(() => this.#arm());
  }

  /** Takes events; they are kept when this resolves. */
  async add(events: readonly WireEvent[]): Promise<void> {
    const lines = events.map(lineOf).filter((line) => line !== undefined);
    this.#store.keep(lines, this.#nowMs());
    await this.#arm();
  }

  /** Takes events as JSON under a number, so that handing them over again changes nothing. False where it is again. */
  async hand(lines: readonly string[], hand: Hand): Promise<boolean> {
    const isNew = this.#store.keep(lines, this.#nowMs(), hand);
    await this.#arm();
    return isNew;
  }

  /** What became of the events. Counts are of the object's whole life. */
  state(): OutboxState {
    const { failures, notBeforeMs } = this.#store.pace.get();
    return {
      ...structuredClone(this.#store.tally),
      waiting: this.#store.waiting(),
      failures,
      ...(failures > 0 ? { retryAtMs: notBeforeMs } : {}),
      ...(this.#problems.last === undefined ? {} : { lastProblem: this.#problems.last }),
    };
  }

  /** The newest events that the ledger refused, and why; 100 unless said, at most 1000. */
  refused(most = 100): readonly RefusedEvent[] {
    return this.#store.refused(Math.min(1000, Math.max(1, Math.trunc(most))));
  }

  /** Sends what waits. It never fails for what happens on the way, since the platform gives up an alarm that does. */
  override async alarm(): Promise<void> {
    this.#alarmMs = undefined;
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let n = 0; n < BATCHES_A_TURN && this.#waitMs() === 0; n += 1) {
        if ((await deliver(this.#courier, true)) !== "gone") break;
      }
    } catch (error) {
      // oxlint-disable-next-line no-console -- a bug keeps its stack, and the events stay
      console.error(error instanceof Error ? error.stack : String(error));
    } finally {
      this.#sending = false;
      await this.#arm();
    }
  }

  #waitMs(): number {
    return waitOf(this.#store.pace.get(), this.#nowMs());
  }

  /** Sees that the alarm rings while something waits: at once for a full batch, otherwise after a while. */
  async #arm(): Promise<void> {
    const waiting = this.#store.waiting();
    if (waiting === 0 || this.#sending) return;
    const isFull = waiting >= MOST_BATCH_EVENTS;
    const { failures } = this.#store.pace.get();
    const atMs = this.#nowMs() + (failures > 0 ? this.#waitMs() : isFull ? 0 : this.#afterMs);
    this.#alarmMs ??= (await this.ctx.storage.getAlarm()) ?? undefined;
    if (this.#alarmMs !== undefined && this.#alarmMs <= atMs) return;
    this.#alarmMs = atMs;
    await this.ctx.storage.setAlarm(atMs);
  }
}

function settingOf({ GRAMME_LEDGER, GRAMME_KEY, GRAMME }: MeterOutboxEnv): ObjectSetting {
  const setting = { ledger: GRAMME_LEDGER, key: GRAMME_KEY };
  if (GRAMME === undefined) return setting;
  return { ...setting, fetch: (url, request) => GRAMME.fetch(url, request) };
}

function attemptBy(setting: ObjectSetting): Attempt {
  const { ledger } = setting;
  try {
    if (ledger === undefined) throw new TypeError("GRAMME_LEDGER is not set");
    return httpAttempt({ ...setting, ledger, timeoutMs: TIMEOUT_MS }, PLATFORM_TIME);
  } catch (error) {
    // events are kept until somebody mends it
    const words = `cannot be asked: ${error instanceof Error ? error.message : "wrong setting"}`;
    return () => Promise.resolve({ kind: "barred", words, unclear: false });
  }
}
