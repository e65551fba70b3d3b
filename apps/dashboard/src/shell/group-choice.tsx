/**
 * By which label served requests are told.
 * @module
 */
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { GROUPS } from "../state/url-state.ts";
import { Page } from "./page-context.ts";

/** The choice; routes are not among what a public link shows. */
export function GroupChoice(): JSX.Element {
  const { state, go } = useContext(Page);
  return (
    <fieldset class="choices alone">
      <legend class="unseen">By</legend>
      {GROUPS.filter((choice) => state.share === undefined || choice !== "route").map((choice) => (
        <label key={choice} class="choice">
          <input
            type="radio"
            name="per"
            checked={choice === state.group}
            onChange={() => go({ group: choice })}
          />
          <span>by {choice}</span>
        </label>
      ))}
    </fieldset>
  );
}
