/**
 * Checks, artifacts and contents.
 * @module
 */
import { errorAnswer } from "../answer.ts";
import { artifact, checkRun, content } from "../builders/run.ts";
import { pageOf } from "../page.ts";
import type { Check } from "../state.ts";
import type { Call, Handlers } from "./handler.ts";

/** What the part of the API that concerns commits and runs plays. */
export const RUNS: Handlers = {
  "GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts": ({ state, path, asked, api }) => {
    const name = asked.searchParams.get("name");
    const all = state.artifacts.filter(
      (one) => one.runId === Number(path["run_id"]) && (name === null || one.name === name),
    );
    const { rows, headers } = pageOf(all, asked);
    const artifacts = rows.map((one) => artifact(one, state.repository, api));
    return { status: 200, headers, body: { total_count: all.length, artifacts } };
  },

  "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}": ({
    state,
    path,
    archives,
  }) => {
    const found = state.artifacts.find(({ id }) => id === Number(path["artifact_id"]));
    if (found === undefined) return errorAnswer(404, "Not Found");
    if (found.expired) return errorAnswer(410, "Artifact has expired");
    return { status: 302, headers: { location: `${archives}/archive/${found.id}?sig=${SIGNATURE}` } };
  },

  "GET /repos/{owner}/{repo}/contents/{path}": ({ state, path, asked, api }) => {
    const ref = asked.searchParams.get("ref") ?? "main";
    const found = state.contents.find((one) => one.path === path["path"] && one.ref === ref);
    if (found === undefined) return errorAnswer(404, "Not Found");
    return { status: 200, body: content(found, state.repository, api) };
  },

  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": ({ state, path, asked, api }) => {
    const name = asked.searchParams.get("check_name");
    const all = state.checks
      .filter((check) => check.headSha === path["ref"] && (name === null || check.name === name))
      .toReversed();
    const { rows, headers } = pageOf(all, asked);
    const body = {
      total_count: all.length,
      check_runs: rows.map((row) => checkRun(row, state.repository, api)),
    };
    return { status: 200, headers, body };
  },

  "POST /repos/{owner}/{repo}/check-runs": ({ state, body, app, api }) => {
    const check = state.check({
      headSha: String(body["head_sha"]),
      name: String(body["name"]),
      app,
      conclusion: null,
    });
    change(check, body);
    return { status: 201, body: checkRun(check, state.repository, api) };
  },

  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": ({ state, path, body, app, api }) => {
    const check = state.checks.find(({ id }) => id === Number(path["check_run_id"]));
    if (check === undefined) return errorAnswer(404, "Not Found");
    if (check.app !== app) {
      return errorAnswer(
        403,
        "Invalid app_id - check run can only be modified by the GitHub App that created it.",
      );
    }
    change(check, body);
    return { status: 200, body: checkRun(check, state.repository, api) };
  },
};

/** In the signed address of an archive; it must stand in no error of ours. */
export const SIGNATURE = "c2lnbmVkLWFkZHJlc3M";

function change(check: Check, body: Call["body"]): void {
  const text = (name: string): string | undefined => {
    const value = body[name];
    return typeof value === "string" ? value : undefined;
  };
  const output = body["output"] as { readonly title?: string; readonly summary?: string } | undefined;
  check.name = text("name") ?? check.name;
  check.externalId = text("external_id") ?? check.externalId;
  check.detailsUrl = text("details_url") ?? check.detailsUrl;
  check.conclusion = text("conclusion") ?? check.conclusion;
  check.status = check.conclusion === null ? (text("status") ?? "queued") : "completed";
  check.title = output?.title ?? check.title;
  check.summary = output?.summary ?? check.summary;
}
