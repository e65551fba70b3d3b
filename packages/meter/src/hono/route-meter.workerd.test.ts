import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { Hono } from "hono";
import { expect, it } from "vitest";
import { eventList } from "../call/event-list.fixture.ts";
import { inFlight } from "../in-flight/in-flight.ts";
import { meter } from "./route-meter.ts";

it("on Workers, has the platform wait until the event of each request is sent", async () => {
  const outbox = eventList();
  const sent: number[] = [];
  const app = new Hono();
  const sink = {
    ...outbox,
    flush: async () => {
      sent.push(outbox.events.length);
    },
  };
  app.use(meter({ task: "text-generation", model: "m", outbox: sink, pool: inFlight() }));
  app.get("/whole", (c) => c.text("x"));
  app.get("/stream", (c) => c.body(new Blob(["words"]).stream()));

  for (const [path, nth] of [
    ["/whole", 1],
    ["/stream", 2],
  ] as const) {
    const context = createExecutionContext();
    const answer = await app.fetch(new Request(`http://meter.test${path}`), {}, context);
    await answer.text();
    await waitOnExecutionContext(context);
    expect(sent.at(-1)).toBe(nth);
  }
  // what a clock shows that stands still between I/Os is an upper bound, and is called so
  for (const { timing } of outbox.events) expect([undefined, "wall-io"]).toContain(timing);
});

it("on Workers, sends the event of a request that threw past Hono too", async () => {
  const outbox = eventList();
  const sent: number[] = [];
  const app = new Hono();
  const sink = {
    ...outbox,
    flush: async () => {
      sent.push(outbox.events.length);
    },
  };
  app.use(meter({ task: "text-generation", model: "m", outbox: sink, pool: inFlight() }));
  app.get("/", () => {
    // oxlint-disable-next-line typescript/only-throw-error -- Hono handles errors, and hands on anything else
    throw "not an error";
  });
  const context = createExecutionContext();
  const asked = async () => app.fetch(new Request("http://meter.test/"), {}, context);
  await expect(asked()).rejects.toBe("not an error");
  await waitOnExecutionContext(context);
  expect(sent).toEqual([1]);
});
