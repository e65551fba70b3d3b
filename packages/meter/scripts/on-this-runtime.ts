/**
 * Does the meter do its work on the runtime that runs this? Everything over real sockets of this machine, by the
 * runtime's own server: calls of a model, routes of a Hono app, an outbox in memory and one in a folder, a ledger's
 * stand-in. A line a check; ends with 1 where one does not hold. Run by hand, in the repository's root:
 *
 *     node packages/meter/scripts/on-this-runtime.ts
 *     npx --package=bun@1.4.5 bun packages/meter/scripts/on-this-runtime.ts
 *     npx --package=deno@2.9.6 deno run --allow-all packages/meter/scripts/on-this-runtime.ts
 *
 * @module
 */
import { deepEqual, equal, ok } from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { meteredFetch } from "../src/fetch/index.ts";
import { meter } from "../src/hono/index.ts";
import { fileStore } from "../src/outbox/file/index.ts";
import { type Outbox, openOutbox } from "../src/outbox/outbox.ts";
import { type Asked, standIn } from "../src/outbox/ledger-stand-in.fixture.ts";
import { listen, runtime } from "./listen.ts";

const ledger = standIn({ mood: (n) => (n === 0 ? "take-then-cut" : "take") });
const ledgerDoor = await listen(async (request) => {
  try {
    return await ledger.fetch(request.url, {
      method: "POST",
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
      redirect: "manual",
      signal: request.signal,
    });
  } catch {
    // an answer that is none: what was counted is not acked
    return new Response("lost", { status: 502 });
  }
});

const LABELS = { task: "text-generation", model: "configured" } as const;
const modelDoor = await listen(async (request) => {
  const { pathname } = new URL(request.url);
  if (pathname === "/busy") return new Response("busy", { status: 503 });
  const encoder = new TextEncoder();
  const pieces = ['{"model":"real-7b"}', '{"usage":{"prompt_tokens":3,"completion_tokens":4}}', "[DONE]"];
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
      const piece = pieces[pathname === "/endless" ? 0 : at];
      at += 1;
      if (piece === undefined) controller.close();
      else controller.enqueue(encoder.encode(`data: ${piece}\n\n`));
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
});

function outboxHere(): Outbox {
  // tries again at once
  return openOutbox({ ledger: ledgerDoor.url, sumMs: 0, random: () => 0, onProblem: () => undefined });
}

/** The events that came to the ledger since, and what the outbox says of them. */
async function sentBy(outbox: Outbox, work: () => Promise<void>): Promise<Asked["events"]> {
  const before = ledger.asked.length;
  await work();
  let state = outbox.state();
  for (let tries = 0; tries < 500 && state.waiting > 0; tries += 1) {
    await outbox.flush();
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
    state = outbox.state();
  }
  deepEqual(
    { waiting: state.waiting, lost: state.lost, refused: state.refused },
    { waiting: 0, lost: 0, refused: 0 },
  );
  const bodies = new Map(ledger.asked.slice(before).map((asked) => [asked.body, asked.events]));
  return [...bodies.values()].flat();
}

