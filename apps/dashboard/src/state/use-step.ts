/**
 * Width of a bar in time: as chosen, or as suits the time and the page.
 * @module
 */
import { useContext } from "preact/hooks";
import { Page } from "../shell/page-context.ts";
import { suitingStep } from "../words/time.ts";
import type { Step } from "./url-state.ts";

const DAY_MS = 86_400_000;
const NARROW = "(max-width: 600px)";

/** Step of the URL, or the one that suits its time and the page's width. */
export function useStep(): Step {
  const { state, project } = useContext(Page);
  if (state.step !== undefined) return state.step;
  const narrow = matchMedia(NARROW).matches;
  const { range } = state;
  if ("from" in range) {
    return suitingStep((Date.parse(range.to) - Date.parse(range.from)) / DAY_MS + 1, narrow);
  }
  if (range.last !== "all") return suitingStep(Number.parseInt(range.last, 10), narrow);
  const since = project?.since;
  if (since == null) return "month";
  return suitingStep((Date.parse(project?.now ?? since) - Date.parse(since)) / DAY_MS, narrow);
}
