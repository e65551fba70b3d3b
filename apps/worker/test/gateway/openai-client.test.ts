import OpenAI, { APIConnectionError } from "openai";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { messages, NOBODY, type Stage, stage } from "./stage.fixture.ts";
import { WORDS } from "./upstream.fixture.ts";

let far: Stage["far"];
let gateway: Stage["gateway"];
let clientOf: Stage["clientOf"];
let last: Stage["last"];
let counted: Stage["counted"];
let close: Stage["close"];

beforeAll(async () => {
  ({ far, gateway, clientOf, last, counted, close } = await stage());
});
afterAll(async () => {
  await close();
});

describe("a client of OpenAI's through the gateway", () => {
  test("gets what it would get without, and the ledger has its tokens and time", async () => {
    const client = await clientOf("plain");
    const direct = new OpenAI({ baseURL: `${far.origin}/v1`, apiKey: "sk", maxRetries: 0 });
    const asked = { model: "gpt-up", messages };
    expect(await client.chat.completions.create(asked)).toEqual(await direct.chat.completions.create(asked));
    await counted("plain", {
      phase: "inference",
      task: "text-generation",
      model: "gpt-up-2026",
      route: "plain/chat/completions",
      timing: "wall-io",
      count: 1,
      failed: 0,
      aborted: 0,
      tokened: 1,
      input_tokens: 7,
      output_tokens: 5,
      streamed: 1,
      timed: 1,
    });
  });

  test("every piece of a stream is through before the next is made", async () => {
    const client = await clientOf("steps");
    const words: string[] = [];
    far.step();
    const stream = await client.chat.completions.create({ model: "by-steps", messages, stream: true });
    for await (const { choices, usage } of stream) {
      // the upstream makes no piece before this says so: were one held back anywhere, this would never end
      far.step();
      words.push(choices[0]?.delta.content ?? `${usage?.total_tokens} tokens`);
    }
    expect(words).toEqual([...WORDS, "12 tokens"]);
    await counted("steps", {
      count: 1,
      aborted: 0,
      streamed: 1,
      tokened: 1,
      input_tokens: 7,
      output_tokens: 5,
    });
  });

  test("a stream whose tokens nobody asked for has none, and it is told so; a route that asks gets them", async () => {
    const words = async (client: OpenAI): Promise<readonly (string | null | undefined)[]> => {
      const stream = await client.chat.completions.create({ model: "gpt-up", messages, stream: true });
      const found: (string | null | undefined)[] = [];
      for await (const { choices } of stream) found.push(choices[0]?.delta.content);
      return found;
    };
    expect(await words(await clientOf("silent"))).toEqual(WORDS);
    await counted("silent", { count: 1, tokened: 0, input_tokens: 0, output_tokens: 0 });
    expect(await words(await clientOf("asking", { ask_usage: true }))).toEqual([...WORDS, undefined]);
    await counted("asking", { count: 1, tokened: 1, input_tokens: 7, output_tokens: 5 });
    expect(JSON.parse(last()?.body ?? "")).toEqual({
      model: "gpt-up",
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  test("a stream that is broken off is broken off at the upstream with its next piece, and counts as aborted", async () => {
    const client = await clientOf("broken-off");
    const stream = await client.chat.completions.create({ model: "goes-on", messages, stream: true });
    for await (const { choices } of stream) {
      expect(choices[0]?.delta.content).toBe("encore ");
      break;
    }
    const through = vi.fn<(whole: boolean) => void>();
    void last()?.over.then(through);
    // a closed connection shows only when something is written to it
    await vi.waitFor(
      () => {
        expect(through).toHaveBeenCalledWith(false);
      },
      { timeout: 20_000, interval: 10 },
    );
    await counted("broken-off", {
      model: "gpt-up-2026",
      count: 1,
      aborted: 1,
      failed: 0,
      timed: 1,
      tokened: 0,
    });
  });

  test("a client that tries again is told apart: two that failed, one that was answered", async () => {
    const client = await clientOf("retried", {}, { maxRetries: 3 });
    const answer = await client.chat.completions.create({ model: "fails-twice", messages });
    expect(answer.choices[0]?.message.content).toBe(WORDS.join(""));
    await counted(
      "retried",
      { model: "gpt-up-2026", count: 1, failed: 0 },
      { model: "unknown", count: 0, failed: 2 },
    );
  });

  test("an answer that comes packed all the same is read, and reaches the client whole", async () => {
    const client = await clientOf("packed");
    const answer = await client.chat.completions.create({ model: "is-packed", messages });
    expect(answer.choices[0]?.message.content).toBe(WORDS.join(""));
    expect(last()?.headers["accept-encoding"]).toBe("identity");
    await counted("packed", { count: 1, tokened: 1, input_tokens: 7, output_tokens: 5 });
  });

  test("so is an error that comes packed, and a coding that nobody knows passes as it is", async () => {
    const client = await clientOf("odd-coding");
    await expect(
      client.chat.completions.create({ model: "is-packed-and-wrong", messages }),
    ).rejects.toMatchObject({ status: 400, code: "wrong" });
    const answer = await fetch(`${gateway.url}/proxy/odd-coding/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ model: "is-packed-unknown" }),
    });
    expect(answer.headers.get("content-encoding")).toBe("x-own");
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 1, 254, 255]);
    await counted("odd-coding", { model: "unknown", count: 1, failed: 0, tokened: 0 });
  });

  test("embeddings are counted as what they are; lists of models are not", async () => {
    const client = await clientOf("vectors");
    const { data } = await client.models.list();
    expect(data[0]?.id).toBe("gpt-up");
    const answer = await client.embeddings.create({ model: "embed", input: "x", encoding_format: "float" });
    expect(answer.data[0]?.embedding).toEqual([0.25, -0.5]);
    await counted("vectors", {
      task: "feature-extraction",
      model: "embed-up",
      route: "vectors/embeddings",
      count: 1,
      tokened: 1,
      input_tokens: 3,
      output_tokens: 0,
    });
  });

  test("a server of Ollama's form tells its tokens and its own time, streaming and not", async () => {
    await gateway.route("ollama", { upstream: far.origin });
    const chat = async (stream: boolean): Promise<string> => {
      const answer = await fetch(`${gateway.url}/proxy/ollama/api/chat`, {
        method: "POST",
        body: JSON.stringify({ model: "llama", stream }),
      });
      expect(answer.headers.get("x-gramme-metered")).toBe("text-generation");
      return answer.text();
    };
    expect((await chat(true)).trim().split("\n")).toHaveLength(WORDS.length + 1);
    expect(JSON.parse(await chat(false))).toMatchObject({ done: true });
    await counted("ollama", {
      model: "llama-up:3b",
      route: "ollama/api/chat",
      timing: "provider",
      count: 2,
      tokened: 2,
      input_tokens: 22,
      output_tokens: 8,
      timed: 2,
    });
  });

  test("an answer without a body counts", async () => {
    await gateway.route("bare", { upstream: far.origin, task: "translation" });
    const answer = await fetch(`${gateway.url}/proxy/bare/run`, {
      method: "POST",
      body: JSON.stringify({ model: "says-nothing" }),
    });
    expect(answer.status).toBe(204);
    await counted("bare", { count: 1, streamed: 0 });
  });

  test("many at once are each counted once, and share the time that any was in flight", async () => {
    const client = await clientOf("many");
    const ask = async (): Promise<unknown> => client.chat.completions.create({ model: "gpt-up", messages });
    for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 40 }, ask));
    await counted("many", {
      count: 200,
      failed: 0,
      aborted: 0,
      tokened: 200,
      input_tokens: 1400,
      output_tokens: 1000,
    });
    const [cell] = gateway.cellsOf("many");
    expect(cell?.share_us).toBeLessThanOrEqual(cell?.duration_us ?? 0);
  });
});

describe("what passes the gateway, and what does not", () => {
  test("the caller's key for the upstream goes there; what is the ledger's or the caller's own does not", async () => {
    const client = await clientOf("own-key", {}, { defaultHeaders: { "x-gramme-phase": "development" } });
    await client.chat.completions.create(
      { model: "gpt-up", messages },
      { headers: { cookie: "a=b", "x-real-ip": "127.0.0.1", "openai-organization": "org-1" } },
    );
    const headers = last()?.headers ?? {};
    expect(headers).toMatchObject({
      authorization: "Bearer sk-of-the-caller",
      "openai-organization": "org-1",
      "content-type": "application/json",
    });
    for (const name of ["cookie", "x-real-ip", "x-gramme-phase", "x-forwarded-for", "x-forwarded-host"]) {
      expect(headers).not.toHaveProperty(name);
    }
    expect(headers.host).toBe(new URL(far.origin).host);
    await counted("own-key", { phase: "development", count: 1 });
  });

  test("a route's secret goes in place of the caller's, and shows nowhere", async () => {
    const client = await clientOf("secret", { secret: "UPSTREAM_TEST" });
    const { response } = await client.chat.completions.create({ model: "gpt-up", messages }).withResponse();
    expect(last()?.headers.authorization).toBe("Bearer sk-of-the-ledger");
    expect(JSON.stringify([...response.headers])).not.toContain("sk-of");
    const stated = await (await fetch(`${gateway.url}/v1/routes/secret`)).text();
    expect(stated).not.toContain("sk-of");
    expect(gateway.logged.join("\n")).not.toContain("sk-of");
  });

  test("the upstream's session and machinery stay with it", async () => {
    const client = await clientOf("headers");
    const { response } = await client.chat.completions.create({ model: "gpt-up", messages }).withResponse();
    expect(response.headers.get("x-request-id")).toBe("req-1");
    expect(response.headers.get("x-gramme-metered")).toBe("text-generation");
    for (const name of ["alt-svc", "set-cookie", "keep-alive", "server"])
      expect(response.headers.has(name)).toBe(false);
    const stream = await client.chat.completions
      .create({ model: "gpt-up", messages, stream: true })
      .withResponse();
    expect(stream.response.headers.has("set-cookie")).toBe(false);
    expect(stream.response.headers.get("content-type")).toContain("text/event-stream");
    await stream.data.toReadableStream().cancel();
  });

  test("a page of the upstream's is data at the ledger's origin", async () => {
    await gateway.route("page", { upstream: far.origin, task: "translation" });
    const answer = await fetch(`${gateway.url}/proxy/page/x`, {
      method: "POST",
      body: JSON.stringify({ model: "is-a-page" }),
    });
    expect(await answer.text()).toContain("<script>");
    expect(answer.headers.get("content-security-policy")).toMatch(/^sandbox;/u);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("a ledger that is out of the way is a connection error, as it would be without", async () => {
    const client = new OpenAI({ baseURL: `${NOBODY}/proxy/a`, apiKey: "sk", maxRetries: 0 });
    await expect(client.chat.completions.create({ model: "m", messages })).rejects.toBeInstanceOf(
      APIConnectionError,
    );
  });
});
