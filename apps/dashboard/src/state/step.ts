/**
 * Width of a bar in time: as chosen, or as suits the time and the page.
 * @module
 */
import type { Step, UrlState } from "./url-state.ts";

const DAY_MS = 86_400_000;
const NARROW = "(max-width: 600px)";

/** Step of the URL, or the one that suits its time and the page's width; undefined where that wants to know since when. */
export function stepOf(
  { step, range }: UrlState,
  known: { readonly since: string | null; readonly now: string } | undefined,
): Step | undefined {
  if (step !== undefined) return step;
  const days = daysOf(range, known);
  return days === undefined ? undefined : suitingStep(days, matchMedia(NARROW).matches);
}

function daysOf(
  range: UrlState["range"],
  known: { readonly since: string | null; readonly now: string } | undefined,
): number | undefined {
  if ("from" in range) return (Date.parse(range.to) - Date.parse(range.from)) / DAY_MS + 1;
  if (range.last !== "all") return Number.parseInt(range.last, 10);
  if (known?.since == null) return undefined;
  return (Date.parse(known.now) - Date.parse(known.since)) / DAY_MS;
}

/** Step that suits a time of so many days, on a page that is wide or narrow: thirty bars are read, ninety are noise. */
function suitingStep(days: number, narrow: boolean): Step {
  const [daily, weekly] = narrow ? [16, 120] : [62, 400];
  return days <= daily ? "day" : days <= weekly ? "week" : "month";
}
