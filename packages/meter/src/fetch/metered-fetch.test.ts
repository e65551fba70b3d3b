import { describe, expect, it } from "vitest";
import { eventList } from "../call/event-list.fixture.ts";
import { FrozenClock } from "../clock/frozen-clock.fixture.ts";
import { eventNamed, standIn } from "../outbox/ledger-stand-in.fixture.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { type FetchMeter, meteredFetch } from "./metered-fetch.ts";

const URL_OF_IT = "http://models.test/v1/chat/completions";
const POST = { method: "POST", body: "{}" };

/** A metered fetch before an upstream that answers so. */
function before(answer: () => Response | Promise<Response>, own: Partial<FetchMeter> = {}) {
  const outbox = eventList();
  const clock = new FrozenClock();
  const send = meteredFetch({
    task: "text-generation",
    model: "configured",
    outbox,
    clock,
    fetch: async () => {
      clock.io(20);
      return answer();
    },
    ...own,
  });
  return { outbox, events: outbox.events, clock, send };
}

const answered = (body: unknown, init: ResponseInit = {}): Response => Response.json(body, init);

describe("a metered fetch", () => {
  it("passes the answer on, and tells what the answer tells", async () => {
    const { events, send } = before(() =>
      answered(
        { model: "real-7b", usage: { prompt_tokens: 2, completion_tokens: 3, total_tokens: 5 } },
        { status: 201, headers: { "x-kept": "1" } },
      ),
    );
    const response = await send(URL_OF_IT, POST);
    expect(events).toEqual([]);
    expect([response.status, response.headers.get("x-kept")]).toEqual([201, "1"]);
    expect(await response.json()).toMatchObject({ model: "real-7b" });
    expect(events).toMatchObject([
      {
        model: "real-7b",
        input_tokens: 2,
        output_tokens: 3,
        timing: "wall-io",
        duration_ms: 20,
        head_ms: 20,
      },
    ]);
  });

  it("prefers the provider's own time", async () => {
    const { events, send } = before(() => answered({ model: "m", usage: { total_time: 0.007 } }));
    await (await send(URL_OF_IT, POST)).text();
    expect(events).toMatchObject([{ timing: "provider", duration_ms: 7, head_ms: 20, first_byte_ms: 20 }]);
  });

  it("keeps the configured model where the answer's would not fit", async () => {
    const { events, send } = before(() => answered({ model: "x".repeat(500) }));
    await (await send(URL_OF_IT, POST)).text();
    expect(events).toMatchObject([{ model: "configured" }]);
  });

  it("meters posts, or what it is told to", async () => {
    const { events, send } = before(() => answered({}));
    await (await send("http://models.test/v1/models")).text();
    await (await send(new Request("http://models.test/v1/models"))).text();
    expect(events).toEqual([]);
    await (await send(new Request(URL_OF_IT, { method: "POST" }))).text();
    expect(events).toHaveLength(1);
    const some = before(() => answered({}), { meters: (input) => input === "http://models.test/chat" });
    await (await some.send("http://models.test/chat")).text();
    await (await some.send("http://models.test/files", POST)).text();
    expect(some.events).toHaveLength(1);
  });

  it("is no event for a refusal, a failure for a 5xx and for no answer at all", async () => {
    const refused = before(() => answered({}, { status: 429 }));
    expect((await refused.send(URL_OF_IT, POST)).status).toBe(429);
    expect(refused.events).toEqual([]);

    const broken = before(() => answered({ error: "x" }, { status: 503 }));
    expect(await (await broken.send(URL_OF_IT, POST)).json()).toEqual({ error: "x" });
    expect(broken.events).toMatchObject([{ outcome: "failed", duration_ms: 20 }]);

    const lost = new TypeError("fetch failed");
    const gone = before(() => Promise.reject(lost));
    await expect(gone.send(URL_OF_IT, POST)).rejects.toBe(lost);
    expect(gone.events).toMatchObject([{ outcome: "failed" }]);
  });

  it("is over at once where there is no body", async () => {
    const { events, send } = before(() => new Response(null, { status: 204 }));
    expect((await send(URL_OF_IT, POST)).status).toBe(204);
    expect(events).toHaveLength(1);
  });

  it("knows an abort by signal, whatever error it is told with", async () => {
    const stop = new AbortController();
    const { outbox, send } = before(
      () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(new TextEncoder().encode("data: {}\n\n"));
              stop.signal.addEventListener("abort", () => controller.error(stop.signal.reason));
            },
          }),
          { headers: { "content-type": "text/event-stream" } },
        ),
    );
    const reader = (await send(URL_OF_IT, { ...POST, signal: stop.signal })).body?.getReader();
    await reader?.read();
    stop.abort("changed my mind");
    await expect(reader?.read()).rejects.toBe("changed my mind");
    expect(await outbox.reaches(1)).toMatchObject([{ outcome: "aborted" }]);
  });

  it("has the platform wait for what it sends, where it can", async () => {
    const waited: Promise<unknown>[] = [];
    const sink = eventList();
    const { send } = before(() => answered({}), {
      waitUntil: (promise) => {
        waited.push(promise);
      },
      // what is sent is what was there when it was asked to
      outbox: { ...sink, flush: async () => sink.events.length },
    });
    const response = await send(URL_OF_IT, POST);
    expect(waited).toEqual([]);
    await response.text();
    expect(await Promise.all(waited)).toEqual([1]);
  });

  it("takes the place of the platform's fetch without asking itself", async () => {
    const platform = globalThis.fetch;
    let asked = 0;
    try {
      globalThis.fetch = async () => {
        asked += 1;
        return answered({});
      };
      const outbox = eventList();
      globalThis.fetch = meteredFetch({ task: "text-generation", model: "m", outbox });
      await (await fetch(URL_OF_IT, POST)).text();
      expect([asked, outbox.events.length]).toEqual([1, 1]);
      // what an outbox sends is no inference, whatever fetch it goes by
      const ledger = standIn();
      const outer = meteredFetch({
        task: "text-generation",
        model: "m",
        outbox,
        fetch: ledger.fetch as never,
      });
      const sent = openOutbox({ ledger: "https://ledger.test", fetch: outer });
      sent.add(eventNamed("a"));
      expect(await sent.close()).toMatchObject({ acked: 1 });
      expect([ledger.asked.length, outbox.events.length]).toEqual([1, 1]);
    } finally {
      globalThis.fetch = platform;
    }
  });

  it.each([204, 205])("hands a %i on as it is, whose body can be put in no other answer", async (status) => {
    const odd = Object.defineProperties(new Response("", { status: 200 }), {
      status: { value: status },
    });
    const { events, send } = before(() => odd);
    expect(await send(URL_OF_IT, POST)).toBe(odd);
    expect(events).toHaveLength(1);
  });

  it("is no event where the answer is not to be seen: a redirect that is not followed", async () => {
    const { events, send } = before(() => Response.error());
    expect((await send(URL_OF_IT, POST)).type).toBe("error");
    expect(events).toEqual([]);
  });

  it("gives copies that know where they came from, as the answer does", async () => {
    const { events, send } = before(() => {
      const response = answered({ usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } });
      return Object.defineProperty(response, "url", { value: URL_OF_IT });
    });
    const response = await send(URL_OF_IT, POST);
    const copy = response.clone();
    expect([response.url, copy.url, copy.clone().url]).toEqual([URL_OF_IT, URL_OF_IT, URL_OF_IT]);
    await Promise.all([response.text(), copy.text()]);
    expect(events).toMatchObject([{ input_tokens: 1, output_tokens: 2 }]);
  });

  it("shares time among the calls of one upstream", async () => {
    const { clock, events, send } = before(() => answered({}));
    const both = await Promise.all([send(URL_OF_IT, POST), send(URL_OF_IT, POST)]);
    clock.io(60);
    for (const response of both) await response.text();
    const shares = events.map(({ duration_ms = 0, in_flight = 0 }) => duration_ms / in_flight);
    // 20 ms a head, one after another on this clock, and 60 ms more: both were there all the time
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 6);
  });
});
