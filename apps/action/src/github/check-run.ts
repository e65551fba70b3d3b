/**
 * The check that stands beside a commit.
 * @module
 */
import type { GitHub } from "./client.ts";
import { createOnce } from "./create-once.ts";
import { PER_PAGE, pages } from "./pages.ts";
import { repositoryName } from "./repository-name.ts";

/** Characters that GitHub lets a summary have. */
export const LONGEST_SUMMARY = 65_535;

/** A check to be there. */
export interface CheckRun {
  /** `owner/name`. */
  readonly repository: string;
  readonly headSha: string;
  /** As it is listed. */
  readonly name: string;
  readonly conclusion: "success" | "failure" | "neutral" | "skipped";
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  readonly detailsUrl?: string;
  /** Slug of the app whose token it is; that of jobs by default. */
  readonly app?: string;
}

/** The check that is there now. */
export interface PutCheckRun {
  readonly id: number;
  readonly url: string | undefined;
  readonly made: "created" | "edited";
}

/**
 * Sees that a commit has this check: creates it, or edits the one of that name that we made. The job itself is a check
 * of the same app, and may have the same name; it does not have our id.
 * @throws RangeError for a summary that is too long; GitHubError.
 */
export async function putCheckRun(github: GitHub, check: CheckRun): Promise<PutCheckRun> {
  if (check.summary.length > LONGEST_SUMMARY) {
    throw new RangeError(
      `the summary of the check has ${check.summary.length} characters; at most ${LONGEST_SUMMARY} would be right`,
    );
  }
  const where = repositoryName(check.repository);
  const id = idOf(check.name);
  const content = {
    name: check.name,
    external_id: id,
    status: "completed" as const,
    conclusion: check.conclusion,
    output: { title: check.title, summary: check.summary },
    ...(check.detailsUrl === undefined ? {} : { details_url: check.detailsUrl }),
  };
  const before = await newest(github, check, id);
  if (before !== undefined) {
    const { data } = await github.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
      ...where,
      check_run_id: Number(before.id),
      ...content,
    });
    return { id: Number(data.id), url: data.html_url ?? undefined, made: "edited" };
  }
  const { id: created, html_url: url } = await createOnce(
    github,
    async () => await newest(github, check, id),
    async () =>
      (
        await github.request("POST /repos/{owner}/{repo}/check-runs", {
          ...where,
          head_sha: check.headSha,
          ...content,
        })
      ).data,
  );
  return { id: Number(created), url: url ?? undefined, made: "created" };
}

function idOf(name: string): string {
  return `gramme:${name}`;
}

/** A check as it is answered. */
interface Answered {
  /** The types of GitHub's description allow for more than JSON can hold. */
  readonly id: number | bigint;
  readonly html_url: string | null;
}

async function newest(
  { request }: GitHub,
  { repository, headSha, name, app = "github-actions" }: CheckRun,
  externalId: string,
): Promise<Answered | undefined> {
  let last: Answered | undefined;
  const list = pages(
    async (page) =>
      await request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
        ...repositoryName(repository),
        ref: headSha,
        check_name: name,
        per_page: PER_PAGE,
        page,
      }),
  );
  for await (const { check_runs: rows } of list) {
    for (const row of rows) {
      const ours = row.name === name && row.external_id === externalId && row.app?.slug === app;
      if (ours && row.id > (last?.id ?? 0)) last = row;
    }
  }
  return last;
}
