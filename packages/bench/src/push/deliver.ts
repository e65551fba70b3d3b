/**
 * Brings one document to a ledger: with patience while the ledger is out of breath, and without following it elsewhere.
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { ledgerDoor } from "./ledger-address.ts";

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What to bring, where to, and the world that it is brought in. */
export interface Delivery {
  /** Address of the ledger. */
  readonly ledger: string;
  /** Its door: `/v1/runs`. */
  readonly path: string;
  readonly method: "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
  /** Attempts where nobody listens at the address, or there is no such host; as many as for the rest when not said. */
  readonly whereNobodyIs?: number;
  /** Hears why it waits, before it does. */
  readonly onWait?: (reason: string, ms: number) => void;
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: Fetch;
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Milliseconds since some start. */
  readonly now?: () => number;
  /** Between 0 and 1. */
  readonly random?: () => number;
  /** Ends one attempt. */
  readonly deadline?: () => AbortSignal;
}

/** What became of it. `text` is what the ledger wrote, its start at most: material, never to be repeated unread. */
export type Delivered = { readonly attempts: number } & (
  | { readonly kind: "taken"; readonly status: number; readonly text: string }
  | { readonly kind: "refused"; readonly status: number; readonly text: string }
  | { readonly kind: "redirected"; readonly status: number; readonly origin?: string }
  /** `patienceMs`: what the ledger asks for, where that is longer than is waited. */
  | { readonly kind: "gave-up"; readonly reason: string; readonly patienceMs?: number }
  | { readonly kind: "cancelled" }
);

const IN_ALL_MS = 30_000;
const ONE_ATTEMPT_MS = 10_000;
/** Most times that a document is sent. */
export const MOST_ATTEMPTS = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_ANSWER_BYTES = 16_384;

/**
 * Sends one document, again and again while the ledger is out of breath (408, 429, 5xx, a cut), for 30 seconds in all. No
 * redirect is followed, since what opens the ledger would go along. Never throws for what a ledger or a network does.
 */
export async function delivered(delivery: Delivery): Promise<Delivered> {
  const { wait = waited, now = () => performance.now(), random = Math.random } = delivery;
  const cancelled = (): boolean => delivery.signal?.aborted === true;
  const start = now();
  const left = (): number => IN_ALL_MS - (now() - start);
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await sent(delivery, left());
    if (outcome.kind === "taken") return { ...outcome, attempts };
    if (cancelled()) return { kind: "cancelled", attempts };
    if (outcome.kind !== "later") return { ...outcome, attempts };
    const { reason, waitMs, nobody } = outcome;
    if (nobody === true && attempts === delivery.whereNobodyIs) {
      return { kind: "gave-up", attempts, reason };
    }
    if (attempts === MOST_ATTEMPTS)
      return { kind: "gave-up", attempts, reason: `${reason}, ${attempts} times over` };
    // with jitter: what began together must not come back together
    const pauseMs = waitMs ?? FIRST_WAIT_MS * 2 ** (attempts - 1) * (0.5 + random() / 2);
    if (pauseMs >= left()) {
      return { kind: "gave-up", attempts, reason, ...(waitMs === undefined ? {} : { patienceMs: waitMs }) };
    }
    delivery.onWait?.(reason, pauseMs);
    try {
      await wait(pauseMs, delivery.signal);
    } catch (error) {
      if (cancelled()) return { kind: "cancelled", attempts };
      throw error;
    }
  }
}

async function waited(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal === undefined ? {} : { signal });
}

type Outcome =
  | { readonly kind: "taken"; readonly status: number; readonly text: string }
  | { readonly kind: "refused"; readonly status: number; readonly text: string }
  | { readonly kind: "redirected"; readonly status: number; readonly origin?: string }
  | { readonly kind: "later"; readonly reason: string; readonly waitMs?: number; readonly nobody?: boolean };

async function sent(delivery: Delivery, leftMs: number): Promise<Outcome> {
  const { ledger, path, method, headers, body, signal } = delivery;
  const deadline =
    delivery.deadline?.() ?? AbortSignal.timeout(Math.max(1, Math.min(ONE_ATTEMPT_MS, Math.ceil(leftMs))));
  try {
    const answer = await (delivery.fetch ?? fetch)(ledgerDoor(ledger, path), {
      method,
      redirect: "manual",
      signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
      headers: {
        "content-type": "application/json",
        accept: "application/json, application/problem+json",
        ...headers,
      },
      body,
    });
    return judged(answer, await capped(answer), ledger);
  } catch (error) {
    if (deadline.aborted) return { kind: "later", reason: "the ledger did not answer in time" };
    const code = codeOf(error);
    return {
      kind: "later",
      reason: `the ledger cannot be reached${code === undefined ? "" : ` (${code})`}`,
      nobody: code === "ECONNREFUSED" || code === "ENOTFOUND",
    };
  }
}

/** undici says "fetch failed", and its cause says why: a code of the system's. */
function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
}

/** The start of an answer; the rest is never read. */
async function capped(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  // leaving the loop cancels the stream
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > LONGEST_ANSWER_BYTES) return "";
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

function judged({ status, headers }: Response, text: string, ledger: string): Outcome {
  if (status >= 200 && status < 300) return { kind: "taken", status, text };
  // 408: it lost patience with the sending, not with what is sent
  if (status === 408 || status === 429 || status >= 500) {
    const waitMs = retryAfterMs(headers.get("retry-after"));
    const reason = `the ledger answered ${status}`;
    return { kind: "later", reason, ...(waitMs === undefined ? {} : { waitMs }) };
  }
  if (status >= 400) return { kind: "refused", status, text };
  const to = URL.parse(headers.get("location") ?? "", ledger);
  // an origin is spelled by URL, not by the ledger
  return {
    kind: "redirected",
    status,
    ...(to === null || to.origin === "null" ? {} : { origin: to.origin }),
  };
}

/** Seconds, or a date of HTTP's. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,6}$/u.test(header)) return Number(header) * 1000;
  const ms = Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
