import { describe, expect, it } from "vitest";
import { startLedger } from "../../test/world/ledger-stand-in.ts";
import type { LedgerStandIn, Mood } from "../../test/world/ledger-stand-in.ts";
import { serve } from "../../test/world/loopback.ts";
import { runResult, SOURCE } from "../../test/world/results.ts";
import { ledgerDoor } from "@gramme/bench/ledger-address";
import { pushToLedger } from "./ledger.ts";
import type { NotPushed, Push, Pushed } from "./ledger.ts";
import { oidcToken } from "./oidc-token.ts";

const TOKEN = "ey.Jh.bG";

/** A clock that moves only when it is waited on. */
function patience(): Required<Pick<Push, "wait" | "now" | "random">> & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    wait: async (ms) => {
      waits.push(ms);
    },
    now: () => waits.reduce((sum, ms) => sum + ms, 0),
    random: () => 1,
  };
}

async function pushed(
  moods: readonly Mood[],
  change: Partial<Push> = {},
): Promise<{
  readonly outcome: Pushed | NotPushed;
  readonly ledger: LedgerStandIn;
  readonly waits: number[];
}> {
  const ledger = await startLedger(TOKEN, moods);
  const { waits, ...clock } = patience();
  const outcome = await pushToLedger({
    url: ledger.url,
    result: runResult(),
    source: SOURCE,
    token: TOKEN,
    ...clock,
    ...change,
  });
  return { outcome, ledger, waits };
}

