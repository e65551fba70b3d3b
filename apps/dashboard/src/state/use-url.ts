/**
 * The URL as state: read on start and on back and forward, written when something is chosen.
 * @module
 */
import { useCallback, useEffect, useState } from "preact/hooks";
import { type ReadUrl, readUrl, type UrlState, urlOf } from "./url-state.ts";

/** Changes some of the state. `replace` leaves no step to go back to: for what is opened and closed. */
export type Go = (change: Partial<UrlState>, how?: "push" | "replace") => void;

/** The state that the URL says, and the way to change it. */
export function useUrl(): ReadUrl & { readonly go: Go } {
  const [read, setRead] = useState<ReadUrl>(here);
  useEffect(() => {
    const back = (): void => setRead(here());
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const go = useCallback<Go>((change, how = "push") => {
    setRead(({ state }) => {
      // a place in a list is of what was chosen before
      const next = { ...state, ...(how === "push" ? { before: undefined } : {}), ...change };
      const url = urlOf(next);
      if (how === "push") history.pushState(null, "", url);
      else history.replaceState(null, "", url);
      return { state: next, wrong: [] };
    });
  }, []);
  return { ...read, go };
}

function here(): ReadUrl {
  return readUrl(location.pathname, location.search);
}
