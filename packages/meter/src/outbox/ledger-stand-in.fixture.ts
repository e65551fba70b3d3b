/**
 * A ledger as far as an outbox can see it, with moods. It counts as a ledger does, once a (producer, seq), and sees what
 * must not happen: one number with two contents, an event under two numbers.
 * @module
 */
import type { WireEvent } from "@gramme/core/wire";
import type { LedgerFetch, LedgerRequest } from "./http-attempt.ts";

/**
 * How a request is met. `take`: counted and acked. `take-then-cut`: counted, the answer is lost. `cut`: nothing comes
 * through. `hang`: counted, and never answered. A number: a status, nothing counted. `portal`: a page that is no ledger.
 */
export type Mood =
  | "take"
  | "take-then-cut"
  | "cut"
  | "hang"
  | "portal"
  | "too-old"
  | { readonly status: number; readonly retryAfter?: string };

/** What a stand-in was asked. */
export interface Asked {
  readonly url: string;
  readonly request: Pick<LedgerRequest, "headers" | "redirect" | "signal">;
  readonly producer: string;
  readonly seq: number;
  readonly lost: number;
  readonly events: readonly WireEvent[];
  readonly body: string;
}

/** A stand-in for a ledger. */
export interface StandIn {
  readonly fetch: LedgerFetch;
  readonly asked: readonly Asked[];
  /** How often each event, by its model's name, counts. */
  readonly counts: ReadonlyMap<string, number>;
  /** Events that producers told to have given up. */
  readonly lost: number;
  /** What must not happen. Empty is well. */
  readonly faults: readonly string[];
  /** Most requests at once. */
  readonly mostAtOnce: number;
}

/** How a stand-in behaves. */
export interface StandInOptions {
  /** Mood of the n-th request, from 0. `take`, unless said. */
  readonly mood?: (n: number) => Mood;
  /** Most bytes of a body, for the n-th request; more is 413. */
  readonly mostBytes?: number | ((n: number) => number);
  /** Whether an event is refused, as malformed. */
  readonly refuses?: (event: WireEvent) => boolean;
}

/** A ledger that has counted nothing. */
export function standIn(options: StandInOptions = {}): StandIn {
  const { mood = (): Mood => "take", mostBytes = Number.POSITIVE_INFINITY, refuses = () => false } = options;
  const bytesFor = typeof mostBytes === "number" ? (): number => mostBytes : mostBytes;
  const asked: Asked[] = [];
  const faults: string[] = [];
  const bodies = new Map<string, string>();
  const counts = new Map<string, number>();
  let lost = 0;
  let atOnce = 0;
  let mostAtOnce = 0;

  const record = (one: Asked): Response => {
    const key = `${one.producer} ${one.seq}`;
    const known = bodies.get(key);
    if (known !== undefined && known !== one.body) faults.push(`${key}: came with two contents`);
    const refused = one.events.flatMap((event, index) =>
      refuses(event) ? [{ index, code: "malformed-event", field: "task", detail: "wants another task" }] : [],
    );
    const good = one.events.length - refused.length;
    if (good === 0) return problem("malformed-event", 422, refused);
    if (known === undefined) {
      bodies.set(key, one.body);
      lost += one.lost;
      for (const event of one.events) {
        if (refuses(event)) continue;
        const n = (counts.get(event.model) ?? 0) + 1;
        counts.set(event.model, n);
        if (n > 1) faults.push(`${event.model}: counts ${n} times, last by ${key}`);
      }
    }
    const [accepted, duplicates] = known === undefined ? [good, 0] : [0, good];
    return Response.json({ schema: "gramme/ack/1", accepted, duplicates, rejected: refused });
  };

  const meet = (one: Asked, met: Mood): Promise<Response> | Response => {
    if (one.body.length > bytesFor(asked.length - 1)) return new Response("too large", { status: 413 });
    switch (met) {
      case "take":
        return record(one);
      case "take-then-cut":
        record(one);
        throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
      case "cut":
        throw new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } });
      case "hang":
        record(one);
        return new Promise<Response>((_, reject) => {
          one.request.signal.addEventListener("abort", () => reject(new TypeError("aborted")));
        });
      case "portal":
        return new Response("<p>Welcome to our hotel</p>", { headers: { "content-type": "text/html" } });
      case "too-old":
        return problem("too-old", 422, []);
      default: {
        const headers = met.retryAfter === undefined ? {} : { "retry-after": met.retryAfter };
        return new Response("no", { status: met.status, headers });
      }
    }
  };

  return {
    asked,
    counts,
    faults,
    get lost() {
      return lost;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
    async fetch(url, request) {
      const {
        producer,
        seq,
        lost: given = 0,
        events,
      } = JSON.parse(request.body) as Partial<Asked> & Pick<Asked, "producer" | "seq" | "events">;
      const one = { url, request, producer, seq, lost: given, events, body: request.body };
      const met = mood(asked.length);
      asked.push(one);
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      try {
        await Promise.resolve();
        return await meet(one, met);
      } finally {
        atOnce -= 1;
      }
    },
  };
}

/** An event that is known by its model's name. */
export function eventNamed(name: string): WireEvent {
  return { at_unix_ms: 1_790_000_000_000, task: "text-classification", model: name };
}

function problem(code: string, status: number, errors: readonly object[]): Response {
  const body = {
    type: `urn:gramme:problem:${code}`,
    title: code,
    status,
    code,
    detail: `no: ${code}`,
    errors,
  };
  return Response.json(body, { status, headers: { "content-type": "application/problem+json" } });
}
