/**
 * What every part of a page may know: the state of the URL, and the way to change it.
 * @module
 */
import { createContext } from "preact";
import type { WireProjectAnswer } from "@gramme/core/wire/api";
import { type UrlState, USUAL } from "../state/url-state.ts";
import type { Go } from "../state/use-url.ts";

/** What a page stands in. */
export interface PageContext {
  readonly state: UrlState;
  readonly go: Go;
  readonly project: WireProjectAnswer | undefined;
}

/** The page that something stands in. */
export const Page: ReturnType<typeof createContext<PageContext>> = createContext<PageContext>({
  state: { page: "overview", ...USUAL },
  go: () => undefined,
  project: undefined,
});
