/**
 * Hands a Worker's events to Durable Object outboxes, after the response went out.
 * @module
 */
import { waitUntil } from "cloudflare:workers";
import { type Outbox, outboxWith } from "../outbox.ts";
import type { OutboxProblem } from "../state.ts";
import type { Time } from "../time.ts";
import type { Attempt } from "../verdict.ts";
import type { MeterOutbox } from "./meter-outbox.ts";

/** How events are handed over. */
export interface ObjectSinkOptions {
  /** Objects that the Worker's isolates are spread over: 1. One takes some hundred hand-overs a second. */
  readonly objects?: number | undefined;
  /** How long a hand-over waits for events of other requests, ms: 20. */
  readonly gatherMs?: number | undefined;
  /** Most events in an isolate's memory while no object can be had: 10,000. */
  readonly mostEvents?: number | undefined;
  readonly onProblem?: ((problem: OutboxProblem) => void) | undefined;
  readonly time?: Time | undefined;
  readonly random?: (() => number) | undefined;
}

const DEFAULT_MOST_EVENTS = 10_000;
const TIMEOUT_MS = 8000;

/**
 * A sink for a Worker's events. Each event is in an isolate's memory for some ms only, and is handed over within
 * `waitUntil`; handed over twice, it is kept once.
 */
export function durableObjectSink(
  namespace: DurableObjectNamespace<MeterOutbox>,
  options: ObjectSinkOptions = {},
): Outbox {
  const { objects = 1, random = Math.random } = options;
  let object: number | undefined;
  const attempt: Attempt = async ({ lines, producer, seq, lost }) => {
    // an isolate stays with one object, which knows its numbers
    object ??= Math.floor(random() * objects);
    try {
      // a stub belongs to the request that made it
      const stub = namespace.get(namespace.idFromName(`outbox-${object}`));
      const isNew = await stub.hand(lines, { producer, seq, lost });
      const [accepted, duplicates] = isNew ? [lines.length, 0] : [0, lines.length];
      return { kind: "taken", accepted, duplicates, refused: [] };
    } catch (error) {
      const words = `outbox could not be had (${error instanceof Error ? error.name : "error"})`;
      return { kind: "soon", words, unclear: true };
    }
  };
  const outbox = outboxWith(attempt, {
    mostEvents: options.mostEvents ?? DEFAULT_MOST_EVENTS,
    timeoutMs: TIMEOUT_MS,
    gatherMs: options.gatherMs,
    background: false,
    onProblem: options.onProblem,
    time: options.time,
    random,
  });
  return {
    ...outbox,
    add(event) {
      outbox.add(event);
      try {
        waitUntil(outbox.flush());
      } catch {
        // no request is under way; the next one takes it along
      }
    },
  };
}
