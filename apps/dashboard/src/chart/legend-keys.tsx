/**
 * What stands for what, and a way to leave a series out.
 * @module
 */
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { Page } from "../shell/page-context.ts";

/** Keys of series; each can be switched off and on, which stands in the URL. */
export function LegendKeys({
  keys,
}: {
  readonly keys: readonly { readonly id: string; readonly name: string }[];
}): JSX.Element {
  const { state, go } = useContext(Page);
  return (
    <>
      {keys.map(({ id, name }) => {
        const hidden = state.hidden.includes(id);
        return (
          <button
            type="button"
            key={id}
            class={`key ${id}`}
            aria-pressed={!hidden}
            onClick={() =>
              go(
                {
                  hidden: hidden
                    ? state.hidden.filter((other) => other !== id)
                    : [...state.hidden, id].toSorted(),
                },
                "replace",
              )
            }
          >
            <svg class={`swatch series ${id}`} width="10" height="10" aria-hidden="true">
              <rect width="10" height="10" rx="2" />
              <path class="stripes" stroke-width="10" d="M5 0V10" />
            </svg>
            {name}
          </button>
        );
      })}
    </>
  );
}
