/**
 * A label and a reason by which a team accepts what a change makes worse.
 * @module
 */
import type { WireAcceptance } from "@gramme/core/wire";
import type { GitHub } from "./client.ts";
import { PER_PAGE, pages } from "./pages.ts";
import type { PullRequest } from "./pull-request.ts";
import { repositoryName } from "./repository-name.ts";

/** The label, where nothing else is said. */
export const ACCEPTED_LABEL = "emissions-accepted";

/** Characters of a reason. */
const SHORTEST = 3;
const LONGEST = 300;

/** The acceptance, or what it lacks; neither where nobody has set the label. */
export interface FoundAcceptance {
  readonly acceptance?: WireAcceptance;
  readonly missing?: string;
}

/**
 * Whether a pull request is accepted: the label is set, which takes the right to triage, and the description has a
 * line `Emissions accepted: <reason>`. Who and when are those of the last time that the label was set.
 * @throws GitHubError.
 */
export async function findAcceptance(
  github: GitHub,
  repository: string,
  pull: Pick<PullRequest, "number" | "labels" | "body">,
  { label = ACCEPTED_LABEL }: { readonly label?: string } = {},
): Promise<FoundAcceptance> {
  // two labels of a repository never differ in case alone
  const set = pull.labels.find((name) => name.toLowerCase() === label.toLowerCase());
  if (set === undefined) return {};
  const reason = reasonIn(pull.body);
  if (reason === undefined) {
    return {
      missing: `the label "${set}" is set, but the description has no line "Emissions accepted: <reason>"`,
    };
  }
  const { length } = reason;
  if (length < SHORTEST || length > LONGEST) {
    return {
      missing: `the label "${set}" is set, but the reason in the description has ${length} characters; ${SHORTEST} to ${LONGEST} would be right`,
    };
  }
  const last = await lastLabelled(github, repository, pull.number, set);
  if (last === undefined) {
    return { missing: `the label "${set}" is set, but no event of the pull request says who set it` };
  }
  return { acceptance: { label: set, by: last.by, at: last.at, reason } };
}

/** With a list's dash or bold round any part of it, as people write it. */
const LINE = /^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)?emissions accepted(?:\*\*|__)?[ \t]*:(.*)$/imu;

/** The reason, as one line of plain text; undefined where there is no such line. A template's comment is no reason. */
function reasonIn(body: string): string | undefined {
  const shown = body.replaceAll(/<!--[\s\S]*?(?:-->|$)/gu, "");
  const rest = LINE.exec(shown.replaceAll(/\r\n?/gu, "\n"))?.[1];
  return rest
    ?.replace(/^[ \t]*(?:\*\*|__)/u, "")
    .replace(/(?:\*\*|__)[ \t]*$/u, "")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

async function lastLabelled(
  { request }: GitHub,
  repository: string,
  number: number,
  label: string,
): Promise<{ readonly by: string; readonly at: string } | undefined> {
  let last: { readonly by: string; readonly at: string } | undefined;
  const list = pages(
    async (page) =>
      await request("GET /repos/{owner}/{repo}/issues/{issue_number}/events", {
        ...repositoryName(repository),
        issue_number: number,
        per_page: PER_PAGE,
        page,
      }),
  );
  for await (const rows of list) {
    for (const event of rows) {
      if (event.event !== "labeled" || !("label" in event)) continue;
      const at = event.created_at;
      // oldest first is how they come, but nowhere promised
      if (event.label.name !== label || (last !== undefined && at < last.at)) continue;
      // whoever deleted the account since is GitHub's ghost
      const actor: { readonly login: string } | null = event.actor;
      last = { by: actor?.login ?? "ghost", at };
    }
  }
  return last;
}
