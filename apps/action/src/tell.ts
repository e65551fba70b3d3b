/**
 * Telling what was found: summary, outputs, artifact, ledger, comment, check. What cannot be told in one place is told in
 * the others, and is a warning, never a lost measurement.
 * @module
 */
import { setOutput, summary } from "@actions/core";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { WireAcceptance } from "@gramme/core/wire";
import { changeOf } from "./change.ts";
import type { Check } from "./check.ts";
import { commentKey } from "./comment-key.ts";
import { findAcceptance } from "./github/acceptance.ts";
import { putCheckRun } from "./github/check-run.ts";
import { openClient } from "./github/client.ts";
import type { GitHub } from "./github/client.ts";
import { readPullRequest } from "./github/pull-request.ts";
import { putComment } from "./github/sticky-comment.ts";
import { outputsOf } from "./outputs.ts";
import { commentMarkdown } from "./report/comment.ts";
import { outcomeOf } from "./report/outcome.ts";
import type { Outcome } from "./report/outcome.ts";
import type { Report } from "./report/report.ts";
import { summaryMarkdown } from "./report/summary.ts";
import { CHECK_FILE, checkFolder, saveCheck } from "./saved-check.ts";
import { uploader } from "./uploader.ts";
import { annotate } from "./world/annotation.ts";
import type { Annotation } from "./world/annotation.ts";
import type { Event } from "./world/event.ts";
import type { Inputs } from "./world/inputs.ts";
import { pushToLedger } from "./world/ledger.ts";
import { lineOfWorkload } from "./world/line-of-workload.ts";
import { oidcToken } from "./world/oidc-token.ts";
import { redacted } from "./world/redacted.ts";

/** What there is to tell, and where. */
export interface Telling {
  readonly inputs: Inputs;
  readonly event: Event;
  readonly workspace: string;
  readonly check: Check;
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (text: string) => void;
}

/** Tells it everywhere, and gives what it comes to. Never throws for what GitHub, a ledger or a network does. */
export async function tell(telling: Telling): Promise<Outcome> {
  const { inputs, event, env, say } = telling;
  const pull = event.kind === "pull-request" ? event : undefined;
  const github = clientOf(inputs.token, env);
  const acceptance = await acceptanceOf(telling, github);
  const check = withAcceptance(withoutSecrets(telling.check, env), acceptance);
  const report: Report = {
    change: changeOf(event, telling),
    checks: [check],
    failOn: inputs.failOn,
    ...(acceptance === undefined ? {} : { acceptance }),
    // what a fork's own job says is told by the fork; the second stage says so where others read it
    measuredBy: "repository",
  };
  const outcome = outcomeOf(report);
  const file = saveCheck(check, env);
  for (const [name, value] of Object.entries(outputsOf(check, outcome, file))) setOutput(name, value);
  await careful("the summary", async () => {
    await summary.addRaw(summaryMarkdown(report)).write();
  });
  await upload(telling, env);
  await toLedger(telling, check);
  if (github !== undefined && inputs.comment && pull !== undefined) {
    if (pull.fromFork) {
      say("from a fork: its token may not comment; the second stage does (see the README of the Action)");
    } else {
      await careful(
        "the comment",
        async () => {
          // reading and measuring took their time: a newer commit has a run of its own
          const { headSha } = await readPullRequest(github, event.repository, pull.number);
          if (headSha !== pull.head.sha) {
            say(`pull request #${pull.number} is at ${headSha} by now: the run of that commit comments`);
            return;
          }
          const put = await putComment(github, {
            repository: event.repository,
            number: pull.number,
            key: commentKey(inputs.config),
            body: commentMarkdown(report),
          });
          setOutput("comment-url", put.url);
          say(`comment ${put.made}: ${put.url}`);
        },
        "`pull-requests: write`",
      );
    }
  }
  const { check: checkName } = inputs;
  if (github !== undefined && checkName !== undefined) {
    await careful(
      "the check",
      async () => {
        await putCheckRun(github, {
          repository: event.repository,
          headSha: pull?.head.sha ?? event.sha,
          name: checkName,
          conclusion: outcome.conclusion,
          title: outcome.title,
          summary: commentMarkdown(report),
          detailsUrl: event.runUrl,
        });
      },
      "`checks: write`",
    );
  }
  for (const annotation of annotationsOfCheck(telling, check, outcome)) annotate(annotation);
  return outcome;
}

/** Undefined without a token, or with one that is none: then nothing is asked of GitHub. */
function clientOf(token: string | undefined, env: NodeJS.ProcessEnv): GitHub | undefined {
  if (token === undefined) return undefined;
  try {
    return openClient({ token, apiUrl: env["GITHUB_API_URL"] ?? "https://api.github.com" });
  } catch (error) {
    annotate({ level: "warning", title: "Gramme: GitHub cannot be asked", message: String(error) });
    return undefined;
  }
}

/** Does one thing; what goes wrong with it is a warning that says so. */
async function careful(what: string, act: () => Promise<void>, wants = ""): Promise<void> {
  try {
    await act();
  } catch (error) {
    annotate({
      level: "warning",
      title: `Gramme: ${what} could not be written`,
      message: [
        error instanceof Error ? error.message : String(error),
        ...(wants === "" ? [] : [`It wants ${wants} among the permissions of the job.`]),
      ].join("\n"),
    });
  }
}

