import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import OpenAI from "openai";
import { afterEach, describe, expect, it } from "vitest";
import { eventList } from "../call/event-list.fixture.ts";
import { meteredFetch } from "./metered-fetch.ts";

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

const USAGE = { prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 };
const QUESTION = { model: "asked", messages: [{ role: "user" as const, content: "Hi" }] };
const piece = (content: string, usage: unknown = null) => ({
  id: "1",
  object: "chat.completion.chunk",
  model: "served-7b",
  choices: usage === null ? [{ index: 0, delta: { content }, finish_reason: null }] : [],
  usage,
});

/** A server that speaks OpenAI's API on this machine, and the real client with a metered fetch before it. */
async function upstream(chat: (app: Hono) => void) {
  const app = new Hono();
  chat(app);
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  open.push(server);
  await once(server, "listening");
  const outbox = eventList();
  const client = new OpenAI({
    apiKey: "none",
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    fetch: meteredFetch({ task: "text-generation", model: "configured", outbox }),
    maxRetries: 0,
  });
  return { client, outbox };
}

describe("the openai client with a metered fetch", () => {
  it("gets its answer, packed or not", async () => {
    const { client, outbox } = await upstream((app) => {
      app.post("/v1/chat/completions", (c) => {
        const body = JSON.stringify({
          id: "1",
          object: "chat.completion",
          model: "served-7b",
          choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
          usage: USAGE,
        });
        c.header("content-type", "application/json");
        c.header("content-encoding", "gzip");
        return c.body(new Uint8Array(gzipSync(body)));
      });
    });
    const { data: answer, response } = await client.chat.completions.create(QUESTION).withResponse();
    // what a made answer has not, and a fetched one has
    expect([response.url, response.type]).toEqual([`${client.baseURL}/chat/completions`, "basic"]);
    expect(answer.choices[0]?.message.content).toBe("Hello");
    expect(await outbox.reaches(1)).toMatchObject([
      { model: "served-7b", input_tokens: 11, output_tokens: 3, timing: "wall-io" },
    ]);
  });

  it("gets its stream, which is timed to its end", async () => {
    const { client, outbox } = await upstream((app) => {
      app.post("/v1/chat/completions", (c) =>
        streamSSE(c, async (to) => {
          for (const word of ["Hel", "lo"]) await to.writeSSE({ data: JSON.stringify(piece(word)) });
          await to.writeSSE({ data: JSON.stringify(piece("", USAGE)) });
          await to.writeSSE({ data: "[DONE]" });
        }),
      );
    });
    const words: string[] = [];
    for await (const chunk of await client.chat.completions.create({ ...QUESTION, stream: true })) {
      words.push(chunk.choices[0]?.delta.content ?? "");
    }
    expect(words.join("")).toBe("Hello");
    const [event] = await outbox.reaches(1);
    expect(event).toMatchObject({ model: "served-7b", input_tokens: 11, output_tokens: 3 });
    expect(event).not.toHaveProperty("outcome");
    expect(event?.first_byte_ms).toBeLessThanOrEqual(event?.duration_ms ?? 0);
  });

  it("breaks off, and the upstream hears of it", async () => {
    let heard: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const { client, outbox } = await upstream((app) => {
      app.post("/v1/chat/completions", (c) =>
        streamSSE(c, async (to) => {
          to.onAbort(heard);
          while (!to.aborted) {
            await to.writeSSE({ data: JSON.stringify(piece("word ")) });
            await to.sleep(1);
          }
        }),
      );
    });
    const stream = await client.chat.completions.create({ ...QUESTION, stream: true });
    for await (const chunk of stream) {
      expect(chunk.model).toBe("served-7b");
      stream.controller.abort();
    }
    const [event] = await outbox.reaches(1);
    expect(event).toMatchObject({ model: "served-7b", outcome: "aborted" });
    expect(event).not.toHaveProperty("output_tokens");
    await gone;
  });

  it("gets its error, and no inference is counted", async () => {
    const { client, outbox } = await upstream((app) => {
      app.post("/v1/chat/completions", (c) => c.json({ error: { message: "no such model" } }, 404));
    });
    await expect(client.chat.completions.create(QUESTION)).rejects.toThrow("no such model");
    expect(outbox.events).toEqual([]);
  });

  it("tells an embedding's tokens", async () => {
    const { client, outbox } = await upstream((app) => {
      app.post("/v1/embeddings", (c) =>
        c.json({
          object: "list",
          model: "embed",
          data: [{ object: "embedding", index: 0, embedding: Array.from({ length: 1536 }, () => 0.25) }],
          usage: { prompt_tokens: 6, total_tokens: 6 },
        }),
      );
    });
    const { data } = await client.embeddings.create({ model: "embed", input: "a", encoding_format: "float" });
    expect(data[0]?.embedding).toHaveLength(1536);
    expect(await outbox.reaches(1)).toMatchObject([{ model: "embed", input_tokens: 6, output_tokens: 0 }]);
  });
});
