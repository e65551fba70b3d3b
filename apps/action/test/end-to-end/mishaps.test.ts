import { unzipSync } from "fflate";
import { readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Check } from "../../src/check.ts";
import { checkOrThrow } from "@gramme/core/wire";
import { startArtifactService } from "../world/artifact-stand-in.ts";
import { startLedger } from "../world/ledger-stand-in.ts";
import { serve } from "../world/loopback.ts";
import { check, open } from "./check.ts";
import { configOf, pullRequest, STEPS, stepsOf, TRAIN } from "./project.ts";
import { BASE, github, opened, QUICK, TWICE, withGitHub } from "./case.fixture.ts";

withGitHub();

const COMMENTS = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";

/** Lines of the log that GitHub shows as annotations. */
function annotations(log: string): readonly string[] {
  return log.split("\n").filter((line) => /^::(error|warning|notice) /u.test(line));
}

describe("a configuration", () => {
  it("that is not there is one annotation, and the summary offers one that fits", async () => {
    const pull = opened({ "train.mjs": TRAIN, "steps.mjs": stepsOf(STEPS) }, TWICE);
    const step = await check(github, pull);
    expect(step.code).toBe(1);
    expect(annotations(step.log)).toHaveLength(1);
    expect(annotations(step.log)[0]).toContain("gramme.yml");
    expect(step.summary).toContain("version: 1");
    expect(step.summary).toContain("train.mjs");
    expect(step.outputs).toMatchObject({ verdict: "failed", conclusion: "failure" });
    // what an earlier push said does not stay there as if it were of this one
    expect(github.state.commentsOf(7)[0]?.body).toContain("gramme.yml");
  });

  it("that is wrong is an annotation on each line that is", async () => {
    const wrong = configOf({ gate: QUICK })
      .replace("phase: training", "phase: trainig")
      .replace("per: step", "pre: step");
    const pull = opened(BASE, { "gramme.yml": wrong });
    const step = await check(github, pull);
    expect(step.code).toBe(1);
    expect(annotations(step.log)).toHaveLength(2);
    expect(step.log).toMatch(/^::error title=[^,]+,file=gramme\.yml,line=7,col=\d+::.*training/mu);
    expect(step.log).toMatch(/^::error title=[^,]+,file=gramme\.yml,line=10,col=\d+::.*did you mean/mu);
    expect(github.state.commentsOf(7)[0]?.body).toContain("trainig");
  });

  it("that is a link out of the workspace is refused, and what it leads to is not told", async () => {
    const pull = opened(BASE, TWICE);
    const clone = pull.origin.checkout(pull.merge, 1);
    rmSync(join(clone.folder, "gramme.yml"));
    symlinkSync("/etc/passwd", join(clone.folder, "gramme.yml"));
    const step = await check(github, pull, { clone });
    expect(step.code).toBe(1);
    expect(annotations(step.log)[0]).toContain("link to a file outside");
    expect(step.log + step.summary).not.toContain("root:x:");
  });

  it("outside the workspace is refused", async () => {
    const step = await check(github, opened(BASE, TWICE), { inputs: { config: "../gramme.yml" } });
    expect(step.code).toBe(1);
    expect(annotations(step.log)[0]).toContain("config");
  });
});

describe("a workload", () => {
  it("that fails in head fails the check, beside its line, with its last words, which are no orders", async () => {
    const head =
      'console.log("::set-output name=verdict::no-change"); console.error("@team out of tune"); process.exit(7);\n';
    const step = await check(github, opened(BASE, { "train.mjs": head }));
    expect(step.code).toBe(1);
    expect(step.outputs["verdict"]).toBe("failed");
    expect(annotations(step.log)).toHaveLength(1);
    expect(annotations(step.log)[0]).toMatch(
      /^::error title=[^,]+,file=gramme\.yml,line=6,col=\d+::.*out of tune/u,
    );
    expect(step.log).not.toMatch(/^::set-output/mu);
    // nobody is called by a comment: the words stand in a fence
    const body = github.state.commentsOf(7)[0]?.body ?? "";
    expect(body).toContain("@team");
    expect(body.replaceAll(/^```text$[\s\S]*?^```$/gmu, "")).not.toContain("@team");
  });

  it("is given neither the job's token nor the files by which a step speaks to the runner", async () => {
    const nosy =
      'import { writeFileSync } from "node:fs"; writeFileSync("metrics.jsonl", ""); console.error(Object.entries(process.env).map((entry) => entry.join("=")).join("\\n")); process.exit(1);\n';
    const step = await check(github, opened(BASE, { "train.mjs": nosy }), {
      env: { ACTIONS_RUNTIME_TOKEN: "runtime-secret", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "identity-secret" },
    });
    expect(step.code).toBe(1);
    const said = step.log.split("\n").filter((line) => !line.startsWith("::add-mask::"));
    for (const secret of [
      github.token,
      "runtime-secret",
      "identity-secret",
      "INPUT_",
      "GITHUB_OUTPUT",
      "GITHUB_STATE",
    ]) {
      expect(said.join("\n")).not.toContain(secret);
    }
    // what every command of a job has is there
    expect(step.log).toContain("GITHUB_REPOSITORY=gramme/example");
  });

  it("that fails after another was measured leaves that one in the JSON", async () => {
    const failing = `  - { name: broken, phase: training, run: exit 3 }\n`;
    const pull = opened(BASE, { "notes.mjs": "\n", "gramme.yml": configOf({ gate: QUICK, more: failing }) });
    const step = await check(github, pull);
    expect(step.code).toBe(1);
    const file = checkOrThrow(Check, JSON.parse(readFileSync(step.outputs["result-file"] ?? "", "utf8")));
    expect(file).toMatchObject({ kind: "failed", result: { comparisons: [{ name: "line" }] } });
    expect(github.state.commentsOf(7)[0]?.body).toContain("line");
  });

  it("that finds the disk full says so, once", async () => {
    const head = 'import { writeFileSync } from "node:fs"; writeFileSync("/dev/full", "x");\n';
    const step = await check(github, opened(BASE, { "train.mjs": head }));
    expect(step.code).toBe(1);
    expect(annotations(step.log)).toHaveLength(1);
    expect(annotations(step.log)[0]).toContain("No space is left");
  });
});

