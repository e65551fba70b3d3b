/**
 * Stage 2, from an event to the one comment. It runs nothing, checks nothing out, and believes the artifacts' numbers
 * alone. Whatever GitHub refuses is a warning: the summary of the job has it all the same.
 * @module
 */
import { UserError } from "@gramme/bench";
import type { WireAcceptance } from "@gramme/core/wire";
import { commentKey } from "../comment-key.ts";
import type { CommentInputs } from "../comment-inputs.ts";
import { findAcceptance } from "../github/acceptance.ts";
import { HostileArtifact, listArtifacts } from "../github/artifacts.ts";
import { putCheckRun } from "../github/check-run.ts";
import type { GitHub } from "../github/client.ts";
import { readContents } from "../github/contents.ts";
import { GitHubError } from "../github/github-error.ts";
import { findPullRequest, readPullRequest } from "../github/pull-request.ts";
import type { PullRequest } from "../github/pull-request.ts";
import { putComment } from "../github/sticky-comment.ts";
import { commentMarkdown } from "../report/comment.ts";
import { stacked } from "../report/markdown.ts";
import { outcomeOf } from "../report/outcome.ts";
import type { Report } from "../report/report.ts";
import { summaryMarkdown } from "../report/summary.ts";
import { collected, MOST_PARTS, partsOf } from "./collect.ts";
import type { Part } from "./collect.ts";
import { failedCheck } from "./from-stranger.ts";
import type { Received } from "./from-stranger.ts";
import type { MeasuredRun } from "./measured-run.ts";
import { remarksMarkdown } from "./remarks.ts";
import type { Remarkable } from "./remarks.ts";
import type { Runner } from "./runner-commands.ts";
import { trustedOf } from "./trusted.ts";
import type { Texts, Trusted } from "./trusted.ts";

/** What stage 2 works with. */
export interface Stage {
  readonly inputs: CommentInputs;
  readonly run: MeasuredRun;
  readonly github: GitHub;
  readonly runner: Runner;
}

/** A gramme.yml of a few hundred workloads has half of it; a parser's time grows faster than its text. */
const LARGEST_CONFIG = 64_000;

/** Comments on the pull request of the run, or says why there is nothing to comment on. Throws what is a bug. */
export async function commentOn(stage: Stage): Promise<void> {
  const { runner } = stage;
  try {
    const pull = await pullOf(stage);
    if (typeof pull === "string") nothing(runner, pull);
    else await tellOf(stage, pull);
  } catch (error) {
    warn(runner, "GitHub could not be asked", error);
  }
}

type AnyRun = Exclude<MeasuredRun, { readonly kind: "none" }>;

/** The pull request whose head is what was measured; else why there is none. */
async function pullOf({ run, github }: Stage): Promise<PullRequest | string> {
  if (run.kind === "none") return run.why;
  if (run.kind === "other-run") {
    const found = await findPullRequest(github, run.repository, run.head);
    return found.pull ?? `${found.missing}. It moved on, or was closed`;
  }
  const pull = await readPullRequest(github, run.repository, run.number);
  return pull.headSha === run.headSha ? pull : movedOn(pull, run.headSha);
}

function movedOn({ number, headSha }: PullRequest, measured: string): string {
  return `pull request #${number} is at ${headSha} by now, and ${measured} was measured: the run of the newer commit will tell`;
}

/** Nothing is told, and nothing is wrong. */
function nothing({ note, say }: Runner, why: string): void {
  say(`nothing is commented: ${why}`);
  note("notice", "Gramme: nothing to comment on", "Why stands in the log of this step.");
}

/** What GitHub refuses or does not answer is a warning; everything else is a bug, and thrown. */
function warn({ note }: Runner, what: string, error: unknown): void {
  if (!(error instanceof GitHubError)) throw error;
  note("warning", `Gramme: ${what}`, error.message);
}

async function tellOf(stage: Stage, pull: PullRequest): Promise<void> {
  const { inputs, run, runner } = stage;
  if (run.kind === "none") return;
  runner.setOutput("pull-request", String(pull.number));
  const ground = await groundOf(stage, run, pull);
  const { received, partsLeftOut } = await receivedOf(stage, run, ground.trusted);
  if (received.length === 0) {
    nothing(
      runner,
      `the run has no artifact ${inputs.artifact}, nor one of a part (${inputs.artifact}-…): nothing was measured`,
    );
    return;
  }
  const acceptance = await acceptanceOf(stage, run, pull, received);
  const fromFork = pull.headRepository?.toLowerCase() !== run.repository.toLowerCase();
  const report: Report = {
    change: {
      kind: "pull-request",
      number: pull.number,
      base: pull.baseSha,
      head: pull.headSha,
      repository: run.repository,
      runUrl: `${run.serverUrl}/${run.repository}/actions/runs/${run.runId}`,
    },
    checks: received.map(({ check }) => check),
    failOn: inputs.failOn,
    ...(acceptance === undefined ? {} : { acceptance }),
    measuredBy: fromFork ? "fork" : "repository",
  };
  const remarks = remarksMarkdown({ received, partsLeftOut, noRules: ground.noRules, fromFork });
  runner.addSummary(stacked([summaryMarkdown(report).trimEnd(), remarks]));
  const outcome = outcomeOf(report);
  runner.setOutput("verdict", outcome.verdict);
  runner.setOutput("conclusion", outcome.conclusion);
  runner.say(outcome.title);
  await write(stage, run, pull, { report, remarks });
}

