/**
 * One attempt over HTTP: a batch to a ledger's `POST /v1/events`.
 * @module
 */
import { verdictOf } from "./answer.ts";
import { type Batch, bodyOf } from "./batch.ts";
import { ownRequest } from "./own-requests.ts";
import type { Time } from "./time.ts";
import type { Attempt, Verdict } from "./verdict.ts";

/** What `fetch` is asked for. */
export interface LedgerRequest {
  readonly method: "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
}
/** `fetch`, as far as the outbox uses it. */
export type LedgerFetch = (url: string, request: LedgerRequest) => Promise<Response>;

/** Where and how batches are sent. */
export interface Address {
  /** Origin of the ledger, and its path where it has one. */
  readonly ledger: string;
  /** Key that may write events; none for a ledger on this machine. */
  readonly key?: string | undefined;
  readonly fetch?: LedgerFetch | undefined;
  /** Most time of one attempt, ms. */
  readonly timeoutMs: number;
  /** Lets a key go over plain HTTP to another machine. */
  readonly plain?: boolean | undefined;
}

/** Most of an answer that is read. */
const MOST_ANSWER_BYTES = 4_000_000;
/** Errors of the way there: no connection was made, so that nothing was sent over it. */
const NOT_SENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const LOOPBACK = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u;

/**
 * Attempts with this address.
 * @throws {TypeError} if the address or the key cannot be used. Neither is quoted.
 */
export function httpAttempt(address: Address, time: Time): Attempt {
  const url = eventsUrl(address);
  const headers: Record<string, string> = { "content-type": "application/json", accept: "application/json" };
  if (address.key !== undefined) headers["authorization"] = `Bearer ${address.key}`;
  // a detached `fetch` is refused on Workers
  const send: LedgerFetch = address.fetch ?? ((to, request) => fetch(to, request));
  return (batch) => attempt(batch, { url, headers, send, timeoutMs: address.timeoutMs, time });
}

function eventsUrl({ ledger, key, plain }: Address): string {
  let url: URL;
  try {
    url = new URL(ledger);
  } catch {
    throw new TypeError("ledger: wants an address, such as https://gramme.example.org");
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("ledger: an address has no user and no password; the key goes into key");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new TypeError(`ledger: wants https, found ${url.protocol.slice(0, 20)}`);
  }
  if (key !== undefined && !/^[\x21-\x7e]{1,4096}$/u.test(key)) {
    throw new TypeError("key: wants letters, digits and signs, without spaces");
  }
  if (key !== undefined && url.protocol === "http:" && plain !== true && !LOOPBACK.test(url.hostname)) {
    throw new TypeError("ledger: a key goes over https only; within a network of your own, say plain: true");
  }
  return `${url.origin}${url.pathname.replace(/\/+$/u, "")}/v1/events`;
}

interface Way {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly send: LedgerFetch;
  readonly timeoutMs: number;
  readonly time: Time;
}

async function attempt(batch: Batch, way: Way): Promise<Verdict> {
  const abort = new AbortController();
  let callOff: (() => void) | undefined;
  // not every fetch heeds its signal
  const late = new Promise<Verdict>((resolve) => {
    callOff = way.time.await(way.timeoutMs, () => {
      resolve({ kind: "soon", words: `no answer within ${way.timeoutMs} ms`, unclear: true });
      abort.abort();
    });
  });
  try {
    return await Promise.race([exchange(batch, way, abort.signal), late]);
  } finally {
    callOff?.();
  }
}

async function exchange(batch: Batch, way: Way, signal: AbortSignal): Promise<Verdict> {
  try {
    const request: LedgerRequest = {
      method: "POST",
      headers: way.headers,
      body: bodyOf(batch),
      redirect: "manual",
      signal,
    };
    const response = await way.send(way.url, ownRequest(request));
    const body = await jsonOf(response);
    const answer = { status: response.status, retryAfter: response.headers.get("retry-after"), body };
    return verdictOf(answer, batch, way.time.nowMs());
  } catch (error) {
    const code = codeOf(error);
    return { kind: "soon", words: `could not be reached (${code})`, unclear: !NOT_SENT.has(code) };
  }
}

/** The body, where it is JSON of a size that a ledger answers with. Rejects where the connection breaks. */
async function jsonOf(response: Response): Promise<unknown> {
  const isJson = /[/+]json\b/u.test(response.headers.get("content-type") ?? "");
  if (!isJson || response.body === null) {
    await response.body?.cancel();
    return undefined;
  }
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = "";
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > MOST_ANSWER_BYTES) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A system's own name for the error: `ECONNREFUSED`. Messages may hold what was sent, names do not. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code, name } = (cause ?? {}) as { code?: unknown; name?: unknown };
  const told = typeof code === "string" ? code : name;
  return typeof told === "string" && /^[A-Za-z0-9_]{1,40}$/u.test(told) ? told : "network error";
}
