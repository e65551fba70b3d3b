/**
 * Requests that mean no good, of every kind that could be thought of; and what may be answered to each.
 * @module
 */
import { MOST_BATCH_BYTES } from "@gramme/core/wire";

/** Stands in every hostile body, so that it can be looked for where it must not be. */
export const CANARY = "canary-7f3a";

/** A request that should change nothing. */
export interface HostileRequest {
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Statuses that are right. */
  readonly wants: readonly number[];
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const DAY_MS = 86_400_000;
const JSON_TYPE = { "content-type": "application/json" };
const PROMPT = `${CANARY} Dear model, my password is hunter2. `;

type Fields = Readonly<Record<string, unknown>>;
type Make = (random: () => number, nowMs: number) => Omit<HostileRequest, "kind">;

const pick = <T>(random: () => number, ...all: readonly [T, ...T[]]): T =>
  all[Math.floor(random() * all.length)] ?? all[0];
const name = (random: () => number): string => `h${Math.floor(random() * 1e9).toString(36)}`;

const event = (nowMs: number, more: Fields = {}): Fields => ({
  id: "hostile",
  at_unix_ms: nowMs,
  task: "text-generation",
  model: "hostile",
  ...more,
});
const batch = (events: readonly unknown[], more: Fields = {}): string =>
  JSON.stringify({ schema: "gramme/events/1", ...more, events });
const post = (
  body: string | Uint8Array<ArrayBuffer>,
  wants: readonly number[],
  headers: Readonly<Record<string, string>> = {},
): Omit<HostileRequest, "kind"> => ({
  method: "POST",
  path: "/v1/events",
  headers: { ...JSON_TYPE, ...headers },
  body,
  wants,
});
/** An event that is wrong, alone in its batch: nothing is taken. */
const wrong = (nowMs: number, more: Fields): Omit<HostileRequest, "kind"> =>
  post(batch([event(nowMs, more)]), [422]);

/** Number words as only a text has them: JSON.stringify would mend them. */
const withNumber = (
  nowMs: number,
  key: string,
  number: string,
  status: number,
): Omit<HostileRequest, "kind"> =>
  post(batch([event(nowMs, { timing: "wall", [key]: "#" })]).replace('"#"', number), [status]);

const KINDS: Readonly<Record<string, Make>> = {
  truncated: (random, now) => {
    const whole = batch([event(now, { note: PROMPT })]);
    return post(whole.slice(0, Math.floor(random() * whole.length)), [400]);
  },
  "bytes at random": (random) =>
    post(
      Uint8Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256)),
      [400, 422],
    ),
  "no UTF-8": (_, now) => {
    const bytes = Uint8Array.from(new TextEncoder().encode(batch([event(now)])));
    bytes[bytes.length - 10] = 0xff;
    return post(bytes, [400]);
  },
  "deep nesting": (random) => post("[".repeat(Math.floor(random() * 5000)) + CANARY, [400]),
  "content type": (random, now) =>
    post(batch([event(now)]), [415], {
      "content-type": pick(
        random,
        "text/plain",
        "application/xml",
        "multipart/form-data; boundary=x",
        "json",
      ),
    }),
  "content coding": (random, now) =>
    post(batch([event(now)]), [415], {
      "content-encoding": pick(random, "br", "deflate", "gzip, gzip", CANARY),
    }),
  "gzip that is none": (_, now) => post(batch([event(now)]), [400], { "content-encoding": "gzip" }),
  "unknown field": (random, now) => wrong(now, { [name(random)]: PROMPT }),
  "prompt as a field": (random, now) =>
    wrong(now, { [pick(random, "prompt", "messages", "completion")]: PROMPT }),
  "prompt in a field": (random, now) =>
    wrong(now, {
      [pick(random, "model", "route", "model_version", "profile", "id", "task")]: PROMPT.repeat(9),
    }),
  "prompt as a key": (_, now) => wrong(now, { [PROMPT.repeat(20)]: 1 }),
  "no number": (random, now) =>
    withNumber(now, pick(random, "duration_ms", "count"), pick(random, "NaN", "Infinity", "-", "0x10"), 400),
  "negative or none": (random, now) =>
    wrong(now, { timing: "wall", duration_ms: pick<unknown>(random, -1, 0, -0, null, "1", [], {}) }),
  huge: (random, now) =>
    withNumber(
      now,
      pick(random, "duration_ms", "count", "energy_uj"),
      pick(random, "1e999", "9007199254740993", "1e300"),
      422,
    ),
  fractions: (random, now) =>
    wrong(now, { [pick(random, "count", "energy_uj", "cpu_of")]: random() + 0.001 }),
  "far past": (random, now) => wrong(now, { at_unix_ms: now - Math.floor((8 + random() * 3000) * DAY_MS) }),
  "far future": (random, now) => wrong(now, { at_unix_ms: now + Math.floor((1 + random() * 3000) * DAY_MS) }),
  "seconds for ms": (_, now) => wrong(now, { at_unix_ms: Math.floor(now / 1000) }),
  "fields that do not go together": (random, now) =>
    wrong(
      now,
      pick<Fields>(
        random,
        { duration_ms: 1 },
        { timing: "wall" },
        { head_ms: 1 },
        { input_tokens: 1 },
        { in_flight: 2 },
        { count: 0 },
      ),
    ),
  "unknown zone": (random, now) => wrong(now, { zone: pick(random, "ZZ", "FX", "ATLANTIS") }),
  "unknown profile": (random, now) => wrong(now, { profile: name(random) }),
  "no id": (_, now) => wrong(now, { id: undefined }),
  "no events at all": (random) => post(pick(random, "null", "1", '"x"', "[]", "{}", "true"), [422]),
  "another form": (random, now) => post(batch([event(now)], { schema: name(random) }), [422]),
  "bad numbering": (random, now) =>
    post(
      batch(
        [event(now)],
        pick<Fields>(
          random,
          { seq: 1 },
          { producer: "p", seq: 0 },
          { producer: PROMPT, seq: 1 },
          { lost: -1 },
          { producer: "p", seq: 1.5 },
        ),
      ),
      [422],
    ),
  "keys of an object's own kind": (random, now) =>
    post(
      batch([event(now)]).replace('"id"', pick(random, '"__proto__"', '"constructor"', '"toString"')),
      [422],
    ),
  "too many events": (_, now) => post(batch(Array.from({ length: 1001 }, () => event(now))), [413]),
  "forged key": (random, now) =>
    post(batch([event(now)]), [401], {
      authorization: pick(
        random,
        "Bearer gk_admin.admin",
        `Bearer ${CANARY}`,
        "Basic YWRtaW46YWRtaW4=",
        "Bearer a.b.c",
        "Bearer",
      ),
    }),
  "another host": (random, now) =>
    post(batch([event(now)]), [421], {
      "x-forwarded-for": pick(random, "203.0.113.9", "127.0.0.1, 198.51.100.7"),
    }),
  "another origin": (_, now) => post(batch([event(now)]), [403], { origin: "https://evil.example" }),
  "long header": (_, now) =>
    post(batch([event(now)]), [400, 401, 431], { authorization: `Bearer ${"a".repeat(9000)}` }),
  "wrong method": (random) => ({
    method: pick(random, "GET", "PUT", "PATCH", "DELETE"),
    path: "/v1/events",
    headers: {},
    wants: [405],
  }),
  "wrong path": (random, now) => ({
    ...post(batch([event(now)]), [404, 405]),
    path: pick(
      random,
      `/v1/events/${name(random)}`,
      "/v1//events",
      `/${name(random)}`,
      "/v1/events%00",
      "/v2/events",
      "/%2e%2e/etc/passwd",
    ),
  }),
};

