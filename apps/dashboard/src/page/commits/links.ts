/**
 * Links to GitHub, made of checked parts only: what is no repository, commit or number gets none.
 * @module
 */
import type { WireRunRow } from "@gramme/core/wire/api";

/** The namespace of runs that people sent from their machines: no repository of GitHub's. */
const LOCAL = "local/";
const REPOSITORY = /^(?!\.{1,2}\/)[A-Za-z0-9_.-]{1,100}\/(?!\.{1,2}$)[A-Za-z0-9_.-]{1,100}$/u;
const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/u;

/** Where a commit, what it is compared with, its pull request and its job stand; each absent where there is no such. */
export interface RunLinks {
  readonly commit?: string;
  readonly base?: string;
  readonly pullRequest?: string;
  readonly job?: string;
}

/** Links of a run. */
export function linksOf({ key, source, base }: Pick<WireRunRow, "key" | "source" | "base">): RunLinks {
  const { repository, sha, pull_request, run_id, event } = source;
  if (key.startsWith(LOCAL) || repository.startsWith(LOCAL) || !REPOSITORY.test(repository)) return {};
  const home = `https://github.com/${repository}`;
  return {
    ...(COMMIT.test(sha) ? { commit: `${home}/commit/${sha}` } : {}),
    ...(base !== undefined && COMMIT.test(base) ? { base: `${home}/commit/${base}` } : {}),
    ...(Number.isSafeInteger(pull_request) ? { pullRequest: `${home}/pull/${pull_request}` } : {}),
    // what a person sent has no job: its number is a time
    ...(Number.isSafeInteger(run_id) && event !== "local" ? { job: `${home}/actions/runs/${run_id}` } : {}),
  };
}

/** A commit in few letters. */
export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}
