/**
 * Comments under pull requests.
 * @module
 */
import { errorAnswer } from "../answer.ts";
import type { Answer } from "../answer.ts";
import { issueComment } from "../builders/pull-request.ts";
import { pageOf } from "../page.ts";
import type { Call, Handlers } from "./handler.ts";

const LONGEST = 65_536;

/** What the comment part of the API plays. */
export const COMMENTS: Handlers = {
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": (call) => {
    const { state, asked, api, lags } = call;
    const number = numberOf(call);
    if (number === undefined) return errorAnswer(404, "Not Found");
    const all = state.commentsOf(number);
    const { rows, headers } = pageOf(lags ? all.slice(0, -1) : all, asked);
    return {
      status: 200,
      headers,
      body: rows.map((comment) => issueComment(comment, state.repository, api)),
    };
  },

  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": (call) => {
    const { state, body, login, api } = call;
    const number = numberOf(call);
    if (number === undefined) return errorAnswer(404, "Not Found");
    const refused = bodyRefused(body);
    if (refused !== undefined) return refused;
    const comment = state.comment(number, String(body["body"]), login);
    return { status: 201, body: issueComment(comment, state.repository, api) };
  },

  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}": ({ state, path, api }) => {
    const comment = state.comments.find(({ id }) => id === Number(path["comment_id"]));
    if (comment === undefined) return errorAnswer(404, "Not Found");
    return { status: 200, body: issueComment(comment, state.repository, api) };
  },

  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": ({ state, path, body, api }) => {
    const comment = state.comments.find(({ id }) => id === Number(path["comment_id"]));
    if (comment === undefined) return errorAnswer(404, "Not Found");
    const refused = bodyRefused(body);
    if (refused !== undefined) return refused;
    comment.body = String(body["body"]);
    comment.updatedAt = state.now();
    return { status: 200, body: issueComment(comment, state.repository, api) };
  },

  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}": ({ state, path }) =>
    state.deleteComment(Number(path["comment_id"])) ? { status: 204 } : errorAnswer(404, "Not Found"),
};

function numberOf({ state, path }: Call): number | undefined {
  const number = Number(path["issue_number"]);
  return state.pulls.some((pull) => pull.number === number) ? number : undefined;
}

function bodyRefused(body: Call["body"]): Answer | undefined {
  const text = String(body["body"]);
  const fault = { resource: "IssueComment", code: "unprocessable", field: "data" };
  if (text.trim() === "") {
    return errorAnswer(422, "Validation Failed", { errors: [{ ...fault, message: "Body cannot be blank" }] });
  }
  if (text.length <= LONGEST) return undefined;
  const message = `Body is too long (maximum is ${LONGEST} characters)`;
  return errorAnswer(422, "Validation Failed", { errors: [{ ...fault, message }] });
}
