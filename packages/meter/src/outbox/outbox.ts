/**
 * The outbox: takes events at once, sends them in numbered batches, keeps them until the ledger has them. Nothing is
 * lost without a word, nothing counts twice, and what it meters never waits for it.
 * @module
 */
import type { WireEvent } from "@gramme/core/wire";
import type { EventSink } from "../call/event-sink.ts";
import { onWorkers } from "../clock/clock.ts";
import { type BatchLimits, MOST_BATCH_EVENTS, MOST_BODY_BYTES } from "./batch.ts";
import type { CourierSetting } from "./courier.ts";
import { type LedgerFetch, httpAttempt } from "./http-attempt.ts";
import { hearAtTheEnd, heard } from "./last-words.ts";
import { memoryStore } from "./memory-store.ts";
import { UNHINDERED } from "./pace.ts";
import { rounds } from "./rounds.ts";
import { summer } from "./summer.ts";
import { type OutboxProblem, type OutboxState, emptyTally } from "./state.ts";
import type { OpenStore, RefusedEvent } from "./store.ts";
import { tellOnConsole, teller } from "./teller.ts";
import { PLATFORM_TIME, type Time, within } from "./time.ts";
import type { Attempt } from "./verdict.ts";

/** How an outbox works; all of it has a good default. */
export interface OutboxSetting {
  /** Where events are kept: memory, unless said. `fileStore` is in `@gramme/meter/file`. */
  readonly store?: OpenStore | undefined;
  readonly batch?:
    | {
        /** Events of a full batch: 1000, which is the most. */
        readonly events?: number | undefined;
        /** Bytes of a full batch: 500,000; a ledger takes up to 1,000,000. */
        readonly bytes?: number | undefined;
        /** Longest that an event waits for its batch to fill, ms: 5000. */
        readonly afterMs?: number | undefined;
      }
    | undefined;
  /**
   * How long alike events are added up before they go on, ms: 1000 in memory, and 0, not at all, in a store that
   * outlives the process, where what is not kept yet would be lost with it. What is told is the same.
   */
  readonly sumMs?: number | undefined;
  /** Most events in memory: 100,000. Of more, the oldest are given up, counted and told. */
  readonly mostEvents?: number | undefined;
  /** Batches in flight at once, 1 to 4: 1. */
  readonly concurrency?: number | undefined;
  /** Most time of one attempt, ms: 10,000. */
  readonly timeoutMs?: number | undefined;
  /** How long a flush waits for other events to come along, ms: 0, and 20 on Workers. */
  readonly gatherMs?: number | undefined;
  /** Whether timers send: yes, but not on Workers, where only `flush()` does. */
  readonly background?: boolean | undefined;
  /** Hears of problems, each kind at most once a minute. The console, unless said. */
  readonly onProblem?: ((problem: OutboxProblem) => void) | undefined;
  /** Is given events that the ledger refused. */
  readonly onRefused?: ((refused: readonly RefusedEvent[]) => void) | undefined;
  readonly time?: Time | undefined;
  /** A number of [0, 1). */
  readonly random?: (() => number) | undefined;
}

/** An outbox and its ledger. */
export interface OutboxOptions extends OutboxSetting {
  /** The ledger's address: `https://gramme.example.org`. */
  readonly ledger: string;
  /** A key that may write events. */
  readonly key?: string | undefined;
  /** Lets a key go over plain HTTP to another machine, within a network of your own. */
  readonly plain?: boolean | undefined;
  readonly fetch?: LedgerFetch | undefined;
}

/** Keeps and sends events. */
export interface Outbox extends EventSink, AsyncDisposable {
  /** Takes an event, which nobody may change any more. Returns at once and never throws. */
  add(event: WireEvent): void;
  /** Resolves once all that was added is kept: true where it outlives this process. Never rejects. */
  kept(): Promise<boolean>;
  /**
   * Sends what waits now; resolves when it is settled, or when the ledger cannot be had at the moment. Never rejects.
   * On Workers: `ctx.waitUntil(outbox.flush())`; requests of the same moment share one batch.
   */
  flush(): Promise<void>;
  /** Sends what waits, for so many ms at most (5000), and lets go of the store. Never rejects. */
  close(withinMs?: number): Promise<OutboxState>;
  state(): OutboxState;
}

const DEFAULT_BATCH_BYTES = 500_000;
const DEFAULT_AFTER_MS = 5000;
const DEFAULT_MOST_EVENTS = 100_000;
const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_GATHER_MS = 20;
const DEFAULT_CLOSE_MS = 5000;
const DEFAULT_SUM_MS = 1000;
const LONGEST_TIMEOUT_MS = 300_000;