interface Text {
  readonly report: Report;
  readonly remarks: string;
}

async function write(stage: Stage, run: AnyRun, pull: PullRequest, { report, remarks }: Text): Promise<void> {
  const { inputs, github, runner } = stage;
  const { repository } = run;
  if (run.kind === "own-run" && run.fromFork) {
    runner.say("from a fork: its token may not comment; the workflow on `workflow_run` does");
    return;
  }
  // reading took its time, and a run of a newer commit may have commented since
  const now = await readPullRequest(github, repository, pull.number);
  if (now.headSha !== pull.headSha) {
    nothing(runner, movedOn(now, pull.headSha));
    return;
  }
  const body = stacked([commentMarkdown(report).trimEnd(), remarks]);
  await careful(runner, "the comment could not be written", async () => {
    const put = await putComment(github, {
      repository,
      number: pull.number,
      key: commentKey(inputs.config),
      body,
    });
    runner.setOutput("comment-url", put.url);
    runner.say(`comment ${put.made}: ${put.url}`);
  });
  const { check: name } = inputs;
  if (name === undefined) return;
  const { conclusion, title } = outcomeOf(report);
  await careful(runner, "the check could not be written", async () => {
    await putCheckRun(github, {
      repository,
      headSha: pull.headSha,
      name,
      conclusion,
      title,
      summary: body,
      ...(report.change.runUrl === undefined ? {} : { detailsUrl: report.change.runUrl }),
    });
  });
}

async function careful(runner: Runner, what: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    warn(runner, what, error);
  }
}

interface Ground {
  readonly trusted: Trusted;
  readonly noRules: Remarkable["noRules"];
}

/** Both gramme.yml, by GitHub: head's too is in this repository, as every commit of its pull requests. */
async function groundOf({ inputs, github, runner }: Stage, run: AnyRun, pull: PullRequest): Promise<Ground> {
  const textAt = async (ref: string, whose: string): Promise<string | undefined> => {
    try {
      return await readContents(github, run.repository, inputs.config, ref, { maxBytes: LARGEST_CONFIG });
    } catch (error) {
      // a folder, or too large: its words name the path and the commit only
      if (error instanceof UserError) runner.say(error.message);
      else warn(runner, `${whose}'s ${inputs.config} could not be read`, error);
      return "";
    }
  };
  const texts: Texts = {
    base: await textAt(pull.baseSha, "base"),
    head: await textAt(pull.headSha, "head"),
  };
  const trusted = trustedOf(texts, { base: pull.baseSha, head: pull.headSha });
  const readable = trusted.rules !== undefined;
  return { trusted, noRules: readable ? undefined : texts.base === undefined ? "missing" : "unreadable" };
}

async function receivedOf(
  { inputs, github, runner }: Stage,
  { repository, runId }: AnyRun,
  trusted: Trusted,
): Promise<Pick<Remarkable, "received" | "partsLeftOut">> {
  let parts: readonly Part[];
  try {
    parts = partsOf(await listArtifacts(github, repository, runId), inputs.artifact);
  } catch (error) {
    if (!(error instanceof HostileArtifact)) throw error;
    runner.say(error.message);
    const check = failedCheck("The run has more artifacts than any that only measures.");
    return { received: [{ check, leftOut: new Map(), missing: [] }], partsLeftOut: 0 };
  }
  const told = parts.slice(0, MOST_PARTS);
  const received: Received[] = [];
  for (const part of told) {
    received.push(await collected(part, { github, repository, trusted, say: runner.say }));
  }
  return { received, partsLeftOut: parts.length - told.length };
}

/** Who accepted what got worse; asked only where something would fail. */
async function acceptanceOf(
  { inputs, github, runner }: Stage,
  { repository }: AnyRun,
  pull: PullRequest,
  received: readonly Received[],
): Promise<WireAcceptance | undefined> {
  const { acceptLabel: label } = inputs;
  const worse = received.some(
    ({ check }) =>
      check.kind === "measured" && check.result.comparisons.some(({ verdict }) => verdict === "regression"),
  );
  if (!worse || label === undefined) return undefined;
  let found: WireAcceptance | undefined;
  await careful(runner, "whether it is accepted could not be read", async () => {
    const { acceptance, missing } = await findAcceptance(github, repository, pull, { label });
    found = acceptance;
    if (missing !== undefined) runner.note("warning", "Gramme: not accepted yet", missing);
  });
  return found;
}