describe("pushToLedger", () => {
  it("sends the run, who it is of, and what names it", async () => {
    const source = { ...SOURCE, part: "linux", pull_request: 7 };
    const { outcome, ledger } = await pushed([], { source });
    expect(outcome).toEqual({ pushed: true, attempts: 1 });
    expect([...ledger.runs]).toEqual([
      ["acme/model/4242/1/linux", { schema: "gramme/runs/1", run: runResult(), source }],
    ]);
  });

  it("keeps at it while the ledger is out of breath, a little longer each time", async () => {
    const { outcome, ledger, waits } = await pushed([
      { status: 500 },
      "cut",
      { status: 429 },
      { status: 503 },
      { status: 408 },
    ]);
    expect(outcome).toEqual({ pushed: true, attempts: 6 });
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000]);
    expect([...ledger.runs.keys()]).toEqual(["acme/model/4242/1/-"]);
  });

  it("counts once, though it was taken before the connection broke", async () => {
    const { outcome, ledger } = await pushed(["take-then-cut"]);
    expect(outcome).toEqual({ pushed: true, attempts: 2 });
    expect(ledger.runs.size).toBe(1);
  });

  it("waits as long as it is asked to, be it in seconds or till a date", async () => {
    const { outcome, waits } = await pushed([
      { status: 429, headers: { "retry-after": "7" } },
      { status: 503, headers: { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" } },
      { status: 503, headers: { "retry-after": "soon" } },
    ]);
    expect(outcome).toEqual({ pushed: true, attempts: 4 });
    expect(waits).toEqual([7000, 0, 2000]);
  });

  it("does not wait longer than half a minute in all", async () => {
    const late = await pushed([{ status: 503, headers: { "retry-after": "120" } }]);
    expect(late.outcome).toEqual({
      pushed: false,
      attempts: 1,
      reason: "the ledger answered 503, and asks for 120 s of patience",
    });
    const twice = Array.from({ length: 9 }, () => ({ status: 503, headers: { "retry-after": "14" } }));
    const { outcome, waits } = await pushed(twice);
    expect(outcome).toMatchObject({ pushed: false, attempts: 3 });
    expect(waits).toEqual([14_000, 14_000]);
  });

  it("gives up in the end", async () => {
    const { outcome } = await pushed(Array.from({ length: 9 }, () => ({ status: 500 })));
    expect(outcome).toEqual({ pushed: false, attempts: 6, reason: "the ledger answered 500, 6 times over" });
  });

  it("sends no token after a redirect, and says where it leads", async () => {
    const followed: unknown[] = [];
    const port = await serve((request, response) => {
      followed.push(request.headers);
      response.end();
    });
    const { outcome } = await pushed([{ redirect: `http://127.0.0.1:${port}/v1/runs?x=1` }]);
    expect(outcome).toMatchObject({
      pushed: false,
      attempts: 1,
      reason: expect.stringContaining(`redirects (307) to http://127.0.0.1:${port}, and a token`),
    });
    expect(followed).toEqual([]);
  });

  it("says what a refusal means, and nothing that the ledger wrote but a code", async () => {
    const wrote = JSON.stringify({ status: 403, code: "forbidden", detail: "\n::error::pwned" });
    const { outcome } = await pushed([{ status: 403, body: wrote }]);
    expect(outcome).toEqual({
      pushed: false,
      attempts: 1,
      reason:
        "the ledger answered 403, forbidden: this repository may not write to it; whoever runs it trusts it by PUT /v1/trusted-repositories",
    });
  });

  it.each<[string, Mood, string]>([
    ["no JSON", { status: 400, body: "<html>" }, "the ledger answered 400: "],
    ["a code that is none", { status: 404, body: '{"code":"::x"}' }, "the ledger answered 404: "],
    ["no error at all", { status: 418, body: "null" }, "the ledger answered 418: it refused the run"],
    ["a flood", { status: 413, body: "x".repeat(1_000_000) }, "the ledger answered 413: "],
  ])("survives an answer of %s", async (_what, mood, reason) => {
    const { outcome } = await pushed([mood]);
    expect(outcome).toMatchObject({ pushed: false, attempts: 1, reason: expect.stringContaining(reason) });
  });

  it("may be sent again by a job that starts over", async () => {
    const ledger = await startLedger(TOKEN);
    const push = { url: ledger.url, result: runResult(), source: SOURCE, token: TOKEN };
    expect(await pushToLedger(push)).toEqual({ pushed: true, attempts: 1 });
    expect(await pushToLedger(push)).toEqual({ pushed: true, attempts: 1 });
    expect(ledger.runs.size).toBe(1);
  });

  it("is told apart from another run of the same job", async () => {
    const ledger = await startLedger(TOKEN);
    const push = { url: ledger.url, result: runResult(), source: SOURCE, token: TOKEN };
    await pushToLedger(push);
    const other = await pushToLedger({ ...push, result: { ...runResult(), partial: true } });
    expect(other).toMatchObject({
      pushed: false,
      reason: expect.stringMatching(/^the ledger answered 409, conflict: .*its own part$/u),
    });
  });

  it("says when its token is not believed", async () => {
    const { outcome } = await pushed([], { token: "another" });
    expect(outcome).toMatchObject({
      reason:
        "the ledger answered 401, unauthenticated: it does not believe this job's token; is its PUBLIC_ORIGIN the origin of ledger-url?",
    });
  });

  it("does not wait for a ledger that never answers", async () => {
    const ledger = await startLedger(TOKEN, ["silent"]);
    const outOfTime = new AbortController();
    void ledger.silence.then(() => outOfTime.abort());
    const deadlines = [outOfTime.signal];
    const { waits, ...clock } = patience();
    const outcome = await pushToLedger({
      url: ledger.url,
      result: runResult(),
      source: SOURCE,
      token: TOKEN,
      ...clock,
      deadline: () => deadlines.pop() ?? new AbortController().signal,
    });
    expect(outcome).toEqual({ pushed: true, attempts: 2 });
    expect(waits).toHaveLength(1);
  });

  it("ends when the job is cancelled, while it asks and while it waits", async () => {
    const ledger = await startLedger(TOKEN, ["silent", { status: 500 }]);
    const push = { url: ledger.url, result: runResult(), source: SOURCE, token: TOKEN };
    const asking = new AbortController();
    void ledger.silence.then(() => asking.abort());
    expect(await pushToLedger({ ...push, signal: asking.signal })).toMatchObject({
      pushed: false,
      reason: "the job was cancelled",
    });
    const waiting = new AbortController();
    const wait = async (): Promise<void> => {
      waiting.abort();
      throw waiting.signal.reason;
    };
    expect(await pushToLedger({ ...push, signal: waiting.signal, wait })).toMatchObject({
      pushed: false,
      reason: "the job was cancelled",
    });
  });

  it("names what keeps it from a ledger that is not there", async () => {
    const { outcome } = await pushed([], { url: "http://127.0.0.1:9" });
    expect(outcome).toMatchObject({ pushed: false, reason: expect.stringMatching(/cannot be reached/u) });
  });

  it.each(["http://ledger.example", "https://a:b@ledger.example", "nothing"])(
    "sends no token to %s",
    async (url) => {
      const fetched: string[] = [];
      const fetch = async (to: string): Promise<Response> => {
        fetched.push(to);
        return new Response();
      };
      const outcome = await pushToLedger({ url, result: runResult(), source: SOURCE, token: TOKEN, fetch });
      expect(outcome).toMatchObject({ pushed: false, attempts: 0 });
      expect(fetched).toEqual([]);
    },
  );
});

describe("ledgerDoor", () => {
  it.each([
    ["https://l.example", "https://l.example/v1/runs"],
    ["https://l.example/team//", "https://l.example/team/v1/runs"],
  ])("stands behind %s", (ledger, door) => {
    expect(ledgerDoor(ledger, "/v1/runs")).toBe(door);
  });
});

describe("oidcToken", () => {
  const env = { ACTIONS_ID_TOKEN_REQUEST_URL: "https://x", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "y" };

  it("is good at the ledger's origin only", async () => {
    const token = await oidcToken("https://l.example/team", async (audience) => `for ${audience}`, env);
    expect(token).toEqual({ token: "for https://l.example" });
  });

  it("names the permission that is missing", async () => {
    const never = async (): Promise<string> => "";
    expect(await oidcToken("https://l.example", never, {})).toEqual({
      reason: expect.stringContaining("id-token: write"),
    });
  });

  it("says in one line what GitHub said", async () => {
    const failing = async (): Promise<string> => {
      throw new Error("Error message: no\n::set-output name=x::y");
    };
    expect(await oidcToken("https://l.example", failing, env)).toEqual({
      reason: "GitHub gave no token for the ledger (Error message: no)",
    });
  });
});
