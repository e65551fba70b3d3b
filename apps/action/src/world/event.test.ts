import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pullRequestPayload, runnerVariables, SHA } from "../../test/world/events.ts";
import { readEvent } from "./event.ts";

const FRAME = {
  sha: SHA.c,
  repository: "acme/model",
  serverUrl: "https://github.com",
  runId: 4242,
  runAttempt: 2,
  runUrl: "https://github.com/acme/model/actions/runs/4242",
  workflow: "gramme",
  actor: "tess",
};

describe("readEvent", () => {
  it("reads a pull request", () => {
    expect(readEvent(runnerVariables("pull_request", pullRequestPayload()))).toEqual({
      ...FRAME,
      name: "pull_request",
      ref: "refs/pull/7/merge",
      kind: "pull-request",
      number: 7,
      head: { sha: SHA.a, ref: "feature", repository: "acme/model" },
      base: { sha: SHA.b, ref: "main" },
      fromFork: false,
      labels: ["emissions-accepted"],
      body: "It is worth it.",
    });
  });

  it.each([
    [{ full_name: "mallory/model" }, true, "mallory/model"],
    [{ full_name: "ACME/Model" }, false, "ACME/Model"],
    [null, true, undefined],
  ])("takes a head in %j for a fork: %s", (repo, fromFork, repository) => {
    const payload = pullRequestPayload({ head: { sha: SHA.a, ref: "x", repo }, body: null, labels: [] });
    expect(readEvent(runnerVariables("pull_request", payload))).toMatchObject({
      fromFork,
      head: { repository },
      body: "",
      labels: [],
    });
  });

  it("keeps odd names as they are: they are compared, never printed", () => {
    const payload = pullRequestPayload({
      head: { sha: SHA.a, ref: "$(touch x);rm", repo: null },
      labels: [{ name: "emissions-accepted\n::set-output name=a::b" }],
    });
    expect(readEvent(runnerVariables("pull_request", payload))).toMatchObject({
      head: { ref: "$(touch x);rm" },
      labels: ["emissions-accepted\n::set-output name=a::b"],
    });
  });

  it("reads a push, and a first one", () => {
    const push = { before: SHA.a, after: SHA.b, forced: false };
    expect(readEvent(runnerVariables("push", push))).toMatchObject({ kind: "push", ...push });
    expect(readEvent(runnerVariables("push", { before: SHA.none, after: SHA.b }))).toMatchObject({
      kind: "push",
      before: undefined,
      forced: undefined,
    });
  });

  it("reads a merge group", () => {
    const payload = { merge_group: { base_sha: SHA.a, head_sha: SHA.b, head_ref: "refs/heads/gh-readonly" } };
    expect(readEvent(runnerVariables("merge_group", payload))).toMatchObject({
      kind: "merge-group",
      base: SHA.a,
      head: SHA.b,
    });
  });

  it.each([
    ["schedule", "schedule"],
    ["workflow_dispatch", "workflow-dispatch"],
    ["release", "other"],
  ])("takes %s for what has no change in it", (name, kind) => {
    expect(readEvent(runnerVariables(name, "never read"))).toMatchObject({ kind, name });
  });

  it("knows a server of one's own, and fills in what old runners do not say", () => {
    const env = runnerVariables("schedule", {}, { GITHUB_SERVER_URL: "https://git.acme.example/" });
    delete env["GITHUB_RUN_ATTEMPT"];
    expect(readEvent(env)).toMatchObject({
      serverUrl: "https://git.acme.example",
      runAttempt: 1,
      runUrl: "https://git.acme.example/acme/model/actions/runs/4242",
    });
  });

  it("refuses pull_request_target, and says why and what else", () => {
    expect(() => readEvent(runnerVariables("pull_request_target", pullRequestPayload()))).toThrowError(
      /^pull_request_target is refused: it would run the code of a change.*secrets.*Use `on: pull_request`/u,
    );
  });

  it.each<[string, unknown, RegExp]>([
    ["is not JSON", "{ '::error::no", /^GITHUB_EVENT_PATH \(.*event\.json\): is not JSON$/u],
    ["is a list", [], /pull_request|wants/u],
    ["is null", "null", /GITHUB_EVENT_PATH/u],
    ["is empty", "", /is not JSON/u],
    ["has no pull request", {}, /pull_request: missing/u],
    ["has no number", pullRequestPayload({ number: undefined }), /pull_request\.number: missing/u],
    ["has a number of 0", pullRequestPayload({ number: 0 }), /pull_request\.number: /u],
    [
      "has an option for a commit",
      pullRequestPayload({ head: { sha: "--upload-pack=touch x", ref: "x", repo: null } }),
      /pull_request\.head\.sha: wants the full id of a commit/u,
    ],
    [
      "has a path for a repository",
      pullRequestPayload({ base: { sha: SHA.a, ref: "x", repo: { full_name: "../.." } } }),
      /pull_request\.base\.repo\.full_name: wants owner\/name/u,
    ],
    ["is of 50 MB", `"${"x".repeat(50_000_000)}"`, /found 50000002 bytes/u],
  ])("says which field of which file, where it %s", (_what, payload, message) => {
    expect(() => readEvent(runnerVariables("pull_request", payload))).toThrowError(message);
  });

  it("says so when the file is not there, or not named", () => {
    const env = runnerVariables("push", {});
    rmSync(env["GITHUB_EVENT_PATH"] ?? "");
    expect(() => readEvent(env)).toThrowError(/^GITHUB_EVENT_PATH \(.*\): cannot be read \(ENOENT/u);
    delete env["GITHUB_EVENT_PATH"];
    expect(() => readEvent(env)).toThrowError("GITHUB_EVENT_PATH: missing");
  });

  it.each([
    ["GITHUB_SHA", "HEAD"],
    ["GITHUB_EVENT_NAME", "push\n"],
    ["GITHUB_REPOSITORY", "acme"],
    ["GITHUB_REPOSITORY", "acme/.."],
    ["GITHUB_SERVER_URL", "javascript:alert(1)"],
    ["GITHUB_RUN_ID", "seven"],
    ["GITHUB_RUN_ID", undefined],
  ])("names the variable %s when it is %j", (name, value) => {
    expect(() => readEvent(runnerVariables("push", {}, { [name]: value }))).toThrowError(`\n${name}: `);
  });
});
