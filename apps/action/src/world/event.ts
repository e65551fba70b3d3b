/**
 * What happened that this job runs: read from the runner's variables and the file that the event came in.
 * @module
 */
import { readFileSync, statSync } from "node:fs";
import { Commit, RepositoryName, check, pathText } from "@gramme/core/wire";
import { UserError } from "@gramme/bench";
import { z } from "zod";
import { MergeGroupPayload, NO_COMMIT, PullRequestPayload, PushPayload, ServerUrl } from "./event-payload.ts";

/** What every event says. */
export interface EventFrame {
  /** As GitHub names it: `pull_request`. */
  readonly name: string;
  /** Commit that the run is of; of a pull request, the merge commit that GitHub made. */
  readonly sha: string;
  /** Full name: `refs/pull/7/merge`. */
  readonly ref: string;
  /** `owner/name`. */
  readonly repository: string;
  /** `https://github.com`, without a slash at the end. */
  readonly serverUrl: string;
  readonly runId: number;
  readonly runAttempt: number;
  /** Address of the run. */
  readonly runUrl: string;
  readonly workflow: string;
  readonly actor: string;
}

/** A pull request was opened, pushed to or labelled. Texts are the author's: not to be printed as they are. */
export interface PullRequestEvent extends EventFrame {
  readonly kind: "pull-request";
  readonly number: number;
  /** `repository` is undefined where the fork was deleted. */
  readonly head: { readonly sha: string; readonly ref: string; readonly repository: string | undefined };
  readonly base: { readonly sha: string; readonly ref: string };
  /** From another repository than the one it asks to be merged into; a deleted one counts. */
  readonly fromFork: boolean;
  readonly labels: readonly string[];
  readonly body: string;
}

/** Commits or a tag were pushed. */
export interface PushEvent extends EventFrame {
  readonly kind: "push";
  /** Where the branch stood; undefined for a new one. */
  readonly before: string | undefined;
  readonly after: string;
  /** Whether history was rewritten; undefined where the event does not say. */
  readonly forced: boolean | undefined;
}

/** A merge queue tries a group of pull requests. */
export interface MergeGroupEvent extends EventFrame {
  readonly kind: "merge-group";
  readonly base: string;
  readonly head: string;
}

/** An event that tells of no change. */
export interface OtherEvent extends EventFrame {
  readonly kind: "schedule" | "workflow-dispatch" | "other";
}

/** What happened. */
export type Event = PullRequestEvent | PushEvent | MergeGroupEvent | OtherEvent;

/** GitHub caps what it sends at 25 MB. */
const LARGEST_BYTES = 26_000_000;

const Variables = z.object({
  GITHUB_EVENT_NAME: z.string().regex(/^[a-z_]{1,60}$/u, "wants the name of an event, such as push"),
  GITHUB_SHA: Commit,
  GITHUB_REF: z.string().min(1).max(1000),
  GITHUB_REPOSITORY: RepositoryName,
  GITHUB_SERVER_URL: ServerUrl.default("https://github.com"),
  GITHUB_RUN_ID: z.coerce.number<string>().pipe(z.int().positive()),
  GITHUB_RUN_ATTEMPT: z.coerce.number<string>().pipe(z.int().positive()).default(1),
  GITHUB_WORKFLOW: z.string().max(1000).default(""),
  GITHUB_ACTOR: z.string().max(100).default(""),
});

/**
 * Reads the event. Throws {@link UserError} that names the variable, or the file and the field in it; and for
 * `pull_request_target`, which is refused.
 */
export function readEvent(env: NodeJS.ProcessEnv = process.env): Event {
  const checked = check(Variables, env);
  if (!checked.ok) {
    throw new UserError(
      [
        "the variables that the runner sets are not as GitHub describes them:",
        ...checked.issues.map(({ path, message }) => `${pathText(path)}: ${message}`),
      ].join("\n"),
    );
  }
  const vars = checked.value;
  if (vars.GITHUB_EVENT_NAME === "pull_request_target") throw refusal();
  const frame: EventFrame = {
    name: vars.GITHUB_EVENT_NAME,
    sha: vars.GITHUB_SHA,
    ref: vars.GITHUB_REF,
    repository: vars.GITHUB_REPOSITORY,
    serverUrl: vars.GITHUB_SERVER_URL,
    runId: vars.GITHUB_RUN_ID,
    runAttempt: vars.GITHUB_RUN_ATTEMPT,
    runUrl: `${vars.GITHUB_SERVER_URL}/${vars.GITHUB_REPOSITORY}/actions/runs/${vars.GITHUB_RUN_ID}`,
    workflow: vars.GITHUB_WORKFLOW,
    actor: vars.GITHUB_ACTOR,
  };
  switch (frame.name) {
    case "pull_request":
      return pullRequest(frame, payload(env, PullRequestPayload));
    case "push":
      return push(frame, payload(env, PushPayload));
    case "merge_group": {
      const { merge_group: group } = payload(env, MergeGroupPayload);
      return { ...frame, kind: "merge-group", base: group.base_sha, head: group.head_sha };
    }
    case "schedule":
      return { ...frame, kind: "schedule" };
    case "workflow_dispatch":
      return { ...frame, kind: "workflow-dispatch" };
    default:
      return { ...frame, kind: "other" };
  }
}

function refusal(): UserError {
  return new UserError(
    "pull_request_target is refused: it would run the code of a change, from a fork too, with this repository's secrets and right to write. " +
      "Use `on: pull_request`; for comments on changes from forks, add the second workflow (`on: workflow_run`) that only comments",
  );
}

function pullRequest(frame: EventFrame, sent: z.output<typeof PullRequestPayload>): PullRequestEvent {
  const { head, base, number, labels, body } = sent.pull_request;
  const from = head.repo?.full_name;
  return {
    ...frame,
    kind: "pull-request",
    number,
    head: { sha: head.sha, ref: head.ref, repository: from },
    base: { sha: base.sha, ref: base.ref },
    // names are the same in any case, as GitHub takes them
    fromFork: from?.toLowerCase() !== base.repo.full_name.toLowerCase(),
    labels: labels.map(({ name }) => name),
    body: body ?? "",
  };
}

function push(frame: EventFrame, sent: z.output<typeof PushPayload>): PushEvent {
  return {
    ...frame,
    kind: "push",
    before: NO_COMMIT.test(sent.before) ? undefined : sent.before,
    after: sent.after,
    forced: sent.forced,
  };
}

/** The file of the event, as far as it is read. */
function payload<S extends z.ZodType>(env: NodeJS.ProcessEnv, schema: S): z.output<S> {
  const file = env["GITHUB_EVENT_PATH"];
  if (file === undefined || file === "") {
    throw new UserError("GITHUB_EVENT_PATH: missing; wants the file that the event came in");
  }
  const wrong = (what: string, cause?: unknown): UserError =>
    new UserError(`GITHUB_EVENT_PATH (${file}): ${what}`, undefined, { cause });
  let value: unknown;
  try {
    const { size } = statSync(file);
    if (size > LARGEST_BYTES) {
      throw wrong(`found ${size} bytes; GitHub sends events of at most ${LARGEST_BYTES}`);
    }
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof UserError) throw error;
    // a parser quotes what it read, and that is a stranger's text
    const why = error instanceof SyntaxError ? "is not JSON" : `cannot be read (${(error as Error).message})`;
    throw wrong(why, error);
  }
  const checked = check(schema, value);
  if (checked.ok) return checked.value;
  throw wrong(checked.issues.map(({ path, message }) => `${pathText(path)}: ${message}`).join("\n"));
}
