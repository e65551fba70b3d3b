/**
 * Sends a result to a ledger. Whatever becomes of it, the check stands: a ledger that is down is a warning.
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { WireRunResult } from "@gramme/core/wire";
import { ledgerAddressFault, ledgerDoor } from "./ledger-address.ts";
import { idempotencyKey } from "@gramme/core/wire";
import type { WireRunsEnvelope, WireRunSource } from "@gramme/core/wire";

/** The ledger has it. */
export interface Pushed {
  readonly pushed: true;
  /** How often it was sent. */
  readonly attempts: number;
}

/** The ledger does not have it, or did not say so. */
export interface NotPushed {
  readonly pushed: false;
  readonly attempts: number;
  /** For people: what happened, and what would mend it. Nothing of what the ledger wrote stands in it. */
  readonly reason: string;
}

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What to send, where to, and the world that it is sent in. */
export interface Push {
  /** Address of the ledger. */
  readonly url: string;
  readonly result: WireRunResult;
  readonly source: WireRunSource;
  /** The job's OIDC token. */
  readonly token: string;
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

const IN_ALL_MS = 30_000;
const ONE_ATTEMPT_MS = 10_000;
const MOST_ATTEMPTS = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_ANSWER_BYTES = 16_384;

/**
 * Sends one result, again and again while the ledger is out of breath (429, 5xx, a cut), for 30 seconds in all. The same
 * key goes with each attempt, so that it counts once. No redirect is followed, since the token would go along.
 * Never throws for what a ledger or a network does.
 */
export async function pushToLedger(push: Push): Promise<Pushed | NotPushed> {
  const { wait = waited, now = () => performance.now(), random = Math.random } = push;
  const fault = ledgerAddressFault(push.url);
  if (fault !== undefined) return notPushed(0, `the ledger's address cannot be used: ${fault}`);
  const cancelled = (): boolean => push.signal?.aborted === true;
  const start = now();
  const left = (): number => IN_ALL_MS - (now() - start);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await sent(push, left());
    if (outcome.kind === "taken") return { pushed: true, attempts: attempt };
    if (cancelled()) return notPushed(attempt, "the job was cancelled");
    if (outcome.kind === "refused") return notPushed(attempt, outcome.reason);
    if (attempt === MOST_ATTEMPTS) {
      return notPushed(attempt, `${outcome.reason}, ${attempt} times over`);
    }
    // with jitter: the jobs of a matrix end together, and must not come back together
    const pauseMs = outcome.waitMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + random() / 2);
    if (pauseMs >= left()) {
      return notPushed(
        attempt,
        outcome.waitMs === undefined
          ? outcome.reason
          : `${outcome.reason}, and asks for ${Math.ceil(pauseMs / 1000)} s of patience`,
      );
    }
    try {
      await wait(pauseMs, push.signal);
    } catch (error) {
      if (cancelled()) return notPushed(attempt, "the job was cancelled");
      throw error;
    }
  }
}

async function waited(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal === undefined ? {} : { signal });
}

function notPushed(attempts: number, reason: string): NotPushed {
  return { pushed: false, attempts, reason };
}

type Outcome =
  | { readonly kind: "taken" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "later"; readonly reason: string; readonly waitMs?: number };

async function sent(push: Push, leftMs: number): Promise<Outcome> {
  const envelope: WireRunsEnvelope = { schema: "gramme/runs/1", run: push.result, source: push.source };
  const deadline =
    push.deadline?.() ?? AbortSignal.timeout(Math.max(1, Math.min(ONE_ATTEMPT_MS, Math.ceil(leftMs))));
  const signal = push.signal === undefined ? deadline : AbortSignal.any([deadline, push.signal]);
  const ask = push.fetch ?? fetch;
  try {
    const answer = await ask(ledgerDoor(push.url, "/v1/runs"), {
      method: "POST",
      redirect: "manual",
      signal,
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        authorization: `Bearer ${push.token}`,
        "idempotency-key": idempotencyKey(push.source),
      },
      body: JSON.stringify(envelope),
    });
    const text = await capped(answer);
    return judged(answer, text, push.url);
  } catch (error) {
    return { kind: "later", reason: deadline.aborted ? "the ledger did not answer in time" : cut(error) };
  }
}

/** undici says "fetch failed", and its cause says why: a code of the system's. */
function cut(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return `the ledger cannot be reached${code === undefined ? "" : ` (${code})`}`;
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

function judged(answer: Response, text: string, ledger: string): Outcome {
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: "taken" };
  if (status === 429 || status >= 500) {
    const waitMs = retryAfterMs(answer.headers.get("retry-after"));
    return {
      kind: "later",
      reason: `the ledger answered ${status}`,
      ...(waitMs === undefined ? {} : { waitMs }),
    };
  }
  if (status >= 300 && status < 400) return { kind: "refused", reason: redirected(answer, ledger) };
  const code = codeOf(text);
  const said = code === undefined ? `${status}` : `${status}, ${code}`;
  return {
    kind: "refused",
    reason: `the ledger answered ${said}: ${MEANINGS[status] ?? "it refused the run"}`,
  };
}

const MEANINGS: Readonly<Record<number, string>> = {
  400: "it does not know this form of a run; are the ledger and this action of versions that fit?",
  401: "it does not believe this job's token; does it trust this repository?",
  403: "this repository may not write to it",
  404: "there is no ledger at this address; is ledger-url right?",
  409: "it has another run under the same job; give each job of a matrix its own part",
  413: "the run is too large for it",
  422: "it does not know this form of a run; are the ledger and this action of versions that fit?",
};

function redirected(answer: Response, ledger: string): string {
  const to = URL.parse(answer.headers.get("location") ?? "", ledger);
  // an origin is spelled by URL, not by the ledger
  const where = to === null || to.origin === "null" ? "" : ` to ${to.origin}`;
  return `the ledger redirects (${answer.status})${where}, and a token is not sent after it; set ledger-url to its final address`;
}

/** A code of a closed shape is all that is repeated of what a ledger wrote. */
function codeOf(text: string): string | undefined {
  try {
    const body = JSON.parse(text) as { readonly error?: { readonly code?: unknown } | null } | null;
    const code = body?.error?.code;
    return typeof code === "string" && /^[a-z0-9_-]{1,40}$/u.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Seconds, or a date of HTTP's. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,6}$/u.test(header)) return Number(header) * 1000;
  const ms = Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
