/**
 * What the end-to-end tests start from: a stand-in for GitHub for each test, and a project that is measured
 * quickly.
 * @module
 */
import { afterEach, beforeEach } from "vitest";
import { startGitHub } from "../github-stand-in/index.ts";
import type { GitHubStandIn } from "../github-stand-in/index.ts";
import { open } from "./check.ts";
import { configOf, pullRequest, STEPS, stepsOf, TRAIN } from "./project.ts";
import type { PullRequest } from "./project.ts";

/** The stand-in of the test that is running. */
export let github: GitHubStandIn;

/** Starts one before each test of a file; what GitHub's description forbids fails the test that did it. */
export function withGitHub(): void {
  beforeEach(async () => {
    github = await startGitHub();
  });
  afterEach(async () => {
    const { violations } = github;
    await github.close();
    if (violations.length > 0) throw new Error(violations.join("\n"));
  });
}

/** Where no verdict is asked for, a second of measuring will do. */
export const QUICK = "{ max-pairs: 6, budget: 1s }";
/** Base's files. */
export const BASE: Readonly<Record<string, string>> = {
  "gramme.yml": configOf({ gate: QUICK }),
  "train.mjs": TRAIN,
  "steps.mjs": stepsOf(STEPS),
};
/** A change that does the work twice. */
export const TWICE: Readonly<Record<string, string>> = { "steps.mjs": stepsOf(STEPS * 2) };

/** A pull request that GitHub knows. */
export function opened(
  base: Parameters<typeof pullRequest>[0],
  head: Parameters<typeof pullRequest>[1],
): PullRequest {
  const pull = pullRequest(base, head);
  open(github, pull);
  return pull;
}
