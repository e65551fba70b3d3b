/**
 * Checks, artifacts and contents as GitHub answers them, whole.
 * @module
 */
import type { components } from "@octokit/openapi-types";
import { createHash } from "node:crypto";
import type { Artifact, Check, Content } from "../state.ts";
import { app, idFor } from "./people.ts";

type Schemas = components["schemas"];

/** A check beside a commit. */
export function checkRun(check: Check, base: string, api: string): object {
  const url = `${api}/repos/${base}/check-runs/${check.id}`;
  // the description leaves `stale` out of the conclusions that are answered, and its types with it
  return {
    id: check.id,
    node_id: `CR_${check.id}`,
    head_sha: check.headSha,
    external_id: check.externalId,
    url,
    html_url: `https://github.com/${base}/runs/${check.id}`,
    details_url: check.detailsUrl,
    status: check.status,
    conclusion: check.conclusion,
    started_at: "2026-11-23T09:00:00Z",
    completed_at: check.status === "completed" ? "2026-11-23T09:05:00Z" : null,
    name: check.name,
    output: {
      title: check.title,
      summary: check.summary,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: idFor(`${check.headSha}${check.app}`) },
    app: app(check.app, api),
    pull_requests: [],
  };
}

/** An artifact in the list of a run. */
export function artifact(uploaded: Artifact, base: string, api: string): Schemas["artifact"] {
  const { id, name, zip, runId, headSha } = uploaded;
  const url = `${api}/repos/${base}/actions/artifacts/${id}`;
  return {
    id,
    node_id: `MDg6${id}`,
    name,
    size_in_bytes: zip === "endless" ? 1000 : zip.byteLength,
    url,
    archive_download_url: `${url}/zip`,
    expired: uploaded.expired,
    created_at: "2026-11-23T09:05:00Z",
    updated_at: "2026-11-23T09:05:00Z",
    expires_at: "2027-02-21T09:05:00Z",
    digest: zip === "endless" ? null : `sha256:${createHash("sha256").update(zip).digest("hex")}`,
    workflow_run: {
      id: runId,
      repository_id: idFor(base),
      head_repository_id: idFor(base),
      head_branch: "faster",
      head_sha: headSha,
    },
  };
}

/** What lies at a path: of a directory, its only entry. */
export function content(found: Content, base: string, api: string): object {
  const { path, ref, kind, bytes } = found;
  if (kind === "directory") {
    return [described({ ...found, path: `${path}/inside`, kind: "file" }, base, api)];
  }
  const entry = described(found, base, api);
  const text = new TextDecoder().decode(bytes);
  if (kind === "symlink") return { ...entry, type: "symlink", target: text };
  if (kind === "submodule") {
    return {
      ...entry,
      type: "submodule",
      size: 0,
      submodule_git_url: `https://github.com/${ref}/${path}.git`,
    };
  }
  // from 1 MB on, GitHub gives no content this way
  const large = bytes.byteLength > 1_000_000;
  return {
    ...entry,
    encoding: large ? "none" : "base64",
    content: large ? "" : Buffer.from(bytes).toString("base64").replaceAll(/.{60}/gu, "$&\n"),
  };
}

function described({ path, ref, bytes }: Content, base: string, api: string): Record<string, unknown> {
  const url = `${api}/repos/${base}/contents/${path}?ref=${ref}`;
  const sha = createHash("sha1").update(bytes).digest("hex");
  const git = `${api}/repos/${base}/git/blobs/${sha}`;
  const html = `https://github.com/${base}/blob/${ref}/${path}`;
  return {
    type: "file",
    name: path.split("/").at(-1),
    path,
    sha,
    size: bytes.byteLength,
    url,
    git_url: git,
    html_url: html,
    download_url: `https://raw.githubusercontent.com/${base}/${ref}/${path}`,
    _links: { self: url, git, html },
  };
}
