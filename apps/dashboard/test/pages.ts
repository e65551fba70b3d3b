/**
 * Pages as tests go through them.
 * @module
 */
import { type Page, PAGES, type UrlState, urlOf, USUAL } from "../src/state/url-state.ts";

export { PAGES };

/** The address of a page, in a state. */
export function pageUrl(page: Page, change: Partial<UrlState> = {}): string {
  return urlOf({ page, ...USUAL, ...change });
}

/** What no text of a page may hold: what a program says where it has nothing to say. */
export const NO_WORDS = /\bNaN\b|\bundefined\b|\bInfinity\b|∞|\[object |\bnull\b/u;