describe("telling", () => {
  it("of a secret that a command printed is `***`, in comment, summary and log", async () => {
    const leaking = "console.error(process.env.HF_TOKEN); process.exit(1);\n";
    const step = await check(github, opened(BASE, { "train.mjs": leaking }), {
      env: { HF_TOKEN: "hf_abcdefghijkl" },
    });
    expect(step.code).toBe(1);
    const body = github.state.commentsOf(7)[0]?.body ?? "";
    expect(body).toContain("***");
    expect(body + step.summary + step.log).not.toContain("hf_abcdefghijkl");
    expect(readFileSync(step.outputs["result-file"] ?? "", "utf8")).not.toContain("hf_abcdefghijkl");
  });

  it("of a commit that is not the head any more leaves the comment to the newer run", async () => {
    const pull = pullRequest(BASE, { "README.md": "x\n" });
    open(github, pull, {
      head: { owner: "gramme", repository: github.repository, branch: "change", sha: "f".repeat(40) },
    });
    const step = await check(github, pull);
    expect(step.code).toBe(0);
    expect(step.log).toContain("the run of that commit comments");
    expect(github.state.comments).toEqual([]);
  });

  it("without the right to comment is a warning, and the summary has it all", async () => {
    github.fault(COMMENTS, { kind: "forbidden" });
    const step = await check(github, opened(BASE, { "notes.mjs": "\n" }));
    expect(step.code).toBe(0);
    expect(annotations(step.log)).toHaveLength(1);
    expect(annotations(step.log)[0]).toMatch(/^::warning .*pull-requests: write/u);
    expect(step.summary).toContain("`line`");
  });

  it("with a summary that cannot be written still comments", async () => {
    const step = await check(github, opened(BASE, { "notes.mjs": "\n" }), {
      env: { GITHUB_STEP_SUMMARY: "/dev/full" },
    });
    expect(step.code).toBe(0);
    expect(annotations(step.log)).toHaveLength(1);
    expect(github.state.commentsOf(7)).toHaveLength(1);
  });

  it("a part of a matrix writes no comment, and uploads its result", async () => {
    const service = await startArtifactService();
    const step = await check(github, opened(BASE, { "notes.mjs": "\n" }), {
      inputs: { part: "linux", artifact: "gramme" },
      env: service.env,
    });
    expect(step.code).toBe(0);
    expect(github.requests).toEqual([]);
    const [artifact] = service.artifacts;
    expect(artifact?.name).toBe("gramme-linux");
    const zip = unzipSync(artifact?.zip ?? new Uint8Array());
    const uploaded: unknown = JSON.parse(new TextDecoder().decode(zip["gramme-check.json"]));
    expect(checkOrThrow(Check, uploaded)).toMatchObject({ part: "linux", kind: "measured" });
  });

  it("of a fork leaves the comment to the second stage", async () => {
    const service = await startArtifactService();
    const pull = opened({ ...BASE, "gramme.yml": configOf() }, TWICE);
    const fork = { head: { sha: pull.head, ref: "change", repo: { full_name: "stranger/example" } } };
    const step = await check(github, pull, {
      inputs: { artifact: "gramme" },
      env: service.env,
      change: fork,
    });
    expect(step.code).toBe(1);
    expect(github.state.comments).toEqual([]);
    expect(service.artifacts).toHaveLength(1);
    expect(step.log).toContain("second stage");
  });

  it("sends the run to a ledger by the token that GitHub gives for it, and one that is down is a warning", async () => {
    const ledger = await startLedger("oidc-token");
    const asked: string[] = [];
    const port = await serve((request, response) => {
      asked.push(request.url ?? "");
      response.end(JSON.stringify({ value: "oidc-token" }));
    });
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
    };
    const pull = opened(BASE, { "notes.mjs": "\n" });
    const step = await check(github, pull, { inputs: { "ledger-url": ledger.url }, env });
    expect(step.code).toBe(0);
    expect(annotations(step.log)).toEqual([]);
    expect([...ledger.runs.keys()]).toEqual(["gramme/example/4242/1/-"]);
    expect(asked[0]).toContain(encodeURIComponent(ledger.url));
    expect(step.log).not.toMatch(/(?<!::add-mask::)oidc-token/u);

    const down = await check(github, pull, { inputs: { "ledger-url": "http://127.0.0.1:9" }, env });
    expect(down.code).toBe(0);
    expect(annotations(down.log)).toHaveLength(1);
    expect(annotations(down.log)[0]).toMatch(/^::warning .*ledger/u);
    expect(github.state.commentsOf(7)).toHaveLength(1);
  }, 120_000);
});
