/**
 * One table of cases through every door: whichever way a request is told of, the ledger counts the same.
 * @module
 */
import { serve as listen, type ServerType } from "@hono/node-server";
import { type Counters, COUNTERS, type Task } from "@gramme/core";
import type { WireEvent } from "@gramme/core/wire";
import { meteredFetch, openOutbox, type Outbox } from "@gramme/meter";
import { meter, meteredCall } from "@gramme/meter/hono";
import { SpanStatusCode } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Served, serve } from "../src/serve/serve.ts";
import { cellsIn } from "./shard-cells.fixture.ts";

// @hono/node-server puts its own in their place when it serves, and other files share this worker
const { Request, Response } = globalThis;
afterAll(() => {
  Object.assign(globalThis, { Request, Response });
});

/** Doors that a request can come in by. */
const DOORS = ["middleware", "fetch", "gateway", "events", "traces"] as const;
type Door = (typeof DOORS)[number];

interface Case {
  /** Model that is asked for: it says what happens. */
  readonly model: string;
  readonly path: "/v1/chat/completions" | "/v1/embeddings";
  readonly task: Task;
  readonly tokens?: readonly [input: number, output: number];
  readonly outcome?: "aborted" | "failed" | "refused";
  /** What the ledger counts, times aside. */
  readonly counts: Partial<Counters>;
  /** Doors that cannot tell this case, and why. */
  readonly not?: Partial<Record<Door, string>>;
}

const chat = { path: "/v1/chat/completions", task: "text-generation" } as const;

const CASES: readonly Case[] = [
  {
    ...chat,
    model: "whole",
    tokens: [12, 5],
    counts: { count: 1, tokened: 1, input_tokens: 12, output_tokens: 5, timed: 1 },
  },
  {
    ...chat,
    model: "streamed",
    tokens: [7, 3],
    counts: { count: 1, tokened: 1, input_tokens: 7, output_tokens: 3, timed: 1 },
  },
  {
    path: "/v1/embeddings",
    task: "feature-extraction",
    model: "vectors",
    tokens: [8, 0],
    counts: { count: 1, tokened: 1, input_tokens: 8, output_tokens: 0, timed: 1 },
  },
  { ...chat, model: "no-usage", counts: { count: 1, tokened: 0, timed: 1 } },
  {
    ...chat,
    model: "broken-off",
    outcome: "aborted",
    counts: { count: 1, aborted: 1, tokened: 0, timed: 1 },
    not: { traces: "GenAI spans have no word for an answer that its client broke off" },
  },
  { ...chat, model: "down", outcome: "failed", counts: { count: 0, failed: 1, timed: 1 } },
  {
    ...chat,
    model: "busy",
    outcome: "refused",
    counts: {},
    not: {
      events: "a sender who says nothing is no case",
      traces: "an exporter that says nothing is no case",
    },
  },
];

/** A server of models that speaks OpenAI's form. Metered, it says what it knows to its meter. */
function models(outbox?: Outbox): Hono {
  const app = new Hono();
  for (const [path, task] of [
    ["/v1/chat/completions", "text-generation"],
    ["/v1/embeddings", "feature-extraction"],
  ] as const) {
    if (outbox !== undefined) {
      app.use(path, meter({ task, model: "unsaid", model_version: "middleware", outbox }));
    }
    app.post(path, async (c) => {
      const { model } = await c.req.json<{ readonly model: string }>();
      const known = CASES.find((row) => row.model === model);
      if (model === "down") return c.json({ error: { message: "down" } }, 500);
      if (model === "busy") return c.json({ error: { message: "busy" } }, 429);
      const [input, output] = known?.tokens ?? [];
      meteredCall(c)?.usage({ model, input_tokens: input, output_tokens: output });
      const usage =
        input === undefined || output === undefined
          ? {}
          : { usage: { prompt_tokens: input, completion_tokens: output } };
      if (model !== "streamed" && model !== "broken-off") return c.json({ model, data: [], ...usage });
      return streamSSE(c, async (stream) => {
        await stream.writeSSE({ data: JSON.stringify({ model, choices: [{ delta: { content: "a" } }] }) });
        // word after word, until the client has gone: workerd hears of that with the next piece
        if (model === "broken-off") {
          while (!stream.aborted) {
            await stream.writeSSE({
              data: JSON.stringify({ model, choices: [{ delta: { content: "b" } }] }),
            });
            await stream.sleep(20);
          }
        }
        await stream.writeSSE({ data: JSON.stringify({ model, choices: [], ...usage }) });
        await stream.writeSSE({ data: "[DONE]" });
      });
    });
  }
  return app;
}

interface Listening {
  readonly origin: string;
  readonly server: ServerType;
}

