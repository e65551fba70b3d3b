import { createExecutionContext, runDurableObjectAlarm } from "cloudflare:test";
import type { WireProblem } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { bookKey, envWith } from "../auth/gate.fixture.ts";
import { ledger } from "../ledger.ts";
import { bookRows, shardStub } from "../shard/shard.fixture.ts";
import { CHAT, exported, span } from "./span.fixture.ts";
import { tracesDoor } from "./traces-door.ts";

let key: string;
beforeEach(async () => {
  key = await bookKey({ tenant: "acme", scopes: "traces:write" });
});

type Body = Partial<WireProblem> & {
  readonly partialSuccess?: { readonly rejectedSpans: string; readonly errorMessage: string };
};

async function send(
  body: BodyInit,
  headers: Record<string, string> = {},
  method = "POST",
): Promise<{ readonly status: number; readonly body: Body; readonly headers: Headers }> {
  const app = ledger((doors) => tracesDoor(doors));
  const answer = await app.fetch(
    new Request("https://ledger.example/v1/traces", {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      ...(method === "GET" ? {} : { body }),
    }),
    envWith({}),
    createExecutionContext(),
  );
  return { status: answer.status, body: await answer.json(), headers: answer.headers };
}

const sendSpans = async (spans: readonly unknown[], resource = {}): ReturnType<typeof send> =>
  await send(JSON.stringify(exported(spans, resource)));

describe("POST /v1/traces", () => {
  it("counts inferences, passes other spans over, and says nothing where all is well", async () => {
    const { status, body } = await sendSpans([
      span(),
      span({ "http.route": "/" }),
      span({ "gen_ai.operation.name": "invoke_agent" }),
    ]);
    expect([status, body]).toEqual([200, {}]);
  });

  it("counts answers, failures, tokens and time under their labels, however often they come", async () => {
    const embedding = {
      "gen_ai.operation.name": "embeddings",
      "gen_ai.request.model": "embed-x",
      "gen_ai.usage.input_tokens": 7,
    };
    const body = JSON.stringify(
      exported([span(), span(), span(CHAT, { status: { code: 2 } }), span(embedding)], {
        "gramme.zone": "FR",
      }),
    );
    for (const _ of [1, 2, 3]) expect((await send(body)).body).toEqual({});
    await runDurableObjectAlarm(shardStub("acme", 0));
    const rows = await bookRows(
      `SELECT model, task, zone, timing, sum(count) AS count, sum(failed) AS failed, sum(timed) AS timed, sum(duration_us) AS us,
              sum(tokened) AS tokened, sum(input_tokens) AS tokens_in, sum(output_tokens) AS tokens_out
       FROM days JOIN dims ON dims.id = days.dims GROUP BY model ORDER BY model`,
    );
    expect(rows).toEqual([
      {
        model: "embed-x",
        task: "feature-extraction",
        zone: "FRA",
        timing: "wall-io",
        count: 1,
        failed: 0,
        timed: 1,
        us: 250_000,
        tokened: 1,
        tokens_in: 7,
        tokens_out: 0,
      },
      {
        model: CHAT["gen_ai.response.model"],
        task: "text-generation",
        zone: "FRA",
        timing: "wall-io",
        count: 2,
        failed: 1,
        timed: 3,
        us: 750_000,
        tokened: 3,
        tokens_in: 36,
        tokens_out: 102,
      },
    ]);
  });

  it("takes an export of nothing", async () => {
    for (const empty of [
      "{}",
      '{"resourceSpans":[]}',
      '{"resourceSpans":[{"resource":null,"scopeSpans":[{}]}]}',
    ]) {
      expect((await send(empty)).body).toEqual({});
    }
  });

  it("takes an export again and again", async () => {
    const body = JSON.stringify(exported([span(), span()]));
    for (const _ of [1, 2, 3]) expect((await send(body)).body).toEqual({});
  });

  it("takes it gzipped", async () => {
    const packed = new Blob([JSON.stringify(exported([span()]))])
      .stream()
      .pipeThrough(new CompressionStream("gzip"));
    expect((await send(packed, { "content-encoding": "gzip" })).status).toBe(200);
  });

  it("takes more inferences than a batch may hold", async () => {
    const { status, body } = await sendSpans(Array.from({ length: 2300 }, () => span()));
    expect([status, body]).toEqual([200, {}]);
  });

  it("rejects what it cannot count, one by one, and counts the rest", async () => {
    const { status, body } = await sendSpans([
      span(),
      span({ ...CHAT, "gramme.task": "text-genration" }),
      span({ ...CHAT, "gen_ai.response.model": "a model with spaces" }),
      span(CHAT, { traceId: "no" }),
      span({ ...CHAT, "gramme.profile": "nobody-made-it" }),
    ]);
    expect(status).toBe(200);
    expect(body.partialSuccess?.rejectedSpans).toBe("4");
    expect(body.partialSuccess?.errorMessage).toContain('did you mean "text-generation"?');
    expect(body.partialSuccess?.errorMessage).toContain("unknown-profile");
    expect(body.partialSuccess?.errorMessage).toContain("traceId wants 32");
  });

  it("names five of many rejections, and each in short", async () => {
    const { body } = await sendSpans(
      Array.from({ length: 20 }, () => span({ ...CHAT, "gramme.task": "x".repeat(5000) })),
    );
    expect(body.partialSuccess?.rejectedSpans).toBe("20");
    expect(body.partialSuccess?.errorMessage).toContain("and 15 more");
    expect(body.partialSuccess?.errorMessage.length).toBeLessThan(2200);
  });

  it("says how to send JSON to who sends protobuf", async () => {
    const { status, body } = await send(new Uint8Array([10, 0]), {
      "content-type": "application/x-protobuf",
    });
    expect([status, body.code]).toEqual([415, "unsupported-media-type"]);
    expect(body.detail).toContain("http/json");
  });

  it.each<[string, string, number]>([
    ["no JSON", "{", 400],
    ["a list", "[]", 422],
    ["a resource that is none", '{"resourceSpans":[{"resource":[]}]}', 422],
    ["a million scopes that are none", `{"resourceSpans":[${"1,".repeat(1_000_000)}1]}`, 422],
    ["spans that are no list", '{"resourceSpans":{}}', 422],
    ["scopes that are no list", '{"resourceSpans":[{"scopeSpans":5}]}', 422],
  ])("refuses %s", async (_, text, status) => {
    const answer = await send(text);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  it("refuses a flood", async () => {
    expect(
      (await sendSpans([span({ ...CHAT, "gen_ai.input.messages": "x".repeat(8_000_000) })])).status,
    ).toBe(413);
  });

  it("is for traces:write, and for POST", async () => {
    key = await bookKey({ scopes: "events:write" });
    expect((await sendSpans([span()])).status).toBe(403);
    const { status, headers } = await send("", {}, "GET");
    expect([status, headers.get("allow")]).toEqual([405, "POST"]);
  });
});