const checks: Readonly<Record<string, () => Promise<void>>> = {
  "a model's stream is passed on, timed, and its tokens read; an answer that was lost counts once":
    async () => {
      const outbox = outboxHere();
      const events = await sentBy(outbox, async () => {
        const send = meteredFetch({ ...LABELS, outbox });
        const answer = await send(`${modelDoor.url}/chat`, { method: "POST", body: "{}" });
        equal(answer.url, `${modelDoor.url}/chat`);
        ok((await answer.text()).endsWith("data: [DONE]\n\n"));
      });
      equal(events.length, 1);
      const [{ model, timing, input_tokens, output_tokens, duration_ms = 0, first_byte_ms = 0 } = {}] =
        events;
      deepEqual([model, timing, input_tokens, output_tokens], ["real-7b", "wall-io", 3, 4]);
      ok(duration_ms >= first_byte_ms && first_byte_ms > 0);
      const state = await outbox.close();
      deepEqual([state.duplicates, state.attempts], [1, 2]);
    },
  "a stream that its reader breaks off is aborted, and a 5xx failed": async () => {
    const outbox = outboxHere();
    const events = await sentBy(outbox, async () => {
      const send = meteredFetch({ ...LABELS, outbox });
      const reader = (await send(`${modelDoor.url}/endless`, { method: "POST" })).body?.getReader();
      await reader?.read();
      await reader?.cancel();
      const stop = new AbortController();
      const stopped = await send(`${modelDoor.url}/endless`, { method: "POST", signal: stop.signal });
      stop.abort();
      ok(
        await stopped.text().then(
          () => false,
          () => true,
        ),
      );
      await (await send(`${modelDoor.url}/busy`, { method: "POST" })).text();
    });
    deepEqual(
      events.map(({ outcome }) => outcome),
      ["aborted", "aborted", "failed"],
    );
    await outbox.close();
  },
  "routes of a Hono app are metered: what is there at once, what streams, who leaves, what is refused":
    async () => {
      const outbox = outboxHere();
      const app = new Hono();
      app.use(meter({ ...LABELS, outbox, pool: "routes" }));
      app.post("/json", (c) => c.json({ a: 1 }));
      app.post("/stream", (c) =>
        streamSSE(c, async (to) => {
          for (const data of ["a", "b"]) await to.writeSSE({ data });
        }),
      );
      app.post("/endless", (c) =>
        streamSSE(c, async (to) => {
          while (!to.aborted) {
            await to.writeSSE({ data: "word" });
            await to.sleep(5);
          }
        }),
      );
      app.post("/refused", (c) => c.text("no", 422));
      const door = await listen(async (request) => app.fetch(request));
      const ask = async (path: string): Promise<Response> => fetch(`${door.url}${path}`, { method: "POST" });
      const events = await sentBy(outbox, async () => {
        deepEqual(await (await ask("/json")).json(), { a: 1 });
        equal(await (await ask("/stream")).text(), "data: a\n\ndata: b\n\n");
        equal(await (await ask("/refused")).text(), "no");
        const reader = (await ask("/endless")).body?.getReader();
        await reader?.read();
        await reader?.cancel();
        for (let tries = 0; tries < 1000 && outbox.state().added < 3; tries += 1) {
          await new Promise((resolve) => {
            setTimeout(resolve, 5);
          });
        }
      });
      deepEqual(
        events.map(({ route, outcome, timing }) => [route, outcome, timing]),
        [
          ["/json", undefined, "wall"],
          ["/stream", undefined, "wall"],
          ["/endless", "aborted", "wall"],
        ],
      );
      deepEqual(
        events.map((event) => event.first_byte_ms !== undefined),
        [false, true, true],
      );
      await outbox.close();
      await door.close();
    },
  "events in a folder are kept, and found by who comes next": async () => {
    const root = await mkdtemp(join(tmpdir(), "gramme-runtime-"));
    try {
      const folder = join(root, "outbox");
      const nobody = openOutbox({
        ledger: "http://127.0.0.1:1",
        store: fileStore({ folder }),
        onProblem: () => undefined,
      });
      nobody.add({ at_unix_ms: Date.now(), task: "translation", model: "kept" });
      equal(await nobody.kept(), true);
      equal((await nobody.close()).waiting, 1);
      equal((await readdir(folder)).length, 1);
      const heir = openOutbox({ ledger: ledgerDoor.url, store: fileStore({ folder }) });
      const events = await sentBy(heir, async () => {
        await heir.kept();
        equal(heir.state().found, 1);
      });
      deepEqual(
        events.map(({ model }) => model),
        ["kept"],
      );
      await heir.close();
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
};

process.stdout.write(`${runtime()}\n`);
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    process.stdout.write(`holds: ${name}\n`);
  } catch (error) {
    process.exitCode = 1;
    process.stdout.write(`DOES NOT HOLD: ${name}\n${error instanceof Error ? error.stack : String(error)}\n`);
  }
}
deepEqual(
  ledger.faults.filter((fault) => !fault.includes("counts")),
  [],
);
await modelDoor.close();
await ledgerDoor.close();
// nothing holds the process now: where something did, it would not end
