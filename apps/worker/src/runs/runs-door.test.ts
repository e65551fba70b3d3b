import { createExecutionContext } from "cloudflare:test";

import type { WireRunsEnvelope } from "@gramme/core/wire";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { bookKey, bookTenant, envWith } from "../auth/gate.fixture.ts";
import { GITHUB_ISSUER } from "../auth/github-job.ts";
import { signer } from "../auth/signer.fixture.ts";
import type { Claims, Signer } from "../auth/signer.fixture.ts";
import { ledger } from "../ledger.ts";
import { envelope, runResult, sending, SOURCE, workload } from "./run.fixture.ts";
import { runsDoor } from "./runs-door.ts";
import { runByKey, runsOf } from "./runs.ts";
import type { BookedRun } from "./runs.ts";

interface Answer {
  readonly status: number;
  readonly body: {
    readonly key?: string;
    readonly received_at?: string;
    readonly code?: string;
    readonly detail?: string;
    readonly errors?: readonly { readonly field?: string; readonly detail: string }[];
  };
}

let github: Signer;
let key: string;
beforeAll(async () => {
  github = await signer();
});
beforeEach(async () => {
  key = await bookKey({ tenant: "acme", scopes: "runs:write" });
});

const env = envWith({ PUBLIC_ORIGIN: "https://ledger.example" });

async function asked(request: Request): Promise<Answer> {
  const app = ledger((doors) => runsDoor(doors, { keySets: github.keySets }));
  const answer = await app.fetch(request, env, createExecutionContext());
  return { status: answer.status, body: await answer.json() };
}

async function send(sent: WireRunsEnvelope, headers: Record<string, string> = {}): Promise<Answer> {
  return await asked(sending(sent, { authorization: `Bearer ${key}`, ...headers }));
}

async function all(tenant = "acme", from = 0, to = Number.MAX_SAFE_INTEGER): Promise<BookedRun[]> {
  const runs: BookedRun[] = [];
  for await (const run of runsOf(env, tenant, from, to)) runs.push(run);
  return runs;
}

