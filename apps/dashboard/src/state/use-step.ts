/**
 * Width of a bar in time, where a page draws.
 * @module
 */
import { useContext } from "preact/hooks";
import { Page } from "../shell/page-context.ts";
import { stepOf } from "./step.ts";
import type { Step } from "./url-state.ts";

/** Step of the URL, or the one that suits its time and the page's width; months while nobody knows since when. */
export function useStep(): Step {
  const { state, project } = useContext(Page);
  return stepOf(state, project) ?? "month";
}
