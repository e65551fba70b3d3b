import { describe, expect, it } from "vitest";
import { filledMeasured } from "../../src/stranger/filled.fixture.ts";
import { CANARY, HOSTILE_TEXTS } from "../../src/stranger/hostile-texts.fixture.ts";
import { BASE_YML } from "../../src/stranger/rules.fixture.ts";
import { pullRequestPayload } from "../world/events.ts";
import { QUIET, stageTwo } from "./case.fixture.ts";
import { BASE, HEAD, openFork, upload, workflowRun } from "./stage.ts";

const at = stageTwo();

describe("nothing that is injected runs or formats", () => {
  it("the name of a branch", async () => {
    const branch = "$(touch${IFS}pwned)`touch${IFS}pwned`;touch${IFS}pwned&&@octocat#1";
    at.gitHub.state.openPull({
      number: 7,
      head: { owner: "mallory", repository: "mallory/example", branch, sha: HEAD },
      base: { branch: "main", sha: BASE },
    });
    at.gitHub.state.put("gramme.yml", BASE, BASE_YML);
    at.gitHub.state.put("gramme.yml", HEAD, BASE_YML);
    upload(at.gitHub, QUIET);
    const ended = await at.run({ payload: workflowRun({ head_branch: branch }) });
    expect(ended.code).toBe(0);
    expect(at.comment()).not.toContain("pwned");
    expect(ended.log + ended.summary).not.toContain("pwned");
  });

  it("the name of a branch that no pull request has", async () => {
    openFork(at.gitHub);
    const ended = await at.run({
      payload: workflowRun({ head_branch: "::add-mask::x%0A::error::y##[error]z" }),
    });
    expect(ended.code).toBe(0);
    // the runner is told not to listen
    expect(ended.log).toMatch(
      /::stop-commands::(?<end>\S+)\nnothing is commented: .*::add-mask::.*\n::\k<end>::\n/u,
    );
  });

  it.each([
    [
      "settings",
      BASE_YML.replace("node infer.ts", '"touch pwned; @octocat"').replace("per: step", "per: <b>pwned"),
    ],
    ["a zone", BASE_YML.replace("zone: FR", 'zone: "pwned @octocat"')],
    [
      "an alias bomb",
      `a: &a [x, x]\nb: &b [*a, *a]\nversion: 1\nworkloads: [${"*b, ".repeat(200)}]\n# pwned`,
    ],
    ["a tower of brackets", "[".repeat(60_000)],
    ["a tag", 'version: !!js/function "function () { pwned }"\nworkloads: []\n'],
    ["a list for a key", `${BASE_YML}? [ "##[error]pwned" ]\n: x\n`],
    ["a merge of __proto__", `${BASE_YML}\n__proto__: { pwned: true }\n`],
    [
      "blanks without end",
      BASE_YML.replace("site:", `machine: { cpu: "${" ".repeat(60_000)}pwned" }\nsite:`),
    ],
    ["too large a file", `${BASE_YML}# ${"pwned ".repeat(20_000)}`],
  ])("head's gramme.yml with %s", async (_, yml) => {
    openFork(at.gitHub, yml);
    upload(at.gitHub, QUIET);
    const ended = await at.run();
    expect(ended.code).toBe(0);
    expect(ended.outputs.get("verdict")).toBe("no-change");
    expect(at.comment() + ended.summary + ended.log).not.toMatch(/pwned|octocat/u);
  });

  it("texts of an artifact", async () => {
    openFork(at.gitHub);
    for (const [index, text] of HOSTILE_TEXTS.entries()) {
      upload(at.gitHub, filledMeasured(text, index % 2 === 0 ? "digits" : text), `gramme-p${index}`);
    }
    const ended = await at.run({ inputs: { check: "emissions" } });
    expect(ended.code).toBe(0);
    expect(at.comment()).toContain("| `p0` |");
    expect(at.comment()).toContain("`digits`");
    expect(at.gitHub.state.checks).toHaveLength(1);
    const checks = at.gitHub.state.checks.map(({ title, summary }) => `${title}${summary}`).join("");
    expect(
      at.comment() + ended.summary + ended.log + checks + [...ended.outputs.values()].join(""),
    ).not.toContain(CANARY);
  });
});

describe("what it is not for", () => {
  it.each([
    ["pull_request_target", pullRequestPayload(), "pull_request_target is refused"],
    ["push", { before: HEAD, after: BASE }, "event push: there is no pull request to comment on"],
    ["issue_comment", {}, "event issue_comment: there is no pull request to comment on"],
  ])("%s is refused in words", async (event, payload, words) => {
    const ended = await at.run({ event, payload });
    expect(ended.code).toBe(1);
    expect(ended.log).toContain("::error title=Gramme cannot use what it was given::");
    expect(ended.log).toContain(words);
    expect(at.gitHub.requests).toEqual([]);
  });

  it("a run that a push started has nothing to comment on", async () => {
    const ended = await at.run({ payload: workflowRun({ event: "push" }) });
    expect(ended.code).toBe(0);
    expect(ended.log).toContain("the run that is over was not started by a pull request");
    expect(at.gitHub.requests).toEqual([]);
  });

  it("a payload that GitHub never sends is refused, without a word of it", async () => {
    const ended = await at.run({ payload: workflowRun({ id: CANARY, head_sha: `x${CANARY}` }) });
    expect(ended.code).toBe(1);
    expect(ended.log).toContain("workflow_run.id, workflow_run.head_sha");
    expect(ended.log).not.toContain(CANARY);
  });

  it("no token is an error that says what to give", async () => {
    const ended = await at.run({ inputs: { token: "" } });
    expect(ended.code).toBe(1);
    expect(ended.log).toContain("input token: missing");
  });
});