describe("POST /v1/runs", () => {
  it("keeps a run whole, once", async () => {
    const { status, body } = await send(envelope());
    expect([status, body.key]).toEqual([201, "acme/model/4242/1/-"]);
    const again = await send(envelope());
    expect([again.status, again.body]).toEqual([200, body]);
    expect(await all()).toEqual([
      {
        key: "acme/model/4242/1/-",
        received_ms: Date.parse(body.received_at ?? ""),
        started_ms: Date.parse("2026-11-20T10:00:00Z"),
        run: runResult(),
        source: SOURCE,
        trained: [],
      },
    ]);
  });

  it("keeps it once, however many send it at the same time", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, async () => await send(envelope())));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 200, 200, 200, 200, 200, 200, 201,
    ]);
    expect(await all()).toHaveLength(1);
  });

  it("knows it again, however its JSON is written", async () => {
    await send(envelope());
    const { source, run, schema } = envelope();
    const other = JSON.stringify({ source, schema, run }, null, 2);
    const { url, headers } = sending(envelope(), { authorization: `Bearer ${key}` });
    const request = new Request(url, { method: "POST", headers, body: other });
    expect((await asked(request)).status).toBe(200);
  });

  it("takes no other run under the same key", async () => {
    await send(envelope());
    const { status, body } = await send(envelope({ run: runResult({ partial: true }) }));
    expect([status, body.code]).toEqual([409, "conflict"]);
    expect(body.detail).toContain("its own part");
    expect((await all()).map(({ run }) => run.partial)).toEqual([false]);
    expect(
      (await send(envelope({ run: runResult({ partial: true }), source: { ...SOURCE, part: "arm" } })))
        .status,
    ).toBe(201);
  });

  it("keeps tenants apart", async () => {
    await send(envelope());
    key = await bookKey({ tenant: "other", scopes: "runs:write" });
    expect((await send(envelope({ run: runResult({ partial: true }) }))).status).toBe(201);
    expect((await all()).map(({ run }) => run.partial)).toEqual([false]);
    expect((await all("other")).map(({ run }) => run.partial)).toEqual([true]);
    expect(await runByKey(env, "nobody", "acme/model/4242/1/-")).toBeUndefined();
  });

  it("takes runs of people, of a repository that is nowhere", async () => {
    const source = { ...SOURCE, repository: "local/model" };
    const { status, body } = await send(envelope({ source }));
    expect([status, body.key]).toEqual([201, "local/model/4242/1/-"]);
  });

  it("keeps the model's name, and which workloads really were trained", async () => {
    const run = runResult({
      workloads: [workload({ model: "acme/digits-7b" }), workload({ name: "speech" })],
    });
    expect((await send(envelope({ run, trained: ["digits"] }))).status).toBe(201);
    const booked = await runByKey(env, "acme", "acme/model/4242/1/-");
    expect(booked?.trained).toEqual(["digits"]);
    expect(booked?.run.workloads.map(({ model }) => model)).toEqual(["acme/digits-7b", undefined]);
  });

  it.each<[string, Partial<WireRunsEnvelope>, string]>([
    ["that is not in the run", { trained: ["other"] }, 'no workload "other"'],
    ["twice", { trained: ["digits", "digits"] }, "stands here twice"],
    [
      "that is no training",
      { run: runResult({ workloads: [workload({ phase: "inference" })] }), trained: ["digits"] },
      "phase inference",
    ],
  ])("takes no training of a workload %s", async (_, change, words) => {
    const { status, body } = await send(envelope(change));
    expect([status, body.code]).toEqual([422, "malformed-body"]);
    expect(body.errors?.[0]).toMatchObject({
      field: expect.stringMatching(/^trained\[/u),
      detail: expect.stringContaining(words),
    });
  });

  it("wants the key that is the run's", async () => {
    const wrong = await send(envelope(), { "idempotency-key": "acme/model/4242/2/-" });
    expect([wrong.status, wrong.body.code]).toEqual([400, "bad-header"]);
    const request = sending(envelope(), { authorization: `Bearer ${key}` });
    request.headers.delete("idempotency-key");
    expect((await asked(request)).body.code).toBe("bad-header");
  });

  it("names what is wrong, and repeats little of it", async () => {
    const bad = { ...envelope(), source: { ...SOURCE, sha: "x".repeat(5000) } };
    const { status, body } = await send(bad);
    expect([status, body.errors?.[0]?.field]).toEqual([422, "source.sha"]);
    expect(JSON.stringify(body).length).toBeLessThan(600);
  });

  it("looks at no more of what is wrong than it tells", async () => {
    const many = Array.from({ length: 1000 }, () => ({}));
    const one = await send({
      ...envelope(),
      run: { ...runResult(), workloads: [workload(), ...many] as never },
    });
    expect([one.status, one.body.code]).toEqual([422, "malformed-body"]);
    const wide = Array.from({ length: 190_000 }, () => ({}));
    const flood = await send({ ...envelope(), run: { ...runResult(), workloads: wide as never } });
    expect(flood.body.errors?.map(({ detail }) => detail)).toEqual([
      "wants lists and objects of at most 1000 entries",
    ]);
    const first = await send({
      ...envelope(),
      run: { ...runResult(), workloads: [workload(), ...many.slice(1)] as never },
    });
    expect(new Set(first.body.errors?.map(({ field }) => field?.split(".")[1]))).toEqual(
      new Set(["workloads[1]"]),
    );
    const unknown = { ...envelope(), ["x".repeat(100_000)]: 1 };
    expect(JSON.stringify((await send(unknown)).body).length).toBeLessThan(1000);
  });

  it("takes no run that a row of the book cannot hold", async () => {
    const fits = runResult({ gramme: "x".repeat(590_000) });
    expect((await send(envelope({ run: fits }))).status).toBe(201);
    const { status, body } = await send(envelope({ run: runResult({ gramme: "x".repeat(600_000) }) }));
    expect([status, body.code]).toEqual([413, "too-large"]);
    const wide = await send(envelope({ run: runResult({ gramme: "é".repeat(300_000) }) }));
    expect([wide.status, wide.body.code]).toEqual([413, "too-large"]);
  });

  it("takes no figure that would make a sum infinite", async () => {
    const huge = runResult({ workloads: [{ ...workload(), units_in_one: 1e300 }] });
    const { status, body } = await send(envelope({ run: huge }));
    expect([status, body.code]).toEqual([422, "malformed-body"]);
  });

  it("takes no run of a clock that is wrong", async () => {
    const ahead = new Date(Date.now() + 2 * 3_600_000).toISOString();
    expect((await send(envelope({ run: runResult({ started_at: ahead }) }))).body.code).toBe("in-the-future");
    expect((await send(envelope({ run: runResult({ started_at: "1970-01-01T00:00:00Z" }) }))).body.code).toBe(
      "too-old",
    );
  });

  it("is for runs:write", async () => {
    key = await bookKey({ scopes: "events:write read admin" });
    expect((await send(envelope())).status).toBe(403);
  });
});

