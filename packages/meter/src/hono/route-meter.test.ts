import { HTTPException } from "hono/http-exception";
import { describe, expect, it } from "vitest";
import { eventList } from "../call/event-list.fixture.ts";
import { meterFailures } from "../call/meter-failures.ts";
import { metered } from "./metered-app.fixture.ts";
import { meter, meteredCall } from "./route-meter.ts";

describe("a metered route", () => {
  it("is one event under the route's pattern, not the request's path", async () => {
    const { app, clock, events } = metered({ profile: "mini", model_version: "2", zone: "FR" });
    app.get("/v1/label/:id{[0-9]+}/:more?", (c) => {
      clock.io(30);
      return c.json({ id: c.req.param("id") });
    });
    const answer = await app.request("/v1/label/4711/x");
    expect(await answer.json()).toEqual({ id: "4711" });
    expect(events).toEqual([
      {
        at_unix_ms: 1_790_000_000_030,
        task: "text-classification",
        model: "m",
        model_version: "2",
        profile: "mini",
        zone: "FR",
        route: "/v1/label/:id/:more",
        timing: "wall-io",
        duration_ms: 30,
        in_flight: 1,
      },
    ]);
  });

  it("is told without time where the clock stands still: computing on Workers", async () => {
    const { app, events } = metered();
    app.get("/", (c) => c.text("done"));
    await app.request("/");
    expect(events).toEqual([
      { at_unix_ms: 1_790_000_000_000, task: "text-classification", model: "m", route: "/" },
    ]);
  });

  it("takes the answer's body as it is, when it is there already", async () => {
    const { app, events } = metered();
    const made: Response[] = [];
    app.get("/", (c) => {
      made.push(c.json({ a: 1 }));
      return made[0] as Response;
    });
    expect(await app.request("/")).toBe(made[0]);
    expect(events).toHaveLength(1);
  });

  it.each([
    ["a refusal", () => new Response("no", { status: 403 })],
    ["a page elsewhere", () => Response.redirect("http://localhost/b")],
    [
      "an error that is a refusal",
      () => {
        throw new HTTPException(422);
      },
    ],
  ])("is no event when it was no inference: %s", async (_name, handler: () => Response) => {
    const { app, events, pool } = metered();
    app.get("/", handler);
    expect((await app.request("/")).status).toBeGreaterThanOrEqual(300);
    expect(events).toEqual([]);
    expect(pool.count).toBe(0);
  });

  it("is no event for what no route answers, for OPTIONS and for HEAD", async () => {
    const { app, events } = metered();
    app.on(["GET", "OPTIONS"], "/", (c) => c.text("x"));
    await app.request("/nowhere");
    await app.request("/", { method: "OPTIONS" });
    await app.request("/", { method: "HEAD" });
    expect(events).toEqual([]);
  });

  it("failed where the handler threw, and its time counts", async () => {
    const { app, clock, events } = metered();
    app.onError((_error, c) => c.text("sorry", 500));
    app.get("/", () => {
      clock.io(40);
      throw new Error("bug");
    });
    expect(await (await app.request("/")).text()).toBe("sorry");
    expect(events).toMatchObject([{ outcome: "failed", duration_ms: 40, route: "/" }]);
  });

  it("throws on what is thrown past Hono", async () => {
    const { app, events } = metered();
    app.get("/", () => {
      // oxlint-disable-next-line typescript/only-throw-error -- Hono handles errors, and hands on anything else
      throw "not an error";
    });
    await expect(app.request("/")).rejects.toBe("not an error");
    expect(events).toMatchObject([{ outcome: "failed" }]);
  });

  it("shares the time of requests at once", async () => {
    const { app, clock, events } = metered();
    const release: (() => void)[] = [];
    app.get("/", async (c) => {
      await new Promise<void>((resolve) => {
        release.push(resolve);
      });
      return c.text("x");
    });
    const both = [1, 2].map(async () => app.request("/"));
    await Promise.resolve();
    clock.io(100);
    for (const go of release) go();
    await Promise.all(both);
    expect(events.map(({ duration_ms, in_flight }) => [duration_ms, in_flight])).toEqual([
      [100, 2],
      [100, 2],
    ]);
  });

  it("takes what the handler knows", async () => {
    const { app, events } = metered({ inferences: (c) => Number(c.req.query("n")) });
    app.get("/", (c) => {
      meteredCall(c)?.usage({ model: "m-large", input_tokens: 5, output_tokens: 0, energy_uj: 1200 });
      return c.text("x");
    });
    await app.request("/?n=3");
    expect(events).toMatchObject([
      { model: "m-large", count: 3, input_tokens: 5, output_tokens: 0, energy_uj: 1200 },
    ]);
  });

  it("does not break when what it asks the app breaks", async () => {
    const fault = () => {
      throw new Error("theirs");
    };
    const before = meterFailures().watch;
    const { app, events } = metered({ inferences: fault, skip: fault });
    app.get("/", (c) => c.text("x"));
    expect(await (await app.request("/")).text()).toBe("x");
    expect(events).toHaveLength(1);
    expect(meterFailures().watch).toBe(before + 2);
  });

  it("is skipped where the app says so", async () => {
    const { app, events } = metered({ skip: (c) => c.req.path === "/health" });
    app.get("/health", (c) => c.text("x"));
    app.get("/", (c) => c.text("x"));
    await app.request("/health");
    await app.request("/");
    expect(events.map(({ route }) => route)).toEqual(["/"]);
  });

  it("failed where the handler gave no answer, which Hono answers with an error", async () => {
    const { app, events, pool } = metered();
    app.onError((_error, c) => c.text("sorry", 500));
    app.get("/", async () => undefined as never);
    expect((await app.request("/")).status).toBe(500);
    expect(events).toMatchObject([{ outcome: "failed", route: "/" }]);
    expect(pool.count).toBe(0);
  });

  it("is no event where it became a WebSocket: Node and Bun answer that with an empty 200", async () => {
    const { app, events, pool } = metered();
    app.get("/", () => new Response());
    await app.request("/", { headers: { upgrade: "WebSocket", connection: "upgrade" } });
    expect(events).toEqual([]);
    expect(pool.count).toBe(0);
    await app.request("/");
    expect(events).toHaveLength(1);
  });

  it("has its body watched by the inner of two alone", async () => {
    const { app, outbox, events, pool } = metered();
    const made: unknown[] = [];
    app.get(
      "/",
      async (c, next) => {
        await next();
        made.push(c.res);
      },
      meter({ task: "translation", model: "inner", outbox, pool }),
      (c) => c.body(new Blob(["x"]).stream()),
    );
    const answer = await app.request("/");
    expect(answer).toBe(made[0]);
    expect(await answer.text()).toBe("x");
    expect(events).toMatchObject([{ model: "inner" }]);
  });

  it("is metered once, by the inner of two", async () => {
    const { app, events, outbox, pool } = metered();
    app.get("/", meter({ task: "translation", model: "inner", outbox, pool, route: "/named" }), (c) =>
      c.text("x"),
    );
    await app.request("/");
    expect(events).toMatchObject([{ task: "translation", model: "inner", route: "/named" }]);
    expect(pool.count).toBe(0);
  });

  it("refuses a setting that the wire would not take, when it is set", () => {
    const outbox = eventList();
    const set = (own: object) => () => meter({ task: "translation", model: "m", outbox, ...own });
    expect(set({ model: "two words" })).toThrow('meter: model: "two words" does not match');
    expect(set({ zone: "France" })).toThrow("zone");
    expect(set({ outbox: undefined })).toThrow("outbox: wants an outbox");
  });
});
