import { DOUBLE_MODEL } from "@gramme/bench/double-model.fixture";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkOrThrow } from "@gramme/core/wire";
import { Check } from "../../src/check.ts";
import { testFolder } from "../world/folder.ts";
import { github, opened, withGitHub } from "./case.fixture.ts";
import { check, open } from "./check.ts";
import { configOf, ONNX_WORKLOAD, pullRequest, STEPS, stepsOf, TRAIN } from "./project.ts";
import { Runner } from "./runner.ts";

withGitHub();

const BASE = {
  "gramme.yml": configOf(),
  "train.mjs": TRAIN,
  "steps.mjs": stepsOf(STEPS),
  "README.md": "# A project\n",
};
const WITH_MODEL = { ...BASE, "gramme.yml": configOf({ more: ONNX_WORKLOAD }), "double.onnx": DOUBLE_MODEL };

/** The one comment of the pull request. */
function comment(): string {
  const comments = github.state.commentsOf(7);
  expect(comments).toHaveLength(1);
  return comments[0]?.body ?? "";
}

describe("a pull request", () => {
  it("that does more work is called: comment, line, outputs, summary, exit code; a model beside it is not", async () => {
    const pull = opened(WITH_MODEL, { "steps.mjs": stepsOf(STEPS * 2) });
    const step = await check(github, pull);
    expect(step.code).toBe(1);
    expect(step.outputs).toMatchObject({ verdict: "regression", conclusion: "failure" });
    expect(comment()).toMatch(/^<!-- gramme:emissions -->\n/u);
    expect(comment()).toContain("Regression: `line` takes");
    expect(step.summary).toContain("Regression: `line` takes");
    // beside the workload's own line in gramme.yml
    expect(step.log).toMatch(
      /^::error title=line takes more energy,file=gramme\.yml,line=6,col=11::Head is/mu,
    );
    const workloads = JSON.parse(step.outputs["workloads"] ?? "") as readonly Record<string, unknown>[];
    expect(workloads).toMatchObject([{ name: "line", verdict: "regression" }, { name: "double" }]);
    expect(workloads[1]?.["verdict"]).not.toBe("regression");
    const file = checkOrThrow(Check, JSON.parse(readFileSync(step.outputs["result-file"] ?? "", "utf8")));
    if (file.kind !== "measured") throw new Error(`nothing was measured: ${file.kind}`);
    // the merge's first parent against the merge: what is compared is the change alone
    expect(file.result.revision).toEqual({ base: pull.base, head: pull.merge, dirty: false });
    expect(file.result.runner).toMatchObject({ hosting: "github-hosted", image: "ubuntu24 20261115.1.0" });
    expect(file.result.workloads[1]?.runtime).toMatch(/^onnxruntime-node \d/u);
    expect(Number(step.outputs["own-co2e-g"])).toBeGreaterThan(0);
  });

  it("that does less work is an improvement", async () => {
    const pull = opened(BASE, { "steps.mjs": stepsOf(STEPS / 3) });
    const step = await check(github, pull);
    expect(step.code).toBe(0);
    expect(step.outputs).toMatchObject({ verdict: "improvement", conclusion: "success" });
    expect(comment()).toContain("Improvement: `line` takes");
  });

  it("that changes no work is no regression, and is told in the same comment when it is pushed to again", async () => {
    const pull = opened(BASE, { "notes.mjs": "// nothing\n" });
    const step = await check(github, pull);
    expect(step.code).toBe(0);
    expect(step.outputs["verdict"]).not.toBe("regression");
    const first = comment();
    await check(github, pull);
    expect(comment()).not.toBe(first);
  });

  it("that only changes a README is not measured, and the comment says so", async () => {
    const pull = opened(BASE, { "README.md": "# Another name\n" });
    const step = await check(github, pull);
    expect(step.code).toBe(0);
    expect(step.outputs).toMatchObject({ verdict: "skipped", conclusion: "success", "own-co2e-g": "" });
    expect(comment()).toContain("Nothing that is measured was touched");
    expect(step.log).not.toContain("warm-up");
  });

  it("counts what base's gramme.yml asks for, and lists what the change makes laxer", async () => {
    const lax = configOf({ gate: "{ max-pairs: 8, budget: 60s, threshold: 90% }" });
    const pull = opened(BASE, { "gramme.yml": lax, "steps.mjs": stepsOf(STEPS * 2) });
    const step = await check(github, pull);
    expect(step.outputs["verdict"]).toBe("regression");
    expect(comment()).toMatch(/gate\.threshold/u);
  });

  it("measures what it adds in head alone, and says what it takes away", async () => {
    const renamed = configOf().replace("name: line", "name: curve");
    const pull = opened(WITH_MODEL, { "gramme.yml": renamed });
    const step = await check(github, pull, {});
    expect(step.code).toBe(0);
    expect(step.outputs["conclusion"]).toBe("neutral");
    expect(comment()).toContain("`curve`");
    expect(step.log).toMatch(/^::notice title=curve is new,file=gramme\.yml,line=6/mu);
    expect(step.log).toMatch(/^::warning title=line is not measured any more,file=gramme\.yml/mu);
  });

  it("is measured alone where base does not build", async () => {
    const broken = { ...BASE, "train.mjs": "throw new Error('base is broken');\n" };
    const pull = opened(broken, { "train.mjs": TRAIN });
    const step = await check(github, pull);
    expect(step.code).toBe(0);
    expect(step.outputs).toMatchObject({ verdict: "measured", conclusion: "neutral" });
    expect(step.log).toMatch(/^::warning title=Gramme%3A base could not be measured/mu);
    expect(comment()).toContain("base");
  });

  it("is accepted by a label and a reason, and the check is neutral", async () => {
    const pull = pullRequest(BASE, { "steps.mjs": stepsOf(STEPS * 2) });
    open(github, pull, { body: "Emissions accepted: twice the steps for the paper\n" });
    github.state.label(7, "emissions-accepted", "grace");
    const step = await check(github, pull, { inputs: { check: "emissions" } });
    expect(step.code).toBe(0);
    expect(step.outputs).toMatchObject({ verdict: "regression", conclusion: "neutral" });
    expect(comment()).toContain("twice the steps for the paper");
    expect(comment()).toContain("grace");
    expect(github.state.checks).toMatchObject([{ name: "emissions", conclusion: "neutral" }]);
    const file = JSON.parse(readFileSync(step.outputs["result-file"] ?? "", "utf8")) as {
      result: { accepted: unknown };
    };
    expect(file.result.accepted).toMatchObject({ by: "grace", reason: "twice the steps for the paper" });
  });
});

describe("a job that has no pull request", () => {
  it("compares a commit with itself, to see what the machine makes of it", async () => {
    const pull = pullRequest(BASE, { "steps.mjs": stepsOf(STEPS + 1) });
    const clone = pull.origin.checkout(pull.base, 1);
    const step = await new Runner(testFolder).run({
      workspace: clone.folder,
      eventName: "schedule",
      payload: { schedule: "17 3 * * *" },
      inputs: { base: "HEAD", token: github.token, artifact: "" },
      env: {
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: github.repository,
        GITHUB_SHA: pull.base,
        GITHUB_REF: "refs/heads/main",
      },
    });
    expect(step.log).toContain("what is shown is the noise of this machine");
    expect(["no-change", "inconclusive"]).toContain(step.outputs["verdict"]);
    expect(github.requests).toEqual([]);
  });
});