/**
 * An outbox for a ledger.
 * @throws {TypeError} if the address, the key or a limit cannot be used.
 */
export function openOutbox(options: OutboxOptions): Outbox {
  const timeoutMs = number("timeoutMs", options.timeoutMs ?? DEFAULT_TIMEOUT_MS, 1, LONGEST_TIMEOUT_MS);
  const attempt = httpAttempt({ ...options, timeoutMs }, options.time ?? PLATFORM_TIME);
  return outboxWith(attempt, { ...options, timeoutMs });
}

/** An outbox whose batches go by any attempt that never throws and ends within `timeoutMs`. */
export function outboxWith(attempt: Attempt, options: OutboxSetting): Outbox {
  const { time = PLATFORM_TIME, random = Math.random, batch = {}, store: open = memoryStore } = options;
  const limits: BatchLimits = {
    events: number("batch.events", batch.events ?? MOST_BATCH_EVENTS, 1, MOST_BATCH_EVENTS),
    bytes: number("batch.bytes", batch.bytes ?? DEFAULT_BATCH_BYTES, 1000, MOST_BODY_BYTES),
  };
  const mostEvents = number("mostEvents", options.mostEvents ?? DEFAULT_MOST_EVENTS, 1, 100_000_000);
  const background = options.background ?? !onWorkers();
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const nowMs = (): number => time.nowMs();
  const tally = emptyTally();
  const problems = teller(nowMs, options.onProblem ?? tellOnConsole);
  const tell = problems.tell;
  const store = open({ limits, mostEvents, time, random, tally, tell, wake: () => sending.added() });
  let pace = UNHINDERED;
  const courier: CourierSetting = {
    source: store,
    attempt,
    limits,
    tally,
    tell,
    pace: {
      get: () => pace,
      set: (next) => {
        pace = next;
      },
    },
    nowMs,
    random,
    onRefused: options.onRefused,
  };
  const sending = rounds({
    courier,
    time,
    concurrency: number("concurrency", options.concurrency ?? 1, 1, 4),
    afterMs: number("batch.afterMs", batch.afterMs ?? DEFAULT_AFTER_MS, 0, 3_600_000),
    gatherMs: options.gatherMs ?? (background ? 0 : DEFAULT_GATHER_MS),
    background,
    goneAfterMs: timeoutMs + 2000,
    recall: () => store.recall(),
    holds: options.store === undefined,
  });
  const hand = (event: WireEvent): void => {
    store.add(event);
    sending.added();
  };
  const summing = summer({
    afterMs: number(
      "sumMs",
      options.sumMs ?? (options.store === undefined ? DEFAULT_SUM_MS : 0),
      0,
      3_600_000,
    ),
    time,
    background,
    tally,
    hand,
  });
  const waiting = (): number => summing.size() + store.waiting();
  let closed: Promise<OutboxState> | undefined;

  const state = (): OutboxState => ({
    ...tally,
    refusedBy: { ...tally.refusedBy },
    waiting: waiting(),
    failures: pace.failures,
    ...(pace.failures > 0 ? { retryAtMs: pace.notBeforeMs } : {}),
    ...(problems.last === undefined ? {} : { lastProblem: problems.last }),
  });
  const mortal = {
    lastWords: () => {
      const left = waiting();
      if (left > 0)
        tell("lost", `the process ends with ${left} events that were not sent: close() sends them`);
    },
  };
  if (options.store === undefined) hearAtTheEnd(mortal);
  const close = (withinMs = DEFAULT_CLOSE_MS): Promise<OutboxState> => {
    closed ??= (async () => {
      summing.handOn();
      // a disk that hangs keeps nobody for ever
      await within(time, withinMs, store.kept());
      await sending.finish(withinMs);
      await within(time, withinMs, store.close());
      heard(mortal);
      return state();
    })();
    return closed;
  };

  return {
    add(event) {
      tally.added += 1;
      if (closed !== undefined) {
        tally.lost += 1;
        tell("lost", "an event came after the outbox was closed");
        return;
      }
      try {
        // the compiler says so to those who ask it
        if (typeof event !== "object" || event === null) throw new TypeError("no object");
        summing.add(event);
      } catch {
        tally.lost += 1;
        tell("lost", "what was added is no event");
      }
    },
    kept: () => {
      summing.handOn();
      return store.kept();
    },
    flush: async () => {
      summing.handOn();
      await store.kept();
      await sending.flush();
    },
    close,
    state,
    [Symbol.asyncDispose]: async () => {
      await close();
    },
  };
}

function number(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TypeError(`${name}: wants a whole number from ${least} to ${most}, found ${String(value)}`);
}
