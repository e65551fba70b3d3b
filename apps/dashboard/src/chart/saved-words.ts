/**
 * What a saved drawing says of itself: whose figures, what they count, of which time. On the page all that stands round it.
 * @module
 */
import type { WireProjectAnswer } from "@gramme/core/wire/api";
import { MEASURE_NAMES, shownMeasure } from "../state/measure.ts";
import type { UrlState } from "../state/url-state.ts";
import { day, periodName } from "../words/time.ts";

/** Where a chart counts otherwise than its page does. */
export interface OwnCount {
  /** What is counted, and how: `energy, counted at facility`. */
  readonly counts?: string;
  /** Of which time. */
  readonly time?: string;
}

const DAY_MS = 86_400_000;

/** One line: `acme, CO₂e, counted at facility, 1 Nov 2026 to 23 Nov 2026, 90 % intervals`. */
export function savedWords(
  state: Pick<UrlState, "page" | "range" | "boundary" | "of" | "task" | "model">,
  project: Pick<WireProjectAnswer, "name" | "now" | "since"> | undefined,
  { counts = countsOf(state), time = timeOf(state, project) }: OwnCount = {},
): string {
  const { task, model } = state;
  const only = state.page === "inference" || state.page === "models" ? [task, model] : [];
  // a name that runs from right to left turns nothing round but itself
  const whose = project?.name == null ? undefined : `\u2068${project.name}\u2069`;
  return [whose, counts, ...only.map((one) => one && `only ${one}`), time, "90 % intervals"]
    .filter((part) => part != null && part !== "")
    .join(", ");
}

/** Commits are compared by rules of their own, and methods each by its own: their words say it. */
function countsOf({ page, of, boundary }: Pick<UrlState, "page" | "of" | "boundary">): string {
  if (page === "commits" || page === "methods") return "";
  return `${MEASURE_NAMES[shownMeasure({ page, of })]}, counted at ${boundary}`;
}

function timeOf(
  { range }: Pick<UrlState, "range">,
  project: Pick<WireProjectAnswer, "now" | "since"> | undefined,
): string {
  if ("from" in range) return `${day(range.from)} to ${day(range.to)}`;
  if (project === undefined) return "";
  // both ends are days of UTC, today among them
  const days = Number.parseInt(range.last, 10);
  const from = Number.isNaN(days)
    ? (project.since ?? project.now)
    : new Date(Date.parse(project.now) - (days - 1) * DAY_MS).toISOString();
  return periodName(from, new Date(Date.parse(project.now) + 1).toISOString());
}