/** Who accepted what got worse; asked only where something would fail. */
async function acceptanceOf(
  { inputs, event, check }: Telling,
  github: GitHub | undefined,
): Promise<WireAcceptance | undefined> {
  const { acceptLabel } = inputs;
  const worse =
    check.kind === "measured" && check.result.comparisons.some(({ verdict }) => verdict === "regression");
  if (!worse || github === undefined || event.kind !== "pull-request" || acceptLabel === undefined) return;
  let found: WireAcceptance | undefined;
  await careful("whether it is accepted could not be read, so the answer", async () => {
    // the event is as old as the run; a label may have been set since, and the run started again for it
    const pull = await readPullRequest(github, event.repository, event.number);
    const answer = await findAcceptance(github, event.repository, pull, { label: acceptLabel });
    found = answer.acceptance;
    if (answer.missing !== undefined) {
      annotate({ level: "warning", title: "Gramme: not accepted yet", message: answer.missing });
    }
  });
  return found;
}

/** What commands printed may hold what the job was given. */
function withoutSecrets(check: Check, env: NodeJS.ProcessEnv): Check {
  if (check.kind === "failed") return { ...check, message: redacted(check.message, env) };
  if (check.kind !== "measured" || check.result.base_error === undefined) return check;
  return { ...check, result: { ...check.result, base_error: redacted(check.result.base_error, env) } };
}

function withAcceptance(check: Check, accepted: WireAcceptance | undefined): Check {
  return check.kind === "measured" && accepted !== undefined
    ? { ...check, result: { ...check.result, accepted } }
    : check;
}

async function upload({ inputs, say }: Telling, env: NodeJS.ProcessEnv): Promise<void> {
  const { artifact, part } = inputs;
  if (artifact === undefined) return;
  const { uploadCheck } = await uploader();
  const name = part === undefined ? artifact : `${artifact}-${part}`;
  const uploaded = await uploadCheck(name, CHECK_FILE, checkFolder(env), env);
  if (uploaded.uploaded) say(`artifact ${name}: ${uploaded.bytes} bytes`);
  else annotate({ level: "warning", title: "Gramme: no artifact", message: uploaded.reason });
}

async function toLedger({ inputs, event, head, say }: Telling, check: Check): Promise<void> {
  const { ledgerUrl, part } = inputs;
  if (ledgerUrl === undefined || check.kind !== "measured") return;
  const vouched = await oidcToken(ledgerUrl);
  if (vouched.token === undefined) {
    warnOfLedger(vouched.reason);
    return;
  }
  const pushed = await pushToLedger({
    url: ledgerUrl,
    result: check.result,
    source: {
      repository: event.repository,
      sha: head ?? event.sha,
      ref: event.ref,
      run_id: event.runId,
      run_attempt: event.runAttempt,
      ...(event.workflow === "" ? {} : { workflow: event.workflow }),
      event: event.name,
      ...(part === undefined ? {} : { part }),
      ...(event.kind === "pull-request" ? { pull_request: event.number } : {}),
    },
    token: vouched.token,
  });
  if (pushed.pushed)
    say(`the ledger has it (${pushed.attempts === 1 ? "at once" : `attempt ${pushed.attempts}`})`);
  else warnOfLedger(pushed.reason);
}

function warnOfLedger(reason: string): void {
  annotate({ level: "warning", title: "Gramme: the ledger does not have this run", message: reason });
}

/** What a reader of the change should see beside its lines. */
function annotationsOfCheck(
  { inputs, workspace }: Telling,
  check: Check,
  outcome: Outcome,
): readonly Annotation[] {
  if (check.kind !== "measured") return [];
  const text = configText(join(workspace, inputs.config));
  const at = (name: string): Partial<Annotation> => {
    const place = lineOfWorkload(text, name);
    return place === undefined ? { file: inputs.config } : { file: inputs.config, ...place };
  };
  const { result } = check;
  return [
    ...result.comparisons
      .filter(({ verdict }) => verdict === "regression")
      .map(({ name, why }): Annotation => ({
        level: outcome.conclusion === "failure" ? "error" : "warning",
        title: `${name} takes more energy`,
        message: why,
        ...at(name),
      })),
    ...(result.base_error === undefined
      ? []
      : [
          {
            level: "warning" as const,
            title: "Gramme: base could not be measured, head is reported alone",
            message: result.base_error,
            file: inputs.config,
          },
        ]),
    ...(result.only_in?.base ?? []).map((name): Annotation => ({
      level: "warning",
      title: `${name} is not measured any more`,
      message: `Base's ${inputs.config} has the workload "${name}", head's has not: nothing was compared for it.`,
      file: inputs.config,
    })),
    ...(result.only_in?.head ?? []).map((name): Annotation => ({
      level: "notice",
      title: `${name} is new`,
      message: `The workload "${name}" is measured in head alone: base has nothing to compare it with.`,
      ...at(name),
    })),
    ...(result.partial && result.partial_why === "cancelled"
      ? [
          {
            level: "warning" as const,
            title: "Gramme: cancelled half-way",
            message: "What was measured by then is reported, and said to be partial.",
          },
        ]
      : []),
  ];
}

function configText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
