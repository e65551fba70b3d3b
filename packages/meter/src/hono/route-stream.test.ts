/** Routes whose answers stream. */
import { stream, streamSSE } from "hono/streaming";
import { describe, expect, it } from "vitest";
import { metered } from "./metered-app.fixture.ts";

describe("a metered stream", () => {
  function streaming() {
    const own = metered();
    own.app.get("/sse", (c) =>
      streamSSE(c, async (to) => {
        own.clock.io(50);
        await to.writeSSE({ data: "a" });
        own.clock.io(100);
        await to.writeSSE({ data: "b" });
      }),
    );
    return own;
  }

  it("ends when its body does, and tells when its head and first byte came", async () => {
    const { app, outbox, events } = streaming();
    const answer = await app.request("/sse");
    expect(events).toEqual([]);
    expect(await answer.text()).toBe("data: a\n\ndata: b\n\n");
    expect(answer.headers.get("content-type")).toBe("text/event-stream");
    await outbox.reaches(1);
    const [event] = events;
    expect(event).toMatchObject({ route: "/sse", duration_ms: 150 });
    expect(event).not.toHaveProperty("outcome");
  });

  it("is aborted when the client breaks off", async () => {
    const { app, outbox, pool } = metered();
    let broken = false;
    app.get("/", (c) =>
      stream(c, async (to) => {
        to.onAbort(() => {
          broken = true;
        });
        await to.write("a");
        await to.write("b");
      }),
    );
    const reader = (await app.request("/")).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect((await outbox.reaches(1))[0]).toMatchObject({ outcome: "aborted" });
    expect(broken).toBe(true);
    expect(pool.count).toBe(0);
  });

  it("is seen in another server's answer that is passed on, whatever its type", async () => {
    const { app, outbox, events } = metered();
    app.get("/", () => {
      const fetched = Response.json({ a: 1 });
      Object.defineProperty(fetched, "url", { value: "http://models.test/" });
      return fetched;
    });
    const answer = await app.request("/");
    expect(events).toEqual([]);
    expect(await answer.json()).toEqual({ a: 1 });
    expect(await outbox.reaches(1)).toHaveLength(1);
  });

  it.each([
    ["text/html; charset=UTF-8", { "transfer-encoding": "chunked" }],
    ["application/json", { "transfer-encoding": "chunked" }],
    ["Text/Plain", { "transfer-encoding": "chunked" }],
    ["application/json-seq", {}],
  ])("is seen in an answer that says it comes in pieces: %s", async (type, more) => {
    const { app, outbox, events } = metered();
    app.get("/", () => {
      const headers = { "content-type": type, ...more };
      return new Response(new Blob(["[1", "]"]).stream(), { headers });
    });
    const answer = await app.request("/");
    expect(events).toEqual([]);
    expect(await answer.text()).toBe("[1]");
    expect((await outbox.reaches(1)).map((event) => event.outcome)).toEqual([undefined]);
  });

  it("keeps the headers that others put on it", async () => {
    const { app } = metered();
    app.use(async (c, next) => {
      await next();
      c.header("x-late", "1");
    });
    app.get("/", (c) => {
      c.header("x-early", "1");
      c.header("set-cookie", "a=1");
      return c.body(new Blob(["x"]).stream());
    });
    const { headers } = await app.request("/");
    expect([headers.get("x-early"), headers.get("x-late"), headers.getSetCookie()]).toEqual([
      "1",
      "1",
      ["a=1"],
    ]);
  });

  it("tells its own usage where it is asked to", async () => {
    const { app, outbox } = metered({ usage: "answer" });
    app.post("/v1/chat/completions", (c) =>
      c.json({ model: "own-7b", usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } }),
    );
    await (await app.request("/v1/chat/completions", { method: "POST" })).json();
    expect((await outbox.reaches(1))[0]).toMatchObject({
      model: "own-7b",
      input_tokens: 3,
      output_tokens: 4,
    });
  });
});
