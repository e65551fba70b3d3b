import { describe, expect, it } from "vitest";
import { CANARY } from "../../src/stranger/hostile-texts.fixture.ts";
import { BASE_YML } from "../../src/stranger/rules.fixture.ts";
import { QUIET, stageTwo, WORSE } from "./case.fixture.ts";
import { HEAD, openFork, RUN_ID, upload, workflowRun } from "./stage.ts";

const at = stageTwo();

describe("a pull request from a fork", () => {
  it("has one comment, from numbers, and says so", async () => {
    openFork(at.gitHub);
    upload(at.gitHub, WORSE);
    const ended = await at.run();
    expect(ended.code).toBe(0);
    expect(at.comment()).toMatch(
      /^<!-- gramme:emissions -->\n### ▲ Regression: `super-resolution` takes [\d.]+ % more/u,
    );
    expect(at.comment()).toContain("> **From a fork.**");
    expect(at.comment()).toContain(`/actions/runs/${RUN_ID})`);
    expect(Object.fromEntries(ended.outputs)).toEqual({
      "pull-request": "7",
      verdict: "regression",
      conclusion: "failure",
      "comment-url": expect.stringContaining("/pull/7#issuecomment-"),
    });
    expect(ended.summary).toContain("Regression: `super-resolution`");
    expect(ended.log).not.toContain("::error");
  });

  it("keeps that one comment, which a stage 1 of the repository would write too", async () => {
    openFork(at.gitHub);
    at.gitHub.state.comment(7, "<!-- gramme:emissions -->\nold", "github-actions[bot]");
    at.gitHub.state.comment(8, "<!-- gramme:emissions -->\nanother pull request");
    upload(at.gitHub, QUIET);
    await at.run();
    expect(at.gitHub.state.commentsOf(7)).toHaveLength(1);
    expect(at.gitHub.state.commentsOf(7)[0]?.body).toContain(
      "No change: all 3 workloads stay within 5 % of base.",
    );
  });

  it("has a check beside its head where one is asked for", async () => {
    openFork(at.gitHub);
    upload(at.gitHub, WORSE);
    await at.run({ inputs: { check: "emissions", "fail-on": "never" } });
    expect(at.gitHub.state.checks).toMatchObject([
      {
        headSha: HEAD,
        name: "emissions",
        conclusion: "neutral",
        detailsUrl: expect.stringContaining(`${RUN_ID}`),
      },
    ]);
  });

  it("is accepted by a label that a maintainer set, and a reason", async () => {
    openFork(at.gitHub);
    const [pull] = at.gitHub.state.pulls;
    if (pull !== undefined) pull.body = "Emissions accepted: twice the resolution, @octocat agreed";
    at.gitHub.state.label(7, "emissions-accepted", "grace");
    upload(at.gitHub, WORSE);
    const ended = await at.run();
    expect(ended.outputs.get("conclusion")).toBe("neutral");
    expect(at.comment()).toContain("> **Accepted** by `grace`");
    expect(at.comment()).not.toMatch(/[^`]@octocat/u);
  });

  it("is not accepted by what the artifact says of it", async () => {
    openFork(at.gitHub);
    const accepted = { label: "x", by: "grace", at: "2026-11-22T10:00:00Z", reason: CANARY };
    upload(at.gitHub, { ...WORSE, result: { ...WORSE.result, accepted } });
    const ended = await at.run();
    expect(ended.outputs.get("conclusion")).toBe("failure");
    expect(at.comment()).not.toContain(CANARY);
  });

  it("that moved on has none: the newer run will tell", async () => {
    openFork(at.gitHub);
    const [pull] = at.gitHub.state.pulls;
    if (pull !== undefined) pull.head.sha = "c".repeat(40);
    upload(at.gitHub, WORSE);
    const ended = await at.run();
    expect(ended.code).toBe(0);
    expect(ended.log).toContain("#7 is at cccc");
    expect(at.gitHub.state.comments).toEqual([]);
    expect(ended.summary).toBe("");
  });

  it("that moves on while this is read has none either", async () => {
    openFork(at.gitHub);
    upload(at.gitHub, WORSE);
    at.gitHub.fault("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
      kind: "meanwhile",
      happens: ({ pulls: [pull] }) => {
        if (pull !== undefined) pull.head.sha = "c".repeat(40);
      },
    });
    const ended = await at.run();
    expect(ended.code).toBe(0);
    expect(at.gitHub.state.comments).toEqual([]);
  });

  it("whose fork is deleted has none", async () => {
    openFork(at.gitHub);
    upload(at.gitHub, WORSE);
    for (const head_repository of [null, { owner: null }]) {
      const ended = await at.run({ payload: workflowRun({ head_repository }) });
      expect(ended.code).toBe(0);
      expect(ended.log).toContain("the fork, or the branch, that the run was of is deleted");
    }
    expect(at.gitHub.requests).toEqual([]);
  });

  it("has a warning and the summary where the token may not comment", async () => {
    openFork(at.gitHub);
    upload(at.gitHub, WORSE);
    at.gitHub.fault("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { kind: "forbidden" });
    const ended = await at.run();
    expect(ended.code).toBe(0);
    expect(ended.log).toMatch(
      /::warning title=Gramme%3A the comment could not be written::.*pull-requests: write/u,
    );
    expect(ended.summary).toContain("Regression: `super-resolution`");
    expect(ended.outputs.get("verdict")).toBe("regression");
  });

  it("has a warning where the token may not read the artifacts", async () => {
    openFork(at.gitHub);
    at.gitHub.fault("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", { kind: "forbidden" });
    const ended = await at.run();
    expect(ended.code).toBe(0);
    expect(ended.log).toMatch(/::warning .*actions: read/u);
    expect(at.gitHub.state.comments).toEqual([]);
  });

  it("has none where nothing was uploaded", async () => {
    openFork(at.gitHub);
    upload(at.gitHub, WORSE, "coverage");
    const ended = await at.run();
    expect(ended.code).toBe(0);
    expect(ended.log).toContain("nothing was measured");
    expect(at.gitHub.state.comments).toEqual([]);
  });

  it("that says that nothing was touched is told so, as its own word", async () => {
    openFork(at.gitHub);
    const skipped = { kind: "skipped", paths: [CANARY], changed_files: 3 };
    upload(at.gitHub, { schema: "gramme/check/1", gramme: "0.1.0", ...skipped });
    const ended = await at.run();
    expect(ended.outputs.get("verdict")).toBe("skipped");
    expect(at.comment()).toContain("That nothing was touched is the word of the change's own workflow.");
    expect(at.comment()).not.toContain(CANARY);
  });

  it("tells a run that was cancelled half-way", async () => {
    openFork(at.gitHub);
    upload(at.gitHub, { ...QUIET, result: { ...QUIET.result, partial: true, partial_why: "cancelled" } });
    await at.run({ payload: workflowRun({ conclusion: "cancelled" }) });
    expect(at.comment()).toContain("The run was cancelled before everything was measured.");
  });
});

describe("a base without gramme.yml", () => {
  it("has the defaults of the gate, and says so", async () => {
    at.gitHub.state.openPull({
      number: 7,
      head: { owner: "mallory", repository: "mallory/example", branch: "faster", sha: HEAD },
    });
    at.gitHub.state.put("gramme.yml", HEAD, BASE_YML.replace("5%", "90%"));
    upload(at.gitHub, WORSE);
    const ended = await at.run();
    expect(ended.outputs.get("verdict")).toBe("regression");
    expect(at.comment()).toContain("Base has no `gramme.yml`: names are those of the change");
  });
});
