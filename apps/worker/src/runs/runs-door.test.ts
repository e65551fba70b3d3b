import { beforeEach, describe, expect, it } from "vitest";
import { envelope, runResult, sending, SOURCE, workload } from "./run.fixture.ts";
import { runSummary } from "./run-summary.ts";
import { allRuns, asked, here, type Sender, senderOf } from "./runs-door.fixture.ts";
import { runByKey } from "./runs.ts";

let acme: Sender;
beforeEach(async () => {
  acme = await senderOf();
});

const KEY = "acme/model/4242/1/-";

describe("POST /v1/runs", () => {
  it("keeps a run whole, once", async () => {
    const { status, body } = await acme.send(envelope());
    expect([status, body.key, body.trained]).toEqual([201, KEY, []]);
    const again = await acme.send(envelope());
    expect([again.status, again.body]).toEqual([200, body]);
    const booked = {
      key: KEY,
      received_ms: Date.parse(body.received_at ?? ""),
      started_ms: Date.parse("2026-11-20T10:00:00Z"),
      source: SOURCE,
      trained: [],
    };
    expect(await runByKey(here, "acme", KEY)).toEqual({ ...booked, run: runResult() });
    expect(await allRuns()).toEqual([{ ...booked, run: runSummary(runResult()) }]);
  });

  it("keeps it once, however many send it at the same time", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, async () => await acme.send(envelope())));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 200, 200, 200, 200, 200, 200, 201,
    ]);
    expect(await allRuns()).toHaveLength(1);
  });

  it("knows it again, however its JSON is written", async () => {
    await acme.send(envelope());
    const { source, run, schema } = envelope();
    const other = JSON.stringify({ source, schema, run }, null, 2);
    const { url, headers } = sending(envelope(), { authorization: `Bearer ${acme.key}` });
    const request = new Request(url, { method: "POST", headers, body: other });
    expect((await asked(request)).status).toBe(200);
  });

  it("takes no other run under the same key", async () => {
    await acme.send(envelope());
    const other = envelope({ run: runResult({ partial: true }) });
    const { status, body } = await acme.send(other);
    expect([status, body.code]).toEqual([409, "conflict"]);
    expect(body.detail).toContain("its own part");
    expect((await allRuns()).map(({ run }) => run.partial)).toEqual([false]);
    expect((await acme.send({ ...other, source: { ...SOURCE, part: "arm" } })).status).toBe(201);
  });

  it("keeps tenants apart", async () => {
    await acme.send(envelope());
    const other = await senderOf("other");
    expect((await other.send(envelope({ run: runResult({ partial: true }) }))).status).toBe(201);
    expect((await allRuns()).map(({ run }) => run.partial)).toEqual([false]);
    expect((await allRuns("other")).map(({ run }) => run.partial)).toEqual([true]);
    expect(await runByKey(here, "nobody", KEY)).toBeUndefined();
  });

  it("takes runs of people, of a repository that is nowhere", async () => {
    const source = { ...SOURCE, repository: "local/model" };
    const { status, body } = await acme.send(envelope({ source }));
    expect([status, body.key]).toEqual([201, "local/model/4242/1/-"]);
  });

  it("keeps the model's name", async () => {
    const run = runResult({
      workloads: [workload({ model: "acme/digits-7b" }), workload({ name: "speech" })],
    });
    expect((await acme.send(envelope({ run }))).status).toBe(201);
    const booked = await runByKey(here, "acme", KEY);
    expect(booked?.run.workloads.map(({ model }) => model)).toEqual(["acme/digits-7b", undefined]);
  });

  it("wants the key that is the run's", async () => {
    const wrong = await acme.send(envelope(), { "idempotency-key": "acme/model/4242/2/-" });
    expect([wrong.status, wrong.body.code]).toEqual([400, "bad-header"]);
    const request = sending(envelope(), { authorization: `Bearer ${acme.key}` });
    request.headers.delete("idempotency-key");
    expect((await asked(request)).body.code).toBe("bad-header");
  });

  it("takes no run of a clock that is wrong", async () => {
    const begun = async (at: string): Promise<string | undefined> =>
      (await acme.send(envelope({ run: runResult({ started_at: at }) }))).body.code;
    expect(await begun(new Date(Date.now() + 2 * 3_600_000).toISOString())).toBe("in-the-future");
    expect(await begun("1970-01-01T00:00:00Z")).toBe("too-old");
  });

  it("is for runs:write", async () => {
    const reader = await senderOf("acme", "events:write read admin");
    expect((await reader.send(envelope())).status).toBe(403);
  });
});
