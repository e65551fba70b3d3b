/**
 * A repository as GitHub answers it inside other things, whole.
 * @module
 */
import type { components } from "@octokit/openapi-types";
import { idFor, user } from "./people.ts";

const CREATED = "2026-01-05T10:00:00Z";

/** `owner/name`, public. */
export function repository(
  fullName: string,
  fork: boolean,
  api: string,
): components["schemas"]["repository"] {
  const [owner = "", name = ""] = fullName.split("/");
  const url = `${api}/repos/${fullName}`;
  const html = `https://github.com/${fullName}`;
  return {
    id: idFor(fullName),
    node_id: `R_${idFor(fullName)}`,
    name,
    full_name: fullName,
    owner: user(owner, api),
    private: false,
    html_url: html,
    description: null,
    fork,
    url,
    ...addresses(url),
    clone_url: `${html}.git`,
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: "TypeScript",
    license: null,
    default_branch: "main",
    archived: false,
    disabled: false,
    visibility: "public",
    forks: 1,
    forks_count: 1,
    open_issues: 1,
    open_issues_count: 1,
    stargazers_count: 1,
    watchers: 1,
    watchers_count: 1,
    size: 100,
    has_downloads: true,
    has_issues: true,
    has_pages: false,
    has_projects: true,
    has_wiki: true,
    created_at: CREATED,
    updated_at: CREATED,
    pushed_at: CREATED,
  };
}

type Addresses = Pick<
  components["schemas"]["repository"],
  Extract<keyof components["schemas"]["repository"], `${string}_url`>
>;

function addresses(
  url: string,
): Omit<Addresses, "html_url" | "clone_url" | "git_url" | "ssh_url" | "svn_url" | "mirror_url"> {
  return {
    archive_url: `${url}/{archive_format}{/ref}`,
    assignees_url: `${url}/assignees{/user}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    contributors_url: `${url}/contributors`,
    deployments_url: `${url}/deployments`,
    downloads_url: `${url}/downloads`,
    events_url: `${url}/events`,
    forks_url: `${url}/forks`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    hooks_url: `${url}/hooks`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    issues_url: `${url}/issues{/number}`,
    keys_url: `${url}/keys{/key_id}`,
    labels_url: `${url}/labels{/name}`,
    languages_url: `${url}/languages`,
    merges_url: `${url}/merges`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    pulls_url: `${url}/pulls{/number}`,
    releases_url: `${url}/releases{/id}`,
    stargazers_url: `${url}/stargazers`,
    statuses_url: `${url}/statuses/{sha}`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    tags_url: `${url}/tags`,
    teams_url: `${url}/teams`,
    trees_url: `${url}/git/trees{/sha}`,
  };
}
