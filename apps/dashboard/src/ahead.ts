/**
 * What is asked while the page's own code is still on its way: whose figures they are, and what the overview draws. It
 * stands in a file of its own, a few kB, that runs as soon as it is there.
 * @module
 */
import { askAhead } from "./ledger/asked-ahead.ts";
import { phasesOf } from "./ledger/period-query.ts";
import { questionUrl } from "./ledger/send.ts";
import { stepOf } from "./state/step.ts";
import { readUrl } from "./state/url-state.ts";

const { state } = readUrl(location.pathname, location.search);
const { share: token, page } = state;
const step = stepOf(state, undefined);
askAhead(questionUrl("/api/project", {}, token), { token });
if (page === "overview" && step !== undefined) {
  askAhead(questionUrl("/api/phases", phasesOf(state, step), token), { token });
}
