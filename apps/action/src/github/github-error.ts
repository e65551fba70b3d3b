/**
 * What can go wrong between us and GitHub. A comment that cannot be made is told, and never fails a job by itself.
 * @module
 */

/** Any trouble with GitHub's API. Its text holds the route's template, and never a token or a signed address. */
export class GitHubError extends Error {
  override readonly name: string = "GitHubError";
  /** Method and route template: `POST /repos/{owner}/{repo}/issues/{issue_number}/comments`. */
  readonly asked: string;
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;

  constructor(message: string, asked: string, status?: number) {
    super(message);
    this.asked = asked;
    this.status = status;
  }
}

/** GitHub understood, and says no: asking again as we are would not help. */
export class GitHubRefused extends GitHubError {
  override readonly name = "GitHubRefused";
  /** What the job's token would have to have, where that may be the reason: `pull-requests: write`. */
  readonly permission: string | undefined;

  constructor(asked: string, status: number, said: string, permission?: string) {
    super(`GitHub answered ${status} to ${asked}${ending(said)}${hint(status, permission)}`, asked, status);
    this.permission = permission;
  }
}

/** GitHub wants us to come back later than a job should wait. */
export class GitHubBusy extends GitHubError {
  override readonly name = "GitHubBusy";
  /** How long GitHub wants us to wait. */
  readonly waitMs: number;

  constructor(asked: string, status: number, waitMs: number) {
    super(
      `GitHub limits the rate of requests (${status} to ${asked}) and wants ${Math.ceil(waitMs / 1000)} s of patience, ` +
        "more than is left to this request",
      asked,
      status,
    );
    this.waitMs = waitMs;
  }
}

/**
 * No answer that can be used, as often as it was asked: cut, too slow, or GitHub's own trouble (5xx). What was asked
 * may have been carried out all the same.
 */
export class GitHubUnreachable extends GitHubError {
  override readonly name = "GitHubUnreachable";
  /** How often it was asked. */
  readonly tries: number;

  constructor(asked: string, tries: number, found: string, status?: number) {
    super(
      `no answer from GitHub to ${asked} after ${tries} ${tries === 1 ? "try" : "tries"}: ${found}`,
      asked,
      status,
    );
    this.tries = tries;
  }
}

function ending(said: string): string {
  return said === "" ? "." : `: ${said.replace(/[.\s]*$/u, ".")}`;
}

function hint(status: number, permission: string | undefined): string {
  if (status === 401) return " The token is not valid, or not any more.";
  // GitHub answers 404 for what a token may not see
  if (permission !== undefined && (status === 403 || status === 404)) {
    return ` The job's token may lack the permission "${permission}".`;
  }
  return "";
}