async function listening(app: Hono): Promise<Listening> {
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server = listen({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, resolve);
  return { origin: `http://127.0.0.1:${(await promise).port}`, server };
}

const folder = mkdtempSync(join(tmpdir(), "gramme-doors-"));
let ledger: Served;
let outbox: Outbox;
let plain: Listening;
let metered: Listening;

beforeAll(async () => {
  plain = await listening(models());
  ledger = await serve({ data: folder, port: 0, upstreams: [plain.origin] });
  outbox = openOutbox({ ledger: ledger.url });
  metered = await listening(models(outbox));
  const answer = await fetch(`${ledger.url}/v1/routes/gate`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ upstream: plain.origin, model_version: "gateway" }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
});
afterAll(async () => {
  await outbox.close();
  await ledger.close();
  for (const { server } of [plain, metered]) server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Asks for a case's model as a client would, and breaks off after the first byte where the case says so. */
async function asked(origin: string, { path, model, outcome }: Case, via: typeof fetch): Promise<void> {
  const stop = new AbortController();
  const answer = await via(origin + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model, stream: model === "streamed" }),
    signal: stop.signal,
  });
  if (outcome !== "aborted") {
    await answer.arrayBuffer();
    return;
  }
  const reader = answer.body?.getReader();
  await reader?.read();
  stop.abort();
  await reader?.read().catch(() => undefined);
}

/** The case as its sender tells it. */
async function told({ model, task, tokens, outcome }: Case): Promise<void> {
  const event: WireEvent = {
    id: `case-${model}`,
    at_unix_ms: Date.now(),
    task,
    model,
    model_version: "events",
    timing: "wall-io",
    duration_ms: 20,
    ...(outcome === "aborted" || outcome === "failed" ? { outcome } : {}),
    ...(tokens === undefined ? {} : { input_tokens: tokens[0], output_tokens: tokens[1] }),
  };
  const answer = await fetch(`${ledger.url}/v1/events`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ schema: "gramme/events/1", events: [event] }),
  });
  expect(await answer.json()).toMatchObject({ accepted: 1, rejected: [] });
}

/** The case as OpenTelemetry's own exporter tells it. */
async function traced({ model, task, tokens, outcome }: Case): Promise<void> {
  const provider = new TracerProvider({
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${ledger.url}/v1/traces` }) }),
    ],
  });
  const startMs = Date.now() - 20;
  const span = provider.getTracer("doors").startSpan("inference", {
    startTime: startMs,
    attributes: {
      "gen_ai.operation.name": task === "feature-extraction" ? "embeddings" : "chat",
      "gen_ai.request.model": model,
      "gramme.model_version": "traces",
      ...(tokens === undefined
        ? {}
        : { "gen_ai.usage.input_tokens": tokens[0], "gen_ai.usage.output_tokens": tokens[1] }),
    },
  });
  if (outcome === "failed") span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(startMs + 20);
  await provider.shutdown();
}

const SEND: Readonly<Record<Door, (of: Case) => Promise<void>>> = {
  middleware: (of) => asked(metered.origin, of, fetch),
  fetch: (of) =>
    asked(plain.origin, of, meteredFetch({ task: of.task, model: of.model, model_version: "fetch", outbox })),
  gateway: (of) => asked(`${ledger.url}/proxy/gate`, of, fetch),
  events: told,
  traces: traced,
};

/** What is the same by every door: all but times, which are each door's own. */
const EXACT = COUNTERS.filter((name) => !/_us$|^alone$|^streamed$/u.test(name));

describe.each(DOORS)("by the door %s", (door) => {
  const possible = CASES.filter(({ not }) => not?.[door] === undefined);

  it("every case counts as the table says", async () => {
    for (const of of possible) await SEND[door](of);
    await outbox.flush();
    const wanted = possible
      .filter(({ counts }) => Object.keys(counts).length > 0)
      .map(({ model, task, counts }) => ({
        task,
        // one that never answered named no model to the middleware
        model:
          door === "middleware" && model === "down"
            ? "unsaid"
            : door === "gateway" && model === "down"
              ? "unknown"
              : model,
        ...Object.fromEntries(EXACT.map((name) => [name, counts[name] ?? 0])),
      }));
    const byModel = (a: { readonly model: string }, b: { readonly model: string }): number =>
      a.model.localeCompare(b.model);
    await vi.waitFor(
      () => {
        const found = cellsIn(join(folder, "do"))
          .filter(({ model_version }) => model_version === door)
          .map((cell) => ({
            task: cell.task,
            model: cell.model,
            ...Object.fromEntries(EXACT.map((name) => [name, cell[name]])),
          }));
        expect(found.toSorted(byModel)).toEqual(wanted.toSorted(byModel));
      },
      { timeout: 30_000, interval: 100 },
    );
  });
});
