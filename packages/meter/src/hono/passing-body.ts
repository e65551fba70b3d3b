/**
 * Which bodies may still be on their way when a handler is done. To watch one that is there already would cost more than
 * all the rest of metering, and there is nothing to see.
 * @module
 */

/** The body of an answer if it may still be on its way; `undefined` where it is there already, or none. */
export function passingBody(response: Response, all: boolean): ReadableStream<Uint8Array> | undefined {
  if (!all) {
    const given = bodyGiven(response);
    if (given !== undefined) return isStream(given) ? unlocked(given) : undefined;
    if (isThere(response)) return undefined;
  }
  return unlocked(response.body);
}

/** The same answer with this body. */
export function withBody(response: Response, body: ReadableStream<Uint8Array>): Response {
  return new Response(body, response);
}

/** Whether an answer has no body at all. */
export function isEmpty(response: Response): boolean {
  const given = bodyGiven(response);
  return given === undefined ? response.body === null : given === null;
}

function isStream(given: unknown): given is ReadableStream {
  return typeof (given as { getReader?: unknown } | null)?.getReader === "function";
}

/** A body that somebody reads already is not ours to watch. */
function unlocked(body: ReadableStream | null): ReadableStream<Uint8Array> | undefined {
  return body === null || body.locked ? undefined : (body as ReadableStream<Uint8Array>);
}

/** Types of answers that handlers make at once. Each is named by Hono or by `new Response("…")` itself. */
const WHOLE_TYPES = /^(?:application\/json|text\/html|text\/plain)\s*(?:;|$)/iu;

/**
 * By its head, since nothing else tells: a type that strings are sent with, not marked as chunked (as Hono marks what
 * it streams), and not another server's answer passed on. A stream of no type, or of any other, may be on its way.
 */
function isThere(response: Response): boolean {
  const type = response.headers.get("content-type");
  if (type === null) return response.body === null;
  return WHOLE_TYPES.test(type) && response.url === "" && !response.headers.has("transfer-encoding");
}

/**
 * What the answer was made of, where it can be seen: `@hono/node-server` keeps it as it was given, and makes a real
 * answer of it, dearly, when somebody asks for the body. `undefined` where it cannot be seen; what is then asked instead
 * is right as well, and slower.
 */
function bodyGiven(response: Response): unknown {
  const mark = markOf(response);
  if (mark === null) return undefined;
  const cache = (response as unknown as Record<symbol, unknown>)[mark];
  return Array.isArray(cache) ? (cache[1] as unknown) : undefined;
}

/** By the kind of answer, since there may be more than one. */
const MARKS = new WeakMap<object, symbol | null>();

function markOf(response: Response): symbol | null {
  const kind = Object.getPrototypeOf(response) as object;
  const known = MARKS.get(kind);
  if (known !== undefined) return known;
  const mark = Object.getOwnPropertySymbols(response).find(({ description }) => description === "cache");
  // one that was made real has lost its mark, and says nothing of its kind; the platform's own, of no other, had none
  const isPlatforms = Object.getPrototypeOf(kind) === Object.prototype;
  if (mark !== undefined || isPlatforms) MARKS.set(kind, mark ?? null);
  return mark ?? null;
}
