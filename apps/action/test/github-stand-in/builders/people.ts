/**
 * Users and apps as GitHub answers them, whole.
 * @module
 */
import type { components } from "@octokit/openapi-types";

type Schemas = components["schemas"];

/** A number for a name that is always the same. */
export function idFor(name: string): number {
  let id = 7;
  for (const character of name) id = (id * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000_007;
  return id + 1;
}

/** Somebody: a bot when the login says so. */
export function user(login: string, api: string): Schemas["simple-user"] {
  const url = `${api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id: idFor(login),
    node_id: `U_${idFor(login)}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${idFor(login)}?v=4`,
    gravatar_id: "",
    url,
    html_url: `https://github.com/${login.endsWith("[bot]") ? `apps/${login.slice(0, -5)}` : login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: login.endsWith("[bot]") ? "Bot" : "User",
    site_admin: false,
    user_view_type: "public",
  };
}

/** The app behind a bot. */
export function app(slug: string, api: string): NonNullable<Schemas["nullable-integration"]> {
  return {
    id: idFor(slug),
    slug,
    node_id: `A_${idFor(slug)}`,
    client_id: `Iv1.${idFor(slug)}`,
    owner: user("github", api),
    name: slug,
    description: "",
    external_url: `https://example.com/${slug}`,
    html_url: `https://github.com/apps/${slug}`,
    created_at: "2018-07-30T09:30:17Z",
    updated_at: "2024-04-10T20:33:16Z",
    permissions: { checks: "write", contents: "read", issues: "write", metadata: "read" },
    events: ["check_run", "pull_request"],
  };
}
