import { EventsBatch, type WireEvent } from "@gramme/core/wire";
import { expect, test } from "vitest";
import { deliver, type Waiting } from "./delivery.ts";
import type { LedgerDoor } from "./ledger-door.ts";
import { supplements } from "./supplements.ts";
import { BEGAN_AT_MS, line, logged, trace } from "./traces.fixture.ts";

/** Time that passes only in pauses. */
function standingTime(jitter = 0): Waiting & { readonly pauses: number[] } {
  let nowMs = BEGAN_AT_MS;
  const pauses: number[] = [];
  return {
    pauses,
    nowMs: () => nowMs,
    jitter: () => jitter,
    pause: async (ms) => {
      pauses.push(ms);
      nowMs += ms;
    },
  };
}

function events(count: number): readonly WireEvent[] {
  const traces = Array.from({ length: count }, (_, index) =>
    trace([logged({ gramme: line({ meter_id: `request-${index}` }) })]),
  );
  return supplements(traces, BEGAN_AT_MS).events;
}

/** A ledger that answers in turn, its last answer ever after, and what it was sent. */
function ledger(...answers: readonly (Response | Error)[]): { door: LedgerDoor; readonly sent: string[] } {
  const sent: string[] = [];
  const door: LedgerDoor = async (batch) => {
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    sent.push(batch);
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error("no answer");
    return answer.clone();
  };
  return { door, sent };
}

function ack(accepted: number, more: object = {}): Response {
  return Response.json({ schema: "gramme/ack/1", accepted, duplicates: 0, rejected: [], ...more });
}

test("events go out as one batch, and the ledger's answer is told", async () => {
  const { door, sent } = ledger(
    ack(1, { duplicates: 1, rejected: [{ index: 2, code: "unknown-profile", detail: "" }] }),
  );
  expect(await deliver(events(3), door, standingTime())).toEqual({
    accepted: 1,
    duplicates: 1,
    rejected: 1,
    codes: ["unknown-profile"],
    undelivered: 0,
  });
  expect(sent).toHaveLength(1);
  const batch = EventsBatch.parse(JSON.parse(sent[0] ?? ""));
  expect(batch).toEqual({ schema: "gramme/events/1", events: [...events(3)] });
});

test("more than a batch holds goes out in several", async () => {
  const { door, sent } = ledger(ack(1000), ack(1));
  expect(await deliver(events(1001), door, standingTime())).toMatchObject({ accepted: 1001, undelivered: 0 });
  expect(sent.map((batch) => EventsBatch.parse(JSON.parse(batch)).events.length)).toEqual([1000, 1]);
});

test.each([
  ["no answer", new TypeError("connection lost")],
  ["503", new Response("", { status: 503 })],
  ["500", new Response("", { status: 500 })],
  ["429", new Response("", { status: 429 })],
  ["408", new Response("", { status: 408 })],
])("after %s the same batch is sent again", async (_, failure) => {
  const { door, sent } = ledger(failure, ack(1));
  const time = standingTime();
  expect(await deliver(events(1), door, time)).toMatchObject({ accepted: 1, undelivered: 0 });
  expect(sent).toHaveLength(2);
  expect(sent[1]).toBe(sent[0]);
  expect(time.pauses).toEqual([500]);
});

test("an answer that breaks off is asked for again", async () => {
  const broken = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"schema":'));
      controller.error(new Error("connection lost"));
    },
  });
  const { door, sent } = ledger(new Response(broken), ack(0, { duplicates: 1 }));
  expect(await deliver(events(1), door, standingTime())).toMatchObject({ duplicates: 1, undelivered: 0 });
  expect(sent).toHaveLength(2);
});

test("a ledger that asks for time is given it", async () => {
  const { door } = ledger(new Response("", { status: 429, headers: { "retry-after": "7" } }), ack(1));
  const time = standingTime();
  await deliver(events(1), door, time);
  expect(time.pauses).toEqual([7000]);
});

test("pauses grow, and are spread so that not all come back at once", async () => {
  const busy = new Response("", { status: 503 });
  const time = standingTime(0.5);
  await deliver(events(1), ledger(busy, busy, busy, ack(1)).door, time);
  expect(time.pauses).toEqual([625, 1250, 2500]);
});

test("it is given up before the platform does, and said so", async () => {
  const { door, sent } = ledger(new Response("", { status: 503 }));
  const time = standingTime();
  const delivery = await deliver(events(2500), door, time);
  expect(delivery).toEqual({
    accepted: 0,
    duplicates: 0,
    rejected: 0,
    codes: [],
    undelivered: 2500,
    reason: "status 503",
  });
  expect(time.pauses.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(24_000);
  expect(sent.length).toBeGreaterThan(4);
});

test.each([
  ["a refusal", new Response("", { status: 401 }), "status 401"],
  [
    "a way to elsewhere",
    new Response("", { status: 302, headers: { location: "https://x.example" } }),
    "status 302",
  ],
  ["a page that is no ledger's", new Response("<html>"), "status 200, and not as a ledger"],
  ["another JSON", Response.json({ ok: true }), "status 200, and not as a ledger"],
])("%s is not asked again", async (_, answer, reason) => {
  const { door, sent } = ledger(answer);
  expect(await deliver(events(1), door, standingTime())).toMatchObject({ undelivered: 1, reason });
  expect(sent).toHaveLength(1);
});

test("a ledger that takes none of them is not asked again", async () => {
  const refusal = new Response(
    JSON.stringify({
      type: "urn:gramme:problem:unknown-profile",
      title: "unknown profile",
      status: 422,
      code: "unknown-profile",
      detail: "none of the events was taken",
      errors: [{ index: 0, code: "unknown-profile", detail: "" }],
    }),
    { status: 422, headers: { "content-type": "application/problem+json" } },
  );
  const { door, sent } = ledger(refusal);
  expect(await deliver(events(2), door, standingTime())).toEqual({
    accepted: 0,
    duplicates: 0,
    rejected: 2,
    codes: ["unknown-profile"],
    undelivered: 0,
  });
  expect(sent).toHaveLength(1);
});

test("a 422 of somebody else's is no refusal of the ledger", async () => {
  const { door } = ledger(Response.json({ code: "unknown-profile" }, { status: 422 }));
  expect(await deliver(events(1), door, standingTime())).toMatchObject({
    undelivered: 1,
    reason: "status 422",
  });
});

test("what a ledger says of many refusals is told in few short words", async () => {
  const rejected = Array.from({ length: 50 }, (_, index) => ({
    index,
    code: `code-${index}-${"x".repeat(100)}`,
    detail: "",
  }));
  const { door } = ledger(ack(0, { rejected }));
  const { codes } = await deliver(events(50), door, standingTime());
  expect(codes).toHaveLength(8);
  for (const code of codes) expect(code.length).toBeLessThanOrEqual(40);
});
