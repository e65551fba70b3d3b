/**
 * The comments under a pull request: listed, written, edited, deleted.
 * @module
 */
import type { GitHub } from "./client.ts";
import { GitHubRefused } from "./github-error.ts";
import { PER_PAGE, pages } from "./pages.ts";

const TRIES_IN_CONFLICT = 3;
const PAUSE_MS = 1000;

/** A comment, as far as it matters here. */
export interface FoundComment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly login: string | undefined;
  readonly bot: boolean;
}

/** A comment as it is answered. */
interface Answered {
  /** The types of GitHub's description allow for more than JSON can hold. */
  readonly id: number | bigint;
  readonly html_url: string;
  readonly body?: string;
  readonly user: { readonly login: string; readonly type: string } | null;
}

/** The pull request that is commented. */
export interface Where {
  readonly owner: string;
  readonly repo: string;
  readonly issue_number: number;
}

function comment({ id, html_url, body, user }: Answered): FoundComment {
  return { id: Number(id), url: html_url, body: body ?? "", login: user?.login, bot: user?.type === "Bot" };
}

/** All of them, oldest first as GitHub gives them. */
export async function listComments(github: GitHub, where: Where): Promise<FoundComment[]> {
  const all: FoundComment[] = [];
  const list = pages(
    async (page) =>
      await github.request("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
        ...where,
        per_page: PER_PAGE,
        page,
      }),
  );
  for await (const rows of list) all.push(...rows.map(comment));
  return all;
}

/**
 * Writes a new one.
 * @throws GitHubUnreachable when it may have been written all the same.
 */
export async function createComment({ request }: GitHub, where: Where, body: string): Promise<FoundComment> {
  const { data } = await request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    ...where,
    body,
  });
  return comment(data);
}

/** False when it is not there any more. */
export async function editComment(
  github: GitHub,
  { owner, repo }: Where,
  id: number,
  body: string,
): Promise<boolean> {
  const { time, signal } = github.patience;
  for (let tries = 1; ; tries++) {
    try {
      await github.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
        owner,
        repo,
        comment_id: id,
        body,
      });
      return true;
    } catch (error) {
      if (isRefusal(error, [404, 410])) return false;
      // somebody else writes it at this moment
      if (!isRefusal(error, [409]) || tries === TRIES_IN_CONFLICT) throw error;
      await time.wait(PAUSE_MS, signal);
    }
  }
}

/** Deletes one that may be gone already. */
export async function deleteComment({ request }: GitHub, { owner, repo }: Where, id: number): Promise<void> {
  try {
    await request("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", {
      owner,
      repo,
      comment_id: id,
    });
  } catch (error) {
    // whoever came first
    if (!isRefusal(error, [404, 410])) throw error;
  }
}

function isRefusal(error: unknown, statuses: readonly number[]): boolean {
  return error instanceof GitHubRefused && statuses.includes(error.status ?? 0);
}
