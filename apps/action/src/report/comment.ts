/**
 * The body of the one comment that is edited in place.
 * @module
 */
import { fitted } from "./fit.ts";
import type { Report } from "./report.ts";

/** GitHub takes 65,536 characters; the marker, and what a caller adds, have room beside this. */
const MOST_CHARACTERS = 60_000;

/** The comment as Markdown, without its hidden marker: at most 60,000 characters. Data in it cannot link, mention or format. */
export function commentMarkdown(report: Report): string {
  return fitted(report, MOST_CHARACTERS);
}
