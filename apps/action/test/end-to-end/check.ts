/**
 * One run of the Action on a pull request, against a stand-in for GitHub.
 * @module
 */
import type { GitHubStandIn } from "../github-stand-in/index.ts";
import { testFolder } from "../world/folder.ts";
import type { Repository } from "../world/repository.ts";
import { payloadOf } from "./project.ts";
import type { PullRequest } from "./project.ts";
import { Runner } from "./runner.ts";
import type { Step, StepSetting } from "./runner.ts";

/** What is different in this run. */
export interface Difference {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: NodeJS.ProcessEnv;
  /** Fields of the pull request in the event. */
  readonly change?: Readonly<Record<string, unknown>>;
  readonly runner?: Runner;
  readonly clone?: Repository;
}

/** What a job of this pull request starts the Action with. */
export function settingOf(
  github: GitHubStandIn,
  pull: PullRequest,
  difference: Difference = {},
): StepSetting {
  const clone = difference.clone ?? pull.origin.checkout(pull.merge, 1);
  return {
    workspace: clone.folder,
    eventName: "pull_request",
    payload: payloadOf(pull, difference.change),
    inputs: { token: github.token, artifact: "", ...difference.inputs },
    env: {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: github.repository,
      GITHUB_SHA: pull.merge,
      GITHUB_REF: "refs/pull/7/merge",
      ...difference.env,
    },
  };
}

/** Runs the Action on a pull request. */
export async function check(
  github: GitHubStandIn,
  pull: PullRequest,
  difference: Difference = {},
): Promise<Step> {
  return await (difference.runner ?? new Runner(testFolder)).run(settingOf(github, pull, difference));
}

/** Opens the pull request at the stand-in. */
export function open(
  github: GitHubStandIn,
  { head }: PullRequest,
  more: Partial<Parameters<GitHubStandIn["state"]["openPull"]>[0]> = {},
): void {
  github.state.openPull({
    number: 7,
    head: { owner: "gramme", repository: github.repository, branch: "change", sha: head },
    ...more,
  });
}
