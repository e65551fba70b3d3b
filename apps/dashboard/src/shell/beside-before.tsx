/**
 * Whether the time before, as long as the one shown, stands beside it.
 * @module
 */
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import type { Known } from "../ledger/use-answer.ts";
import { Page } from "./page-context.ts";

/** The choice. */
export function BesideBefore(): JSX.Element {
  const { state, go } = useContext(Page);
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={state.compare}
        onChange={(event) => go({ compare: event.currentTarget.checked })}
      />{" "}
      beside the time before
    </label>
  );
}

/** Why the time before is not beside; nothing where it is. */
export function NoBefore({ before }: { readonly before: Known<unknown> }): JSX.Element | null {
  return before.is === "failed" ? (
    <p class="notice">The time before is not known: {before.trouble.what}</p>
  ) : null;
}
