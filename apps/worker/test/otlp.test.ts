import { SpanStatusCode } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WireEventsAck } from "@gramme/core/wire";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { serve } from "../src/serve/serve.ts";
import type { Served } from "../src/serve/serve.ts";

const folder = mkdtempSync(join(tmpdir(), "gramme-otlp-"));
let ledger: Served;
beforeAll(async () => {
  ledger = await serve({ data: folder, port: 0 });
});
afterAll(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What passed between an exporter and the ledger. */
interface Passed {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly status: number;
  readonly answer: string;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A way to the ledger that writes down what passes; a mood for each attempt, then all goes well. */
async function wiretap(
  moods: readonly ("cut" | "busy")[] = [],
): Promise<{ readonly url: string; readonly passed: Passed[] }> {
  const passed: Passed[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const kept = ["content-type", "content-encoding", "user-agent"] as const;
    const answer = await fetch(ledger.url + (request.url ?? ""), {
      method: "POST",
      headers: kept.flatMap((name): [string, string][] => {
        const value = request.headers[name];
        return value === undefined ? [] : [[name, value]];
      }),
      body,
    });
    const text = await answer.text();
    const mood = moods[passed.length];
    passed.push({ headers: request.headers, body, status: answer.status, answer: text });
    // the ledger has it by now, and the exporter does not know
    if (mood === "cut") return response.destroy();
    response.writeHead(mood === "busy" ? 503 : answer.status, { "content-type": "application/json" });
    return response.end(text);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`, passed };
}

const CHAT = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "openai",
  "gen_ai.request.model": "gpt-x",
  "gen_ai.usage.input_tokens": 12,
  "gen_ai.usage.output_tokens": 34,
  "gen_ai.input.messages": "attack at dawn",
};

interface Made {
  readonly id: string;
  readonly endMs: number;
}

/** Spans of a small agent, exported for real: each step asks a model once, besides an HTTP span and a tool. */
async function agent(
  exporter: OTLPTraceExporter,
  steps: number,
  labels: Record<string, string> = {},
): Promise<readonly Made[]> {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "agent", ...labels }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer("test");
  const chats: Made[] = [];
  for (let step = 0; step < steps; step += 1) {
    tracer.startSpan("invoke_agent", { attributes: { "gen_ai.operation.name": "invoke_agent" } }).end();
    tracer.startSpan("POST", { attributes: { "http.request.method": "POST" } }).end();
    const endMs = Date.now() - 500;
    const chat = tracer.startSpan("chat gpt-x", { attributes: CHAT, startTime: endMs - 250 });
    chat.addEvent("gen_ai.content.prompt", { "gen_ai.prompt": "attack at dawn" });
    if (step === 1) chat.setStatus({ code: SpanStatusCode.ERROR, message: "no" });
    chat.end(endMs);
    const { traceId, spanId } = chat.spanContext();
    chats.push({ id: `${traceId}-${spanId}`, endMs });
  }
  await provider.forceFlush();
  await provider.shutdown();
  return chats;
}

/** How many of these have counted: an event by the same id is a duplicate. */
async function counted(chats: readonly Made[]): Promise<number> {
  const events = chats.map(({ id, endMs }) => ({ id, at_unix_ms: endMs, task: "unknown", model: "probe" }));
  const answer = await fetch(`${ledger.url}/v1/events`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ schema: "gramme/events/1", events }),
  });
  const { duplicates } = (await answer.json()) as WireEventsAck;
  return duplicates;
}

describe("OpenTelemetry's own exporter", () => {
  it("sends inferences, each of which counts, among spans that are none", async () => {
    const { url, passed } = await wiretap();
    const chats = await agent(new OTLPTraceExporter({ url }), 5);
    expect(passed.map(({ status, answer }) => [status, answer])).toEqual([[200, "{}"]]);
    expect(passed[0]?.headers["content-type"]).toBe("application/json");
    expect(await counted(chats)).toBe(5);
  });

  it("may pack what it sends", async () => {
    const { url, passed } = await wiretap();
    vi.stubEnv("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
    const chats = await agent(new OTLPTraceExporter({ url }), 3);
    vi.unstubAllEnvs();
    expect(
      passed.map(({ headers, status, answer }) => [headers["content-encoding"], status, answer]),
    ).toEqual([["gzip", 200, "{}"]]);
    expect(await counted(chats)).toBe(3);
  });

  it("sends again what it does not know to have arrived, and it counts once", async () => {
    const { url, passed } = await wiretap(["busy", "cut"]);
    const chats = await agent(new OTLPTraceExporter({ url }), 4);
    expect(passed.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(passed.map(({ body }) => body.toString("base64"))).size).toBe(1);
    expect(await counted(chats)).toBe(4);
  });

  it("hears which spans do not count, and why", async () => {
    const { url, passed } = await wiretap();
    const chats = await agent(new OTLPTraceExporter({ url }), 2, { "gramme.profile": "nobody-made-it" });
    expect(passed[0]?.status).toBe(200);
    expect(JSON.parse(passed[0]?.answer ?? "")).toEqual({
      partialSuccess: { rejectedSpans: "2", errorMessage: expect.stringContaining("unknown-profile") },
    });
    expect(passed[0]?.answer).not.toContain("dawn");
    expect(await counted(chats)).toBe(0);
  });
});
