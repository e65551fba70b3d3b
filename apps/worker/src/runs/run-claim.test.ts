import type { WireRunsEnvelope } from "@gramme/core/wire";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bookTenant } from "../auth/gate.fixture.ts";
import { GITHUB_ISSUER } from "../auth/github-job.ts";
import { signer } from "../auth/signer.fixture.ts";
import type { Claims, Signer } from "../auth/signer.fixture.ts";
import { envelope, sending, SOURCE } from "./run.fixture.ts";
import { allRuns, type Answer, asked, here } from "./runs-door.fixture.ts";
import { runByKey, type WholeRun } from "./runs.ts";

const MERGE = "b".repeat(40);

let github: Signer;
beforeAll(async () => {
  github = await signer();
});
beforeEach(async () => {
  await bookTenant("research");
  await here.BOOK.prepare(
    "INSERT INTO trusted_repositories (repository, tenant, created_ms) VALUES ('acme/*', 'research', 0)",
  ).run();
});

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
  return await asked(sending(sent, { authorization: `Bearer ${token}` }), github.keySets);
}

const whole = (): Promise<WholeRun | undefined> => runByKey(here, "research", "acme/model/4242/1/-");

describe("a job's run", () => {
  it("stands in the tenant that trusts the repository, with what GitHub says of the job", async () => {
    expect((await job(envelope())).status).toBe(201);
    expect((await job(envelope())).status).toBe(200);
    expect(await allRuns()).toEqual([]);
    expect(await allRuns("research")).toMatchObject([{ source: SOURCE }]);
    expect(await whole()).toMatchObject({
      source: SOURCE,
      job: {
        repository: "acme/model",
        sha: SOURCE.sha,
        ref: "refs/heads/main",
        run_id: 4242,
        run_attempt: 1,
        event: "push",
      },
    });
  });

  it("of a pull request keeps both commits: the measured one and the merge", async () => {
    const source = { ...SOURCE, ref: "refs/pull/7/merge", event: "pull_request", pull_request: 7 };
    await job(envelope({ source }), { sha: MERGE, ref: "refs/pull/7/merge", event_name: "pull_request" });
    expect(await whole()).toMatchObject({
      source: { sha: SOURCE.sha, pull_request: 7 },
      job: { sha: MERGE },
    });
  });

  it("is believed what GitHub says of ref, event and pull request, whatever it says itself", async () => {
    const source = { ...SOURCE, ref: "refs/heads/main", event: "push", pull_request: 1 };
    await job(envelope({ source }), { sha: MERGE, ref: "refs/pull/7/merge", event_name: "pull_request" });
    const said = { ref: "refs/pull/7/merge", event: "pull_request", pull_request: 7 };
    expect((await whole())?.source).toMatchObject(said);
    expect((await allRuns("research")).map((run) => run.source)).toMatchObject([said]);
    // and where its summary has to be made from what it sent
    await here.BOOK.prepare("UPDATE runs SET summary = NULL, summary_form = NULL").run();
    expect((await allRuns("research")).map((run) => run.source)).toMatchObject([said]);
  });

  it("is refused when it is of another repository or run than its token", async () => {
    for (const change of [{ repository: "acme/other" }, { run_id: 1 }, { run_attempt: 2 }]) {
      const { status, body } = await job(envelope({ source: { ...SOURCE, ...change } }));
      expect([status, body.code]).toEqual([403, "forbidden"]);
      expect(body.errors?.map(({ field }) => field)).toEqual(
        Object.keys(change).map((name) => `source.${name}`),
      );
    }
    expect(await allRuns("research")).toEqual([]);
  });

  it("has one name, in whatever case it writes its repository", async () => {
    expect((await job(envelope())).body.key).toBe("acme/model/4242/1/-");
    const { status, body } = await job(envelope({ source: { ...SOURCE, repository: "Acme/Model" } }));
    // the envelope differs by the case of a name, and so is another text under the same key
    expect([status, body.code]).toEqual([409, "conflict"]);
  });
});
