/**
 * Pull requests and the events that happened to them.
 * @module
 */
import { errorAnswer } from "../answer.ts";
import { issueEvent, pullAlone, pullInList } from "../builders/pull-request.ts";
import { pageOf } from "../page.ts";
import type { Pull } from "../state.ts";
import type { Call, Handlers } from "./handler.ts";

/** What the pull-request part of the API plays. */
export const PULLS: Handlers = {
  "GET /repos/{owner}/{repo}/pulls": (call) => {
    const { rows, headers } = pageOf(filtered(call), call.asked);
    return {
      status: 200,
      headers,
      body: rows.map((pull) => pullInList(pull, call.state.repository, call.api)),
    };
  },

  "GET /repos/{owner}/{repo}/pulls/{pull_number}": ({ state, path, api }) => {
    const number = Number(path["pull_number"]);
    const pull = state.pulls.find((one) => one.number === number);
    if (pull === undefined) return errorAnswer(404, "Not Found");
    return { status: 200, body: pullAlone(pull, state.repository, state.commentsOf(number).length, api) };
  },

  "GET /repos/{owner}/{repo}/issues/{issue_number}/events": ({ state, path, asked, api }) => {
    const number = Number(path["issue_number"]);
    const { rows, headers } = pageOf(
      state.events.filter((event) => event.number === number),
      asked,
    );
    return { status: 200, headers, body: rows.map((event) => issueEvent(event, state.repository, api)) };
  },
};

/** Newest first; a `head` without owner or branch is no filter. */
function filtered({ state, asked }: Call): readonly Pull[] {
  const wanted = asked.searchParams.get("state") ?? "open";
  const head = asked.searchParams.get("head");
  return state.pulls
    .filter((pull) => wanted === "all" || pull.state === wanted)
    .filter((pull) => {
      if (head === null || !/^[^:]+:.+$/u.test(head)) return true;
      return `${pull.head.owner}:${pull.head.branch}`.toLowerCase() === head.toLowerCase();
    })
    .toSorted((a, b) => b.number - a.number);
}
