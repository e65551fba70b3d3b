/**
 * The state of a page as parameters of the ledger's questions.
 * @module
 */
import type { Step, UrlState } from "../state/url-state.ts";
import type { Parameters } from "./send.ts";

/** The time that a page is of; spans that end now are left to the ledger's clock. */
export function timeOf({ range }: UrlState): Parameters {
  return "last" in range ? { last: range.last } : { from: range.from, to: range.to };
}

/** Time and rung. */
export function questionOf(state: UrlState): Parameters {
  return { ...timeOf(state), boundary: state.boundary };
}

/** What the overview draws: phases over time. */
export function phasesOf(state: UrlState, step: Step): Parameters {
  return { ...questionOf(state), step };
}

/** The dates before a period, as many as it has. */
export function beforeOf({ from, to }: { readonly from: string; readonly to: string }): Parameters {
  const start = Date.parse(from);
  const length = Date.parse(to) - start;
  return {
    from: new Date(start - length).toISOString().slice(0, 10),
    to: new Date(start - 1).toISOString().slice(0, 10),
  };
}
