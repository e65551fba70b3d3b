/**
 * Events on their way to the ledger, tried again while the platform lets us. Every event has an id, so that one that
 * arrives twice counts once.
 * @module
 */
import { EventsAck, MOST_EVENTS, Problem, type WireEvent } from "@gramme/core/wire";
import type { LedgerDoor } from "./ledger-door.ts";

/** What became of events. */
export interface Delivery {
  /** Counted now. */
  readonly accepted: number;
  /** Counted already. */
  readonly duplicates: number;
  /** Refused one by one, and the ledger's codes for it. */
  readonly rejected: number;
  readonly codes: readonly string[];
  /** Given up, and why the last try failed. */
  readonly undelivered: number;
  readonly reason?: string;
}

/** Time, as it passes between tries. */
export interface Waiting {
  nowMs(): number;
  pause(ms: number): Promise<void>;
  /** From 0 to 1, so that not all who failed at once come back at once. */
  jitter(): number;
}

/** Time of the platform. */
export const PLATFORM_WAITING: Waiting = {
  nowMs: () => Date.now(),
  jitter: () => Math.random(),
  pause: async (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
};

/** The platform lets work go on for 30 s after an invocation; this leaves room for the last try. */
const GIVE_UP_AFTER_MS = 24_000;
const TRY_FOR_MS = 5_000;
const FIRST_PAUSE_MS = 500;
const MOST_CODES = 8;
const WORTH_ANOTHER_TRY = new Set([408, 425, 429]);

/** Sends events in batches that the ledger takes, one after another. Never rejects. */
export async function deliver(
  events: readonly WireEvent[],
  door: LedgerDoor,
  waiting: Waiting = PLATFORM_WAITING,
): Promise<Delivery> {
  const until = waiting.nowMs() + GIVE_UP_AFTER_MS;
  const codes = new Set<string>();
  const sum = { accepted: 0, duplicates: 0, rejected: 0, undelivered: 0 };
  let reason: string | undefined;
  for (let start = 0; start < events.length; start += MOST_EVENTS) {
    const batch = events.slice(start, start + MOST_EVENTS);
    const sent = await deliverBatch(batch, door, waiting, until);
    if (typeof sent === "string") {
      sum.undelivered += batch.length;
      reason = sent;
      continue;
    }
    sum.accepted += sent.accepted;
    sum.duplicates += sent.duplicates;
    sum.rejected += sent.rejected;
    for (const code of sent.codes) if (codes.size < MOST_CODES) codes.add(code.slice(0, 40));
  }
  return { ...sum, codes: [...codes], ...(reason === undefined ? {} : { reason }) };
}

/** What the ledger did with a batch, or why it has not got it. */
async function deliverBatch(
  events: readonly WireEvent[],
  door: LedgerDoor,
  waiting: Waiting,
  untilMs: number,
): Promise<Answered | string> {
  const body = JSON.stringify({ schema: "gramme/events/1", events });
  let pauseMs = FIRST_PAUSE_MS;
  let reason = "out of time";
  while (waiting.nowMs() < untilMs) {
    const tried = await tryOnce(body, events.length, door);
    if (!("again" in tried)) return tried;
    reason = tried.reason;
    const waitMs = Math.max(pauseMs, tried.afterMs ?? 0) * (1 + waiting.jitter() / 2);
    if (!tried.again || waiting.nowMs() + waitMs >= untilMs) break;
    await waiting.pause(waitMs);
    pauseMs *= 2;
  }
  return reason;
}

/** A ledger's answer to a batch. */
type Answered = Pick<Delivery, "accepted" | "duplicates" | "rejected" | "codes">;

/** A try that failed. */
interface Failed {
  readonly again: boolean;
  readonly reason: string;
  /** How long the ledger asks to be left alone, ms. */
  readonly afterMs?: number;
}

async function tryOnce(body: string, events: number, door: LedgerDoor): Promise<Answered | Failed> {
  try {
    const response = await door(body, AbortSignal.timeout(TRY_FOR_MS));
    const { status, headers, ok } = response;
    // an answer that breaks off is none, and is asked for again
    const told = parsed(await response.text());
    if (ok) return acknowledged(told) ?? { again: false, reason: `status ${status}, and not as a ledger` };
    const codes = refusalCodes(told);
    if (status === NONE_TAKEN && codes !== undefined) {
      return { accepted: 0, duplicates: 0, rejected: events, codes };
    }
    const after = Number(headers.get("retry-after") ?? Number.NaN);
    return {
      again: status >= 500 || WORTH_ANOTHER_TRY.has(status),
      reason: `status ${status}`,
      ...(after > 0 ? { afterMs: after * 1000 } : {}),
    };
  } catch (error) {
    return { again: true, reason: error instanceof Error ? error.name : "no answer" };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function acknowledged(told: unknown): Answered | undefined {
  const ack = EventsAck.safeParse(told);
  if (!ack.success) return undefined;
  const { accepted, duplicates, rejected } = ack.data;
  return { accepted, duplicates, rejected: rejected.length, codes: rejected.map(({ code }) => code) };
}

/** A ledger answers so where it takes none of a batch's events. */
const NONE_TAKEN = 422;

function refusalCodes(told: unknown): readonly string[] | undefined {
  const problem = Problem.safeParse(told);
  if (!problem.success || problem.data.type !== `urn:gramme:problem:${problem.data.code}`) return undefined;
  return (problem.data.errors ?? [problem.data]).map(({ code }) => code);
}
