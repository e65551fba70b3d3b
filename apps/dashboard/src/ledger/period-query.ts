/**
 * The state of a page as parameters of the ledger's questions.
 * @module
 */
import type { UrlState } from "../state/url-state.ts";
import type { Parameters } from "./ask.ts";

/** The time that a page is of; spans that end now are left to the ledger's clock. */
export function timeOf({ range }: UrlState): Parameters {
  return "last" in range ? { last: range.last } : { from: range.from, to: range.to };
}

/** Time and rung. */
export function questionOf(state: UrlState): Parameters {
  return { ...timeOf(state), boundary: state.boundary };
}
