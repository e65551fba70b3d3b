import { COUNTERS } from "@gramme/core";
import { EventsAck, Problem } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { forgetProfileVersions } from "../profiles/registry.ts";
import { bindings, bookRows, rowsOf } from "../shard/shard.fixture.ts";
import { ask, eventNow, LOCAL, namedBatch, numberedBatch, send } from "./door.fixture.ts";

const DAY_MS = 86_400_000;

const countersIn = async (): Promise<Record<string, number>> => {
  const sums = COUNTERS.map((name) => `coalesce(sum(${name}), 0) AS ${name}`).join(", ");
  const [row] = await rowsOf<Record<string, number>>(`SELECT ${sums} FROM cells`, LOCAL);
  return Object.fromEntries(Object.entries(row ?? {}).filter(([, n]) => n !== 0));
};

describe("POST /v1/events", () => {
  it("acks what counts, and counts it", async () => {
    const answer = await send(numberedBatch(1, eventNow(), eventNow({ count: 3 })));
    expect(answer).toEqual({
      status: 200,
      body: { schema: "gramme/ack/1", accepted: 2, duplicates: 0, rejected: [] },
    });
    expect(EventsAck.safeParse(answer.body).success).toBe(true);
    expect(await countersIn()).toEqual({ count: 4 });
  });

  it("counts a numbered batch once, and an id once", async () => {
    const batch = numberedBatch(1, eventNow());
    await send(batch);
    expect((await send(batch)).body).toMatchObject({ accepted: 0, duplicates: 1 });
    const named = namedBatch(eventNow({ id: "a" }), eventNow({ id: "b" }), eventNow({ id: "a" }));
    expect((await send(named)).body).toMatchObject({ accepted: 2, duplicates: 1 });
    expect((await send(named)).body).toMatchObject({ accepted: 0, duplicates: 3 });
    expect(await countersIn()).toEqual({ count: 3 });
  });

  it("takes what is right of a batch, and says of the rest which field is wrong", async () => {
    const now = Date.now();
    const { status, body } = await send(
      namedBatch(
        eventNow({ id: "ok" }),
        eventNow(),
        eventNow({ id: "typo", taks: "x" }),
        eventNow({ id: "task", task: "text-clasification" }),
        eventNow({ id: "old", at_unix_ms: now - 8 * DAY_MS }),
        eventNow({ id: "new", at_unix_ms: now + 700_000 }),
        eventNow({ id: "zone", zone: "FX" }),
        eventNow({ id: "profile", profile: "nobody" }),
        "no event",
      ),
    );
    expect(status).toBe(200);
    expect(body.accepted).toBe(1);
    expect(body.rejected.map(({ index, id, code, field }) => [index, id, code, field])).toEqual([
      [1, undefined, "malformed-event", "id"],
      [2, "typo", "malformed-event", "taks"],
      [3, "task", "malformed-event", "task"],
      [4, "old", "too-old", "at_unix_ms"],
      [5, "new", "in-the-future", "at_unix_ms"],
      [6, "zone", "unknown-zone", "zone"],
      [7, "profile", "unknown-profile", "profile"],
      [8, undefined, "malformed-event", undefined],
    ]);
    expect(body.rejected[2]?.detail).toContain('did you mean "text-classification"');
    expect(await countersIn()).toEqual({ count: 1 });
  });

  it("answers 422 where nothing was taken, and leaves the number free", async () => {
    const { status, body } = await send(numberedBatch(1, eventNow({ task: "nonsense" }), {}));
    expect(status).toBe(422);
    expect(Problem.safeParse(body).success).toBe(true);
    expect(body).toMatchObject({ code: "malformed-event", detail: "none of 2 events was taken" });
    expect(body.errors).toHaveLength(2);
    expect((await send(numberedBatch(1, eventNow()))).body).toMatchObject({ accepted: 1, duplicates: 0 });
    const old = await send(namedBatch(eventNow({ id: "a", at_unix_ms: Date.now() - 9 * DAY_MS })));
    expect(old.body.code).toBe("too-old");
  });

  it("takes numbered events for 35 days, and does not call lost what counted before it was too old", async () => {
    const at_unix_ms = Date.now() - 34.9 * DAY_MS;
    expect((await send(numberedBatch(1, eventNow({ at_unix_ms })))).body.accepted).toBe(1);
    const late = numberedBatch(1, eventNow({ at_unix_ms: at_unix_ms - DAY_MS }));
    expect((await send(late)).body).toMatchObject({ accepted: 0, duplicates: 1, rejected: [] });
    expect((await send({ ...late, seq: 2 })).body.code).toBe("too-old");
  });

  it("takes an empty batch for what was lost, once", async () => {
    const batch = { ...numberedBatch(1), lost: 12 };
    expect((await send(batch)).status).toBe(200);
    expect((await send(batch)).status).toBe(200);
    expect(await rowsOf("SELECT lost FROM producers", LOCAL)).toEqual([{ lost: 12 }]);
    expect((await send(namedBatch())).status).toBe(200);
  });

  it("counts fields as whole numbers, and what is not known not at all", async () => {
    await send(
      numberedBatch(
        1,
        eventNow({ timing: "wall", duration_ms: 10.0004, in_flight: 4, head_ms: 0.001, first_byte_ms: 2 }),
        eventNow({ timing: "wall", duration_ms: 0.001, in_flight: 1000, outcome: "failed", energy_uj: 7 }),
        eventNow({ timing: "wall", duration_ms: 3, count: 2, outcome: "aborted", cpu_ms: 0.5 }),
        eventNow({ input_tokens: 0, output_tokens: 9, energy_uj: 5 }),
        eventNow({ count: 0, cpu_ms: 1.5, cpu_of: 3 }),
      ),
    );
    expect(await countersIn()).toEqual({
      count: 4,
      failed: 1,
      aborted: 2,
      timed: 4,
      duration_us: 10_000 + 1 + 3000,
      share_us: 2500 + 1 + 3000,
      alone: 2,
      streamed: 1,
      head_us: 1,
      first_byte_us: 2000,
      tokened: 1,
      output_tokens: 9,
      metered: 1,
      energy_uj: 12,
      cpu_timed: 5,
      cpu_us: 2000,
    });
  });

  it("knows a zone by one code, and a task letter for letter", async () => {
    await send(numberedBatch(1, eventNow({ zone: "FR" }), eventNow({ zone: "FRA" })));
    const labels = await rowsOf<{ key: string }>("SELECT key FROM labels", LOCAL);
    expect(labels.map(({ key }) => JSON.parse(key))).toEqual([
      ["inference", "text-classification", "bert-mini", "", "", "", 0, "FRA", ""],
    ]);
  });

  describe("with profiles", () => {
    const put = (id: string, version: number) =>
      bindings.BOOK.prepare("INSERT INTO profiles VALUES (?, ?, ?, 0, NULL, '{}')")
        .bind(LOCAL, id, version)
        .run();
    beforeEach(() => forgetProfileVersions());

    it("stamps the version that holds now, also of one that was put a moment ago", async () => {
      expect((await send(numberedBatch(1, eventNow({ profile: "gpu" })))).body.code).toBe("unknown-profile");
      await put("gpu", 1);
      await put("gpu", 2);
      expect((await send(numberedBatch(1, eventNow({ profile: "gpu" })))).body.accepted).toBe(1);
      const [label] = await rowsOf<{ key: string }>("SELECT key FROM labels", LOCAL);
      expect(label?.key).toContain('"gpu",2');
    });

    it("names the nearest of an unknown one", async () => {
      await put("gpu-server", 1);
      const { body } = await send(numberedBatch(1, eventNow({ profile: "gpu-sever" })));
      expect(body.errors?.[0]?.detail).toBe('unknown profile "gpu-sever"; did you mean "gpu-server"?');
    });
  });

  it("keeps a producer on the shard that the book knows it by, however many shards there are", async () => {
    await bindings.BOOK.prepare("INSERT INTO producers VALUES (?, 'settled', 5, 1, 1, 1, 0)")
      .bind(LOCAL)
      .run();
    const batch = { ...numberedBatch(1, eventNow()), producer: "settled" };
    const headers = { "content-type": "application/json" };
    const sent = await ask({ body: JSON.stringify(batch), headers }, { SHARDS_PER_TENANT: "3" });
    expect(sent.status).toBe(200);
    expect(await rowsOf("SELECT shard FROM state", LOCAL, 5)).toEqual([{ shard: 5 }]);
  });

  it.each([
    ["no object", [], "malformed-body"],
    ["null", null, "malformed-body"],
    ["another form", { schema: "gramme/events/2", events: [] }, "malformed-body"],
    ["no events", { schema: "gramme/events/1" }, "malformed-body"],
    ["events that are none", { schema: "gramme/events/1", events: {} }, "malformed-body"],
    ["a seq alone", { schema: "gramme/events/1", seq: 1, events: [] }, "malformed-body"],
    ["lost without a number", { schema: "gramme/events/1", lost: 1, events: [] }, "malformed-body"],
    ["a bad producer", { schema: "gramme/events/1", producer: "a b", seq: 1, events: [] }, "malformed-body"],
    ["seq 0", { schema: "gramme/events/1", producer: "p", seq: 0, events: [] }, "malformed-body"],
    ["a key more", { schema: "gramme/events/1", prompt: "Dear model", events: [] }, "malformed-body"],
    [
      "too many",
      { schema: "gramme/events/1", events: Array.from({ length: 1001 }, () => ({})) },
      "too-large",
    ],
  ])("refuses a body with %s", async (_, body, code) => {
    const answer = await send(body);
    expect(answer.body.code).toBe(code);
    expect(Problem.safeParse(answer.body).success).toBe(true);
  });

  it.each(["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])("answers 405 to %s", async (method) => {
    const response = await ask({ method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("quotes no more of an event than a slip of the pen, and words a hundred faults at most", async () => {
    const prompt = "Tell me everything about ".repeat(30);
    const events = Array.from({ length: 500 }, () => eventNow({ id: "a", model: prompt, [prompt]: 1 }));
    const { status, body } = await send(namedBatch(...events));
    expect(status).toBe(422);
    expect(body.errors).toHaveLength(100);
    expect(body.more).toBe(400);
    for (const { detail } of body.errors ?? []) expect(detail.length).toBeLessThanOrEqual(300);
    expect(JSON.stringify(body)).not.toContain(prompt.slice(0, 80));
  });

  it.each([
    ["profile", "gpu-sever"],
    ["zone", "FRANC"],
  ])("looks a hundred times for what was meant by an unknown %s, and no more", async (field, name) => {
    await bindings.BOOK.prepare("INSERT INTO profiles VALUES (?, 'gpu-server', 1, 0, NULL, '{}')")
      .bind(LOCAL)
      .run();
    forgetProfileVersions();
    const events = Array.from({ length: 150 }, (_, n) => eventNow({ id: `e${n}`, [field]: name }));
    const { body } = await send(namedBatch(eventNow({ id: "ok" }), ...events));
    expect(body.rejected).toHaveLength(150);
    expect(body.rejected.filter(({ detail }) => detail.includes("did you mean"))).toHaveLength(100);
    expect(body.rejected.at(-1)).toMatchObject({
      code: `unknown-${field}`,
      field,
      detail: `unknown ${field} "${name}"; see those before it`,
    });
  });

  it("says 503 and when to come again, where the book or a shard does not answer", async () => {
    const body = JSON.stringify({ ...numberedBatch(1, eventNow()), producer: "never-seen-1" });
    const headers = { "content-type": "application/json" };
    await bookRows("ALTER TABLE producers RENAME TO away");
    const deaf = await ask({ body, headers });
    expect([deaf.status, deaf.headers.get("retry-after")]).toEqual([503, "5"]);
    await bookRows("ALTER TABLE away RENAME TO producers");
    expect((await ask({ body, headers })).status).toBe(200);
  });
});
