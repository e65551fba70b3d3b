import { once } from "node:events";
import { type ClientRequest, request } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { afterEach, describe, expect, it } from "vitest";
import { eventList } from "../call/event-list.fixture.ts";
import { inFlight } from "../in-flight/in-flight.ts";
import { passingBody } from "./passing-body.ts";
import { meter } from "./route-meter.ts";

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** A metered app on a port of this machine, under the clock as it is. */
async function served(routes: (app: Hono) => void) {
  const outbox = eventList();
  const pool = inFlight();
  const app = new Hono();
  app.use(meter({ task: "text-generation", model: "m", outbox, pool }));
  routes(app);
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  open.push(server);
  await once(server, "listening");
  return { outbox, pool, at: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Asks, and resolves at the first byte of the answer, which it then leaves standing. */
function firstByte(url: string): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const asked = request(url, (answer) => {
      answer.once("data", () => {
        answer.pause();
        resolve(asked);
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}

describe("a metered app that is served by Node", () => {
  it("times answers of all kinds, and leaves them as they are", async () => {
    const { at, outbox, pool } = await served((app) => {
      app.get("/json", (c) => c.json({ a: 1 }));
      app.get("/text", (c) => c.text("a"));
      app.get("/bytes", (c) => c.body(new Uint8Array([1, 2, 3])));
      app.get("/none", (c) => c.body(null, 204));
      app.get("/stream", (c) => c.body(new Blob(["a", "b"]).stream()));
      app.get("/typed", (c) =>
        c.body(new Blob(["{}"]).stream(), 200, { "content-type": "application/json" }),
      );
    });
    const paths = ["json", "text", "bytes", "none", "stream", "typed"];
    const texts: string[] = [];
    for (const path of paths) texts.push(await (await fetch(`${at}/${path}`)).text());
    expect(texts).toEqual(['{"a":1}', "a", "\u0001\u0002\u0003", "", "ab", "{}"]);
    const events = await outbox.reaches(paths.length);
    expect(events.map(({ route, timing }) => [route, timing])).toEqual(
      paths.map((path) => [`/${path}`, "wall"]),
    );
    // a stream is seen to begin, even one of a type that strings have
    expect(events.map((event) => "first_byte_ms" in event)).toEqual([false, false, false, false, true, true]);
    for (const event of events) expect(event.duration_ms).toBeGreaterThan(0);
    expect(pool.count).toBe(0);
  });

  it("tells a client that went away from one that stayed", async () => {
    const { at, outbox, pool } = await served((app) => {
      app.get("/endless", (c) =>
        streamSSE(c, async (to) => {
          while (!to.aborted) {
            await to.writeSSE({ data: "word" });
            await to.sleep(1);
          }
        }),
      );
    });
    const asked = await firstByte(`${at}/endless`);
    asked.on("error", () => undefined);
    asked.destroy();
    const [event] = await outbox.reaches(1);
    expect(event).toMatchObject({ route: "/endless", outcome: "aborted", timing: "wall" });
    expect(event?.first_byte_ms).toBeLessThanOrEqual(event?.duration_ms ?? 0);
    expect(pool.count).toBe(0);
  });

  it.each([
    ["the head came", false],
    ["the first byte came", true],
  ])("tells a client that went away before %s, and has the source let go", async (_when, hasHead) => {
    let gone: () => void = () => undefined;
    const left = new Promise<void>((resolve) => {
      gone = resolve;
    });
    let letGo: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { at, outbox, pool } = await served((app) => {
      app.get("/silent", async (c) => {
        if (!hasHead) {
          gone();
          await new Promise((resolve) => {
            c.req.raw.signal.addEventListener("abort", resolve);
          });
        }
        return c.body(new ReadableStream({ cancel: letGo }), 200, { "content-type": "text/event-stream" });
      });
    });
    const asked = request(`${at}/silent`, () => gone());
    asked.on("error", () => undefined);
    asked.end();
    await left;
    asked.destroy();
    await released;
    expect(await outbox.reaches(1)).toMatchObject([{ route: "/silent", outcome: "aborted" }]);
    expect(pool.count).toBe(0);
  });

  it("asks a source for no more than its client takes", async () => {
    let made = 0;
    const piece = new Uint8Array(65_536);
    const { at, outbox } = await served((app) => {
      app.get("/endless", (c) =>
        c.body(
          new ReadableStream({
            pull(controller) {
              made += 1;
              controller.enqueue(piece);
            },
          }),
        ),
      );
    });
    const asked = await firstByte(`${at}/endless`);
    asked.on("error", () => undefined);
    // what fits into the buffers on the way fills up, and then nothing more is asked for
    for (let before = -1, quiet = 0; quiet < 20; quiet = made === before ? quiet + 1 : 0) {
      before = made;
      await new Promise(setImmediate);
      expect(made).toBeLessThan(1000);
    }
    asked.destroy();
    expect(await outbox.reaches(1)).toMatchObject([{ outcome: "aborted" }]);
  });

  it("sees what an answer was made of without having it made", async () => {
    const seen: (readonly [boolean, boolean])[] = [];
    const { at } = await served((app) => {
      app.use(async (c, next) => {
        await next();
        // made real, it would have lost what it was given
        const kept = () =>
          Object.getOwnPropertySymbols(c.res).some(({ description }) => description === "cache");
        const before = kept();
        passingBody(c.res, false);
        seen.push([before, kept()]);
      });
      app.get("/", (c) => c.json({ a: 1 }));
    });
    await (await fetch(at)).text();
    expect(seen).toEqual([[true, true]]);
  });
});
