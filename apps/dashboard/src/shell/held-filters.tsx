/**
 * Filters that hold on a page, each with a way out.
 * @module
 */
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { Page } from "./page-context.ts";

/** The filters of task and model. A page that shows them has every card obey them. */
export function HeldFilters(): JSX.Element | null {
  const { state, go } = useContext(Page);
  const held = (["task", "model"] as const).flatMap((label) => {
    const value = state[label];
    return value === undefined ? [] : [{ label, value }];
  });
  if (held.length === 0) return null;
  return (
    <>
      {held.map(({ label, value }) => (
        <button key={label} type="button" class="held" onClick={() => go({ [label]: undefined })}>
          only {label} {value} ×
        </button>
      ))}
    </>
  );
}
