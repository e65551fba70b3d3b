/**
 * Pull requests, their comments and their events as GitHub answers them, whole.
 * @module
 */
import type { components } from "@octokit/openapi-types";
import type { Comment, Event, Pull } from "../state.ts";
import { app, idFor, user } from "./people.ts";
import { repository } from "./repository.ts";

type Schemas = components["schemas"];

/** A pull request as it stands in a list. GitHub answers a null head repository for a deleted fork. */
export function pullInList(pull: Pull, base: string, api: string): object {
  const url = `${api}/repos/${base}/pulls/${pull.number}`;
  const html = `https://github.com/${base}/pull/${pull.number}`;
  const issue = `${api}/repos/${base}/issues/${pull.number}`;
  const [owner = ""] = base.split("/");
  const { head } = pull;
  const links = {
    comments: { href: `${issue}/comments` },
    commits: { href: `${url}/commits` },
    statuses: { href: `${api}/repos/${base}/statuses/${head.sha}` },
    html: { href: html },
    issue: { href: issue },
    review_comments: { href: `${url}/comments` },
    review_comment: { href: `${api}/repos/${base}/pulls/comments{/number}` },
    self: { href: url },
  };
  const whole: Omit<Schemas["pull-request-simple"], "head"> & { head: object } = {
    url,
    id: idFor(url),
    node_id: `PR_${idFor(url)}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: links.commits.href,
    review_comments_url: links.review_comments.href,
    review_comment_url: links.review_comment.href,
    comments_url: links.comments.href,
    statuses_url: links.statuses.href,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: user(pull.author, api),
    body: pull.body,
    labels: pull.labels.map((name) => ({
      id: idFor(name),
      node_id: `LA_${idFor(name)}`,
      url: `${api}/repos/${base}/labels/${encodeURIComponent(name)}`,
      name,
      description: "",
      color: "1d7c3f",
      default: false,
    })),
    milestone: null,
    active_lock_reason: null,
    created_at: "2026-11-20T08:00:00Z",
    updated_at: "2026-11-23T08:00:00Z",
    closed_at: pull.state === "closed" ? "2026-11-23T08:00:00Z" : null,
    merged_at: null,
    merge_commit_sha: "c".repeat(40),
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: {
      label: `${head.owner}:${head.branch}`,
      ref: head.branch,
      sha: head.sha,
      user: user(head.owner, api),
      repo: head.repository === null ? null : repository(head.repository, head.repository !== base, api),
    },
    base: {
      label: `${owner}:${pull.base.branch}`,
      ref: pull.base.branch,
      sha: pull.base.sha,
      user: user(owner, api),
      repo: repository(base, false, api),
    },
    _links: links,
    author_association: "CONTRIBUTOR",
    auto_merge: null,
    draft: pull.draft,
  };
  return whole;
}

/** A pull request as it is answered alone. */
export function pullAlone(pull: Pull, base: string, comments: number, api: string): object {
  return {
    ...pullInList(pull, base, api),
    merged: false,
    mergeable: true,
    rebaseable: true,
    mergeable_state: "clean",
    merged_by: null,
    comments,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 10,
    deletions: 2,
    changed_files: 1,
  };
}

/** A comment under a pull request. */
export function issueComment(comment: Comment, base: string, api: string): Schemas["issue-comment"] {
  const { id, number, author, body } = comment;
  const url = `${api}/repos/${base}/issues/comments/${id}`;
  return {
    id,
    node_id: `IC_${id}`,
    url,
    html_url: `https://github.com/${base}/pull/${number}#issuecomment-${id}`,
    issue_url: `${api}/repos/${base}/issues/${number}`,
    user: user(author, api),
    body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: "NONE",
    performed_via_github_app: author.endsWith("[bot]") ? app(author.slice(0, -5), api) : null,
    reactions: {
      url: `${url}/reactions`,
      total_count: 0,
      "+1": 0,
      "-1": 0,
      laugh: 0,
      hooray: 0,
      confused: 0,
      heart: 0,
      rocket: 0,
      eyes: 0,
    },
  };
}

/** An event of a pull request. */
export function issueEvent(event: Event, base: string, api: string): object {
  const whole: Omit<Schemas["labeled-issue-event"], "label" | "actor"> = {
    id: event.id,
    node_id: `LE_${event.id}`,
    url: `${api}/repos/${base}/issues/events/${event.id}`,
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: event.at,
    performed_via_github_app: null,
  };
  return {
    ...whole,
    actor: event.actor === null ? null : user(event.actor, api),
    ...(event.event === "closed" ? {} : { label: { name: event.label, color: "1d7c3f" } }),
  };
}
