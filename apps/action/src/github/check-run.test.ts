import { describe, expect, test } from "vitest";
import { STAND_IN } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import type { WithStandIn } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import { putCheckRun } from "./check-run.ts";
import type { CheckRun } from "./check-run.ts";

const it = test.extend<WithStandIn>(STAND_IN);

const CREATE = "POST /repos/{owner}/{repo}/check-runs";
const SHA = "d".repeat(40);
const CHECK: CheckRun = {
  repository: "gramme/example",
  headSha: SHA,
  name: "gramme",
  conclusion: "failure",
  title: "+7 %",
  summary: "More.",
  detailsUrl: "https://example.com/run",
};

describe("putCheckRun", () => {
  it("creates the check", async ({ hub, github }) => {
    const put = await putCheckRun(github, CHECK);
    expect(put).toMatchObject({ made: "created", url: expect.stringContaining(String(put.id)) });
    expect(hub.state.checks).toMatchObject([
      {
        id: put.id,
        headSha: SHA,
        name: "gramme",
        externalId: "gramme:gramme",
        status: "completed",
        conclusion: "failure",
        title: "+7 %",
        summary: "More.",
        detailsUrl: "https://example.com/run",
      },
    ]);
  });

  it("edits the one that we made of that commit", async ({ hub, github }) => {
    const { id } = await putCheckRun(github, CHECK);
    const { detailsUrl: _, ...without } = CHECK;
    expect(await putCheckRun(github, { ...without, conclusion: "success" })).toMatchObject({
      id,
      made: "edited",
    });
    expect(hub.state.checks).toMatchObject([
      { conclusion: "success", detailsUrl: "https://example.com/run" },
    ]);
    expect(await putCheckRun(github, { ...CHECK, headSha: "e".repeat(40) })).toMatchObject({
      made: "created",
    });
  });

  it.for([
    ["the job's own", { app: "github-actions", externalId: "7f0c1a52-job" }],
    ["another app's", { app: "other", externalId: "gramme:gramme" }],
  ] as const)("leaves %s check of the same name alone", async ([, theirs], { hub, github }) => {
    hub.state.check({ headSha: SHA, name: "gramme", ...theirs });
    expect(await putCheckRun(github, CHECK)).toMatchObject({ made: "created" });
    expect(hub.state.checks).toMatchObject([{ conclusion: "success" }, { conclusion: "failure" }]);
  });

  it("finds its own behind a page of others", async ({ hub, github }) => {
    const { id } = await putCheckRun(github, CHECK);
    for (let index = 0; index < 120; index++) hub.state.check({ headSha: SHA, name: "gramme" });
    expect(await putCheckRun(github, CHECK)).toMatchObject({ id, made: "edited" });
  });

  it.for([
    { kind: "cut", effect: "after" },
    { kind: "cut", effect: "before" },
    { kind: "broken", effect: "after" },
  ] as const)("makes one, whatever becomes of the answer: %o", async (fault, { hub, github }) => {
    hub.fault(CREATE, fault);
    expect(await putCheckRun(github, CHECK)).toMatchObject({ made: "created" });
    expect(hub.state.checks).toHaveLength(1);
  });

  it("names the permission that is missing", async ({ hub, github }) => {
    hub.fault(CREATE, { kind: "forbidden" });
    await expect(putCheckRun(github, CHECK)).rejects.toMatchObject({
      status: 403,
      permission: "checks: write",
    });
  });

  it("refuses a summary that GitHub would refuse", async ({ hub, github }) => {
    await expect(putCheckRun(github, { ...CHECK, summary: "x".repeat(65_536) })).rejects.toThrow(
      "the summary of the check has 65536 characters; at most 65535 would be right",
    );
    expect(await putCheckRun(github, { ...CHECK, summary: "x".repeat(65_535) })).toMatchObject({
      made: "created",
    });
    expect(hub.state.checks).toHaveLength(1);
  });
});