const names = Object.keys(KINDS) as [string, ...string[]];

/** A hostile request, of some kind. */
export function hostileRequest(random: () => number, nowMs: number): HostileRequest {
  const kind = pick(random, ...names);
  const make = KINDS[kind];
  if (make === undefined) throw new Error(`no such kind: ${kind}`);
  return { kind, ...make(random, nowMs) };
}

/** A body that is too long. Apart: a megabyte each is dear. */
export function oversized(random: () => number): HostileRequest {
  const length = MOST_BATCH_BYTES + 1 + Math.floor(random() * 500_000);
  return { kind: "oversized", ...post(`{"x":"${CANARY}${"y".repeat(length)}"}`, [413]) };
}

/** Gzip of zeros. @param packed a few kB that unpack to many MB */
export function bomb(packed: Uint8Array<ArrayBuffer>): HostileRequest {
  return { kind: "gzip bomb", ...post(packed, [413], { "content-encoding": "gzip" }) };
}

/** Events whose model is another each time: right by form, and to be stopped by their number. */
export function labelExplosion(random: () => number, nowMs: number, events: number): HostileRequest {
  const all = Array.from({ length: events }, () =>
    event(nowMs, { id: name(random) + name(random), model: `boom-${name(random)}` }),
  );
  return { kind: "label explosion", ...post(batch(all), [200, 422]) };
}