describe("a job's run", () => {
  beforeEach(async () => {
    await bookTenant("research");
    await env.BOOK.prepare(
      "INSERT INTO trusted_repositories (repository, tenant, created_ms) VALUES ('acme/*', 'research', 0)",
    ).run();
  });

  const MERGE = "b".repeat(40);

  async function job(sent: WireRunsEnvelope, change: Claims = {}): Promise<Answer> {
    const now = Math.floor(Date.now() / 1000);
    const token = await github.sign({
      iss: GITHUB_ISSUER,
      aud: "https://ledger.example",
      sub: "repo:acme/model:ref:refs/heads/main",
      iat: now,
      nbf: now,
      exp: now + 300,
      repository: "acme/model",
      repository_owner_id: "1",
      sha: SOURCE.sha,
      ref: "refs/heads/main",
      run_id: "4242",
      run_attempt: "1",
      event_name: "push",
      ...change,
    });
    return await asked(sending(sent, { authorization: `Bearer ${token}` }));
  }

  it("stands in the tenant that trusts the repository, with what GitHub says of the job", async () => {
    expect((await job(envelope())).status).toBe(201);
    expect((await job(envelope())).status).toBe(200);
    expect(await all()).toEqual([]);
    expect(await all("research")).toMatchObject([
      {
        source: SOURCE,
        job: {
          repository: "acme/model",
          sha: SOURCE.sha,
          ref: "refs/heads/main",
          run_id: 4242,
          run_attempt: 1,
          event: "push",
        },
      },
    ]);
  });

  it("of a pull request keeps both commits: the measured one and the merge", async () => {
    const source = { ...SOURCE, ref: "refs/pull/7/merge", event: "pull_request", pull_request: 7 };
    await job(envelope({ source }), { sha: MERGE, ref: "refs/pull/7/merge", event_name: "pull_request" });
    expect(await all("research")).toMatchObject([
      { source: { sha: SOURCE.sha, pull_request: 7 }, job: { sha: MERGE } },
    ]);
  });

  it("is believed what GitHub says of ref, event and pull request, whatever it says itself", async () => {
    const source = { ...SOURCE, ref: "refs/heads/main", event: "push", pull_request: 1 };
    await job(envelope({ source }), { sha: MERGE, ref: "refs/pull/7/merge", event_name: "pull_request" });
    expect(await all("research")).toMatchObject([
      { source: { ref: "refs/pull/7/merge", event: "pull_request", pull_request: 7 } },
    ]);
  });

  it("is refused when it is of another repository or run than its token", async () => {
    for (const change of [{ repository: "acme/other" }, { run_id: 1 }, { run_attempt: 2 }]) {
      const { status, body } = await job(envelope({ source: { ...SOURCE, ...change } }));
      expect([status, body.code]).toEqual([403, "forbidden"]);
      expect(body.errors?.map(({ field }) => field)).toEqual(
        Object.keys(change).map((name) => `source.${name}`),
      );
    }
    expect(await all("research")).toEqual([]);
  });

  it("has one name, in whatever case it writes its repository", async () => {
    expect((await job(envelope())).body.key).toBe("acme/model/4242/1/-");
    const { status, body } = await job(envelope({ source: { ...SOURCE, repository: "Acme/Model" } }));
    // the envelope differs by the case of a name, and so is another text under the same key
    expect([status, body.code]).toEqual([409, "conflict"]);
  });
});

describe("runsOf", () => {
  it("gives all of a span, oldest first, from as many pages as it takes", async () => {
    const at = (n: number): string => new Date(Date.parse("2026-01-01T00:00:00Z") + n * 1000).toISOString();
    const numbers = Array.from({ length: 47 }, (_, n) => (n * 31) % 47);
    for (const n of numbers) {
      // three by three they start at the same second
      await send(
        envelope({
          run: runResult({ started_at: at(Math.floor(n / 3)) }),
          source: { ...SOURCE, run_id: n + 1 },
        }),
      );
    }
    const runs = await all();
    expect(runs).toHaveLength(47);
    expect(new Set(runs.map((run) => run.key)).size).toBe(47);
    expect(runs.map((run) => run.started_ms)).toEqual(
      runs.map((run) => run.started_ms).toSorted((a, b) => a - b),
    );
    const [from, to] = [Date.parse(at(2)), Date.parse(at(4))];
    expect((await all("acme", from, to)).map((run) => run.source.run_id).toSorted((a, b) => a - b)).toEqual([
      7, 8, 9, 10, 11, 12,
    ]);
    expect(await all("acme", to, from)).toEqual([]);
  });

  it("reads no more pages than are wanted", async () => {
    await send(envelope());
    const asks = vi.spyOn(env.BOOK, "prepare");
    for await (const run of runsOf(env, "acme", 0, Number.MAX_SAFE_INTEGER)) {
      expect(run.key).toBe("acme/model/4242/1/-");
    }
    expect(asks).toHaveBeenCalledTimes(1);
    asks.mockRestore();
  });
});
