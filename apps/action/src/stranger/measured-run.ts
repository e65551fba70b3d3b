/**
 * Which run measured, and of which change, by GitHub's own word: the event.
 * @module
 */
import { readFileSync, statSync } from "node:fs";
import { UserError } from "@gramme/bench";
import { z } from "zod";
import { Commit } from "@gramme/core/wire";
import { readEvent } from "../world/event.ts";
import type { HeadOfRun } from "../github/pull-request.ts";

/** Where we are, whatever happened. */
export interface Here {
  /** `owner/name`. */
  readonly repository: string;
  /** `https://github.com` */
  readonly serverUrl: string;
}

/** The run whose artifacts are to be told. */
export type MeasuredRun =
  /** Another run, that is over: from a fork it had no right to comment. */
  | (Here & { readonly kind: "other-run"; readonly runId: number; readonly head: HeadOfRun })
  /** This very run: earlier jobs of it measured. */
  | (Here & {
      readonly kind: "own-run";
      readonly runId: number;
      readonly number: number;
      readonly headSha: string;
      readonly fromFork: boolean;
    })
  /** A run that there is nothing to tell of, and why. */
  | (Here & { readonly kind: "none"; readonly why: string });

/** GitHub caps what it sends at 25 MB. */
const LARGEST_BYTES = 26_000_000;

/** `workflow_run`, as far as it is read. */
const Payload = z.object({
  workflow_run: z.object({
    id: z.int().positive(),
    event: z.string().max(100),
    head_sha: Commit,
    head_branch: z.string().min(1).max(1000).nullable(),
    // a fork, or its owner, that was deleted since
    head_repository: z.object({ owner: z.object({ login: z.string().min(1).max(100) }).nullish() }).nullish(),
  }),
});

/**
 * Reads the event. Throws UserError for one that stage 2 is not for, and for what is not as GitHub sends it. The text
 * of an error holds nothing of a stranger's.
 */
export function readMeasuredRun(env: NodeJS.ProcessEnv): MeasuredRun {
  const event = readEvent(env);
  const here = { repository: event.repository, serverUrl: event.serverUrl };
  if (event.kind === "pull-request") {
    const { runId, number, head, fromFork } = event;
    return { ...here, kind: "own-run", runId, number, headSha: head.sha, fromFork };
  }
  if (event.name !== "workflow_run") {
    throw new UserError(
      `event ${event.name}: there is no pull request to comment on; use \`on: workflow_run\` (after the workflow that measures), or a last job of the \`pull_request\` workflow itself`,
    );
  }
  const { workflow_run: run } = payloadOf(env["GITHUB_EVENT_PATH"]);
  if (run.event !== "pull_request") {
    return { ...here, kind: "none", why: "the run that is over was not started by a pull request" };
  }
  const owner = run.head_repository?.owner?.login;
  if (owner === undefined || run.head_branch === null) {
    return { ...here, kind: "none", why: "the fork, or the branch, that the run was of is deleted" };
  }
  return {
    ...here,
    kind: "other-run",
    runId: run.id,
    head: { headOwner: owner, headBranch: run.head_branch, headSha: run.head_sha },
  };
}

function payloadOf(file: string | undefined): z.output<typeof Payload> {
  if (file === undefined || file === "") {
    throw new UserError("GITHUB_EVENT_PATH: missing; wants the file that the event came in");
  }
  let value: unknown;
  try {
    const { size } = statSync(file);
    if (size > LARGEST_BYTES) throw new RangeError(`${size} bytes`);
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError("GITHUB_EVENT_PATH: the file is not there, too large or not JSON", undefined, {
      cause: error,
    });
  }
  const parsed = Payload.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join(".")))];
  throw new UserError(
    `GITHUB_EVENT_PATH: not a workflow_run as GitHub sends it: ${fields.slice(0, 5).join(", ")}`,
  );
}
