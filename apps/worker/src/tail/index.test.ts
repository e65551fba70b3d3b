import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import type { TailEnv } from "./env.ts";
import { tail } from "./index.ts";
import { line, logged, trace } from "./traces.fixture.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** A ledger's Worker behind a binding, and what it was asked. */
function bound(): { readonly GRAMME: Pick<Fetcher, "fetch">; readonly asked: Request[] } {
  const asked: Request[] = [];
  const answer = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    asked.push(new Request(input, init));
    return Response.json({ schema: "gramme/ack/1", accepted: 1, duplicates: 0, rejected: [] });
  };
  return { GRAMME: { fetch: answer as Fetcher["fetch"] }, asked };
}

async function told(traces: readonly TraceItem[], env: TailEnv): Promise<unknown[]> {
  const log = vi.spyOn(console, "log").mockReturnValue();
  const context = createExecutionContext();
  await tail(traces, env, context);
  await waitOnExecutionContext(context);
  return log.mock.calls.flat();
}

const ONE = [trace([logged({ gramme: line() })])];

test("CPU time goes to the ledger behind the binding, with the key that says whose it is", async () => {
  const { GRAMME, asked } = bound();
  const counts = await told(ONE, {
    GRAMME,
    GRAMME_KEY: "tail.secret",
    GRAMME_LEDGER: "https://gramme.example",
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.url).toBe("https://gramme.example/v1/events");
  expect(asked[0]?.headers.get("authorization")).toBe("Bearer tail.secret");
  expect(asked[0]?.redirect).toBe("manual");
  expect(await asked[0]?.json()).toMatchObject({ events: [{ cpu_ms: 412, cpu_of: 344, count: 0 }] });
  expect(counts).toEqual([
    {
      gramme_tail: expect.objectContaining({
        told: 1,
        cpu_us: 412_000,
        accepted: 1,
        undelivered: 0,
      }) as object,
    },
  ]);
});

test("without a binding it goes to the address", async () => {
  const fetched = vi
    .spyOn(globalThis, "fetch")
    .mockResolvedValue(Response.json({ schema: "gramme/ack/1", accepted: 1, duplicates: 0, rejected: [] }));
  await told(ONE, { GRAMME_KEY: "tail.secret", GRAMME_LEDGER: "https://gramme.example/" });
  expect(fetched.mock.calls.map(([address]) => address)).toEqual(["https://gramme.example/v1/events"]);
});

test.each([
  ["no key", { GRAMME_LEDGER: "https://gramme.example" }, /GRAMME_KEY/u],
  ["no way", { GRAMME_KEY: "tail.secret" }, /neither the service binding GRAMME nor GRAMME_LEDGER/u],
  [
    "an address in the clear",
    { GRAMME_KEY: "tail.secret", GRAMME_LEDGER: "http://gramme.example" },
    /https/u,
  ],
  ["no address", { GRAMME_KEY: "tail.secret", GRAMME_LEDGER: "gramme" }, /https/u],
])("with %s nothing is sent, and the reason is told", async (_, env, reason) => {
  const fetched = vi.spyOn(globalThis, "fetch");
  const counts = await told(ONE, env);
  expect(fetched).not.toHaveBeenCalled();
  expect(counts).toEqual([
    {
      gramme_tail: expect.objectContaining({
        undelivered: 1,
        reason: expect.stringMatching(reason) as string,
      }) as object,
    },
  ]);
  expect(JSON.stringify(counts)).not.toContain("tail.secret");
});

test("where the platform tells no CPU time, as in local runs, nothing is sent and that is told", async () => {
  const { GRAMME, asked } = bound();
  const local = [trace([logged({ gramme: line() })], { cpuTime: 0, wallTime: 0, scriptName: null })];
  expect(await told(local, { GRAMME, GRAMME_KEY: "tail.secret" })).toEqual([
    {
      gramme_tail: { told: 0, cpu_us: 0, without_cpu: 1, truncated: 0, below_1_us: 0, malformed: 0 },
    },
  ]);
  expect(asked).toEqual([]);
});

test("what others log is neither sent nor told, and a hostile line is only counted", async () => {
  const { GRAMME, asked } = bound();
  const env = { GRAMME, GRAMME_KEY: "tail.secret" };
  expect(await told([trace([logged("my prompt")]), trace([])], env)).toEqual([]);
  const hostile = trace([logged({ gramme: { ...line(), prompt: "my prompt" } }), logged({ gramme: line() })]);
  const counts = await told([hostile], env);
  const sent = await Promise.all(asked.map(async (request) => request.text()));
  expect(sent).toHaveLength(1);
  expect(JSON.stringify([counts, sent])).not.toContain("my prompt");
  expect(counts).toEqual([{ gramme_tail: expect.objectContaining({ told: 1, malformed: 1 }) as object }]);
});
