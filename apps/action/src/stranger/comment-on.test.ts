/**
 * What GitHub's own trouble makes of stage 2. In this process, so that no patience is needed.
 * @module
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fault, GitHubStandIn } from "../../test/github-stand-in/index.ts";
import { ARCHIVE_ROUTE, startGitHub } from "../../test/github-stand-in/index.ts";
import { openFork, REPOSITORY, RUN_ID, upload } from "../../test/stage-two/stage.ts";
import { openClient } from "../github/client.ts";
import { compared, measured, resultOf, SERVICE } from "../report/report.fixture.ts";
import { commentOn } from "./comment-on.ts";
import { COMMITS } from "./rules.fixture.ts";
import { runnerOf } from "./runner-commands.ts";

const { digits, superResolution, classify } = SERVICE;
const CHECK = measured(
  resultOf([
    compared(digits, { seed: 11 }),
    compared(superResolution, { seed: 12, work: 0.2 }),
    compared(classify, { seed: 13 }),
  ]),
);

let gitHub: GitHubStandIn;
let log: string;
beforeEach(async () => {
  gitHub = await startGitHub({ repository: REPOSITORY });
  log = "";
});
afterEach(async () => {
  await gitHub.close();
  if (gitHub.violations.length > 0) throw new Error(gitHub.violations.join("\n"));
});

async function stage(): Promise<void> {
  const head = { headOwner: "mallory", headBranch: "faster", headSha: COMMITS.head };
  await commentOn({
    inputs: {
      token: gitHub.token,
      config: "gramme.yml",
      artifact: "gramme",
      failOn: "regression",
      check: "emissions",
      acceptLabel: "emissions-accepted",
    },
    run: {
      kind: "other-run",
      repository: REPOSITORY,
      serverUrl: "https://github.com",
      runId: RUN_ID,
      head,
    },
    github: openClient({
      token: gitHub.token,
      apiUrl: gitHub.url,
      time: { wait: async () => {}, limit: (ms) => AbortSignal.timeout(ms) },
    }),
    runner: runnerOf({}, (text) => {
      log += text;
    }),
  });
}

const BROKEN: Fault = { kind: "broken", status: 503, times: 20 };

describe("trouble of GitHub's is a warning", () => {
  it.each([
    ["GET /repos/{owner}/{repo}/pulls", "GitHub could not be asked"],
    ["GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", "GitHub could not be asked"],
    ["GET /repos/{owner}/{repo}/pulls/{pull_number}", "GitHub could not be asked"],
    ["GET /repos/{owner}/{repo}/issues/{issue_number}/comments", "the comment could not be written"],
    ["POST /repos/{owner}/{repo}/check-runs", "the check could not be written"],
  ])("%s", async (route, words) => {
    openFork(gitHub);
    upload(gitHub, CHECK);
    gitHub.fault(route, BROKEN);
    await stage();
    expect(log).toContain(`::warning title=Gramme%3A ${words}::no answer from GitHub to ${route}`);
    expect(gitHub.state.comments).toHaveLength(route.includes("check-runs") ? 1 : 0);
  });

  it("where base's gramme.yml cannot be read, and its rules are not replaced in silence", async () => {
    openFork(gitHub);
    upload(gitHub, CHECK);
    gitHub.fault("GET /repos/{owner}/{repo}/contents/{path}", { kind: "forbidden" });
    await stage();
    expect(log).toMatch(/::warning title=Gramme%3A base's gramme.yml could not be read::.*contents: read/u);
    expect(gitHub.state.comments[0]?.body).toContain(
      "Base's `gramme.yml` cannot be read: names are those of",
    );
  });

  it("where nobody can say who accepted", async () => {
    openFork(gitHub);
    upload(gitHub, CHECK);
    const [pull] = gitHub.state.pulls;
    if (pull !== undefined) pull.body = "Emissions accepted: it is worth it";
    gitHub.state.label(7, "emissions-accepted");
    gitHub.fault("GET /repos/{owner}/{repo}/issues/{issue_number}/events", BROKEN);
    await stage();
    expect(log).toContain("::warning title=Gramme%3A whether it is accepted could not be read::");
    expect(gitHub.state.checks).toMatchObject([{ conclusion: "failure" }]);
  });

  it("where an artifact cannot be fetched, and the others are told", async () => {
    openFork(gitHub);
    upload(gitHub, CHECK, "gramme-a");
    upload(gitHub, CHECK, "gramme-b");
    gitHub.fault(ARCHIVE_ROUTE, { kind: "forbidden" });
    await stage();
    const [comment] = gitHub.state.comments;
    expect(comment?.body).toContain(
      "The artifact of part a could not be fetched from GitHub: start this job again.",
    );
    expect(comment?.body).toContain("### `b` ▲ Regression");
  });
});

it("a label without a reason is a warning", async () => {
  openFork(gitHub);
  upload(gitHub, CHECK);
  gitHub.state.label(7, "emissions-accepted");
  await stage();
  expect(log).toContain("::warning title=Gramme%3A not accepted yet::");
});

it("hundreds of artifacts are a failure in our words", async () => {
  openFork(gitHub);
  for (let at = 0; at < 201; at++) upload(gitHub, "no", `gramme-${at}`);
  await stage();
  expect(gitHub.state.comments[0]?.body).toContain("The run has more artifacts than any that only measures.");
});
