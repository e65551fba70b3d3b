/**
 * Pull requests, always fresh from the API: what an event or an artifact says of one may be old, or a lie.
 * @module
 */
import type { GitHub } from "./client.ts";
import { PER_PAGE, pages } from "./pages.ts";
import { repositoryName } from "./repository-name.ts";

/** A pull request, as GitHub has it now. */
export interface PullRequest {
  readonly number: number;
  readonly headSha: string;
  /** `owner/name`; absent when the fork was deleted. */
  readonly headRepository?: string;
  /** Name of the branch. */
  readonly headRef: string;
  readonly baseSha: string;
  readonly baseRef: string;
  /** Markdown, empty where there is none. Written by a stranger. */
  readonly body: string;
  readonly labels: readonly string[];
  readonly state: "open" | "closed";
  readonly draft: boolean;
}

/**
 * Reads one.
 * @throws GitHubError.
 */
export async function readPullRequest(
  { request }: GitHub,
  repository: string,
  number: number,
): Promise<PullRequest> {
  const { data } = await request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
    ...repositoryName(repository),
    pull_number: number,
  });
  return pullRequest(data);
}

/** What a `workflow_run` event says that ran. */
export interface HeadOfRun {
  /** Login of the owner of the head repository. */
  readonly headOwner: string;
  readonly headBranch: string;
  readonly headSha: string;
}

/** The pull request, or why there is none. */
export type FoundPullRequest =
  | { readonly pull: PullRequest; readonly missing?: undefined }
  | { readonly pull?: undefined; readonly missing: string };

/**
 * Finds the one open pull request whose head is exactly this commit of this branch of this owner. GitHub's list of
 * pull requests of a commit is empty for commits of forks.
 * @throws GitHubError.
 */
export async function findPullRequest(
  { request }: GitHub,
  repository: string,
  { headOwner, headBranch, headSha }: HeadOfRun,
): Promise<FoundPullRequest> {
  const head = `${headOwner}:${headBranch}`;
  const ofBranch: PullRequest[] = [];
  const list = pages(
    async (page) =>
      await request("GET /repos/{owner}/{repo}/pulls", {
        ...repositoryName(repository),
        state: "open",
        head,
        per_page: PER_PAGE,
        page,
      }),
  );
  for await (const rows of list) {
    // GitHub leaves out a filter that it cannot read, and then lists every pull request
    ofBranch.push(...rows.filter((row) => isFrom(row, headOwner, headBranch)).map(pullRequest));
  }
  const [pull, ...others] = ofBranch.filter((row) => row.headSha === headSha);
  if (pull === undefined) {
    const moved = ofBranch.map(({ number, headSha: sha }) => `#${number} is at ${sha} by now`);
    return {
      missing: `no open pull request has ${headSha} of ${head} as its head${moved.length > 0 ? `: ${moved.join(", ")}` : ""}`,
    };
  }
  if (others.length > 0) {
    const numbers = [pull, ...others].map(({ number }) => `#${number}`).join(", ");
    return { missing: `several open pull requests have ${headSha} of ${head} as their head: ${numbers}` };
  }
  return { pull };
}

/** A pull request as it is answered, alone or in a list. */
interface Answered {
  readonly number: number;
  readonly state: string;
  readonly draft?: boolean;
  readonly body: string | null;
  readonly labels: readonly { readonly name: string }[];
  readonly head: {
    readonly sha: string;
    readonly ref: string;
    /** GitHub's description knows no null here, but a deleted fork is null. */
    readonly repo: { readonly full_name: string } | null;
    readonly user: { readonly login: string } | null;
  };
  readonly base: { readonly sha: string; readonly ref: string };
}

function pullRequest(answered: Answered): PullRequest {
  const { number, head, base, body, labels, state, draft } = answered;
  return {
    number,
    headSha: head.sha,
    ...(head.repo === null ? {} : { headRepository: head.repo.full_name }),
    headRef: head.ref,
    baseSha: base.sha,
    baseRef: base.ref,
    body: body ?? "",
    labels: labels.map(({ name }) => name),
    state: state === "open" ? "open" : "closed",
    draft: draft === true,
  };
}

function isFrom({ head }: Answered, owner: string, branch: string): boolean {
  return head.ref === branch && head.user?.login.toLowerCase() === owner.toLowerCase();
}
