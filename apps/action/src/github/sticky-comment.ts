/**
 * The one comment that a pull request keeps.
 * @module
 */
import type { GitHub } from "./client.ts";
import { createOnce } from "./create-once.ts";
import { GitHubRefused } from "./github-error.ts";
import type { FoundComment } from "./issue-comments.ts";
import { createComment, deleteComment, editComment, listComments } from "./issue-comments.ts";
import { repositoryName } from "./repository-name.ts";

/** Characters that GitHub lets a comment have, its marker included. */
export const LONGEST_COMMENT = 65_536;

/** Who a job's own token writes as. */
export const ACTIONS_BOT = "github-actions[bot]";

/** A comment to be there. */
export interface StickyComment {
  /** `owner/name`. */
  readonly repository: string;
  /** Of the pull request. */
  readonly number: number;
  /** Which of our comments: letters, digits and `. _ / -`. */
  readonly key: string;
  /** Markdown, without the marker. */
  readonly body: string;
  /** Who the token writes as; a job's own by default. */
  readonly login?: string;
}

/** The comment that is there now. */
export interface PutComment {
  readonly id: number;
  readonly url: string;
  readonly made: "created" | "edited" | "unchanged";
}

/** First line of a comment of ours, which pages do not show. */
export function commentMarker(key: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/u.test(key)) {
    throw new TypeError(
      `key of a comment is ${JSON.stringify(key)}; letters, digits and . _ / - would be right`,
    );
  }
  return `<!-- gramme:${key} -->\n`;
}

/** How many characters a body may have beside its marker. */
export function commentRoom(key: string): number {
  return LONGEST_COMMENT - commentMarker(key).length;
}

/** As often as it is worth looking again when others write too. */
const ROUNDS = 5;

/**
 * Sees that a pull request has this comment, once: creates it, or edits the one that is there. A marker counts only
 * in a comment that the token's owner wrote. Of several (two jobs at once) the oldest is kept.
 * @throws RangeError for a body that is too long; GitHubError.
 */
export async function putComment(github: GitHub, comment: StickyComment): Promise<PutComment> {
  const where = { ...repositoryName(comment.repository), issue_number: comment.number };
  const marker = commentMarker(comment.key);
  const body = marker + comment.body;
  if (body.length > LONGEST_COMMENT) {
    throw new RangeError(
      `the comment has ${comment.body.length} characters; at most ${LONGEST_COMMENT - marker.length} would be right`,
    );
  }
  const { login = ACTIONS_BOT } = comment;
  const gone = new Set<number>();
  const look = async (): Promise<FoundComment[]> =>
    (await listComments(github, where)).filter(
      (one) => one.body.startsWith(marker.trimEnd()) && isBy(one, login) && !gone.has(one.id),
    );

  let created: FoundComment | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await look();
    if (ours.length === 0 && created === undefined) {
      created = await createOnce(
        github,
        async () => (await look())[0],
        async () => await createComment(github, where, body),
      );
      // look again: another job may have looked when we did, and found none as well
      continue;
    }
    // a list may lag behind what was just created
    const known =
      ours.some(({ id }) => id === created?.id) || created === undefined ? ours : [...ours, created];
    const [kept, ...others] = known.toSorted((a, b) => a.id - b.id);
    if (kept === undefined) continue;
    const same = sameText(kept.body, body);
    if (!same && !(await editComment(github, where, kept.id, body))) {
      gone.add(kept.id);
      if (created?.id === kept.id) created = undefined;
      continue;
    }
    for (const { id } of others) await deleteComment(github, where, id);
    return {
      id: kept.id,
      url: kept.url,
      made: kept.id === created?.id ? "created" : same ? "unchanged" : "edited",
    };
  }
  throw new GitHubRefused(
    "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
    404,
    `the comment was deleted each of ${ROUNDS} times that it was written`,
  );
}

/** A name in brackets is only a bot's, but a name that is injected may have none. */
function isBy({ login, bot }: FoundComment, expected: string): boolean {
  return login?.toLowerCase() === expected.toLowerCase() && bot === expected.endsWith("[bot]");
}

/** GitHub may hand line ends back in another form than it was given. */
function sameText(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(text: string): string {
  return text.replaceAll("\r\n", "\n").trimEnd();
}
