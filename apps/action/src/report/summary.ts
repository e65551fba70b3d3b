/**
 * The summary of a job: the comment with more room, and a first gramme.yml to copy where there was none.
 * @module
 */
import { fitted } from "./fit.ts";
import { fencedLines, stacked } from "./markdown.ts";
import type { Report } from "./report.ts";

/** GitHub takes 1 MiB a step; most of these characters are one byte, some are three. */
const MOST_CHARACTERS = 300_000;
const MOST_LINES = 2000;

/** The summary as Markdown: what the comment says, with less left out. At most 300,000 characters. */
export function summaryMarkdown(report: Report): string {
  return fitted(report, MOST_CHARACTERS);
}

/** A first configuration to copy, for a repository that has none. */
export function firstConfigMarkdown(yaml: string): string {
  return `${stacked([
    "### ○ There is no `gramme.yml` yet.",
    "This one fits what was found in the repository. Put it at the root, look it over, and open a pull request:",
    fencedLines(yaml.trimEnd(), "yaml", MOST_LINES),
    "`gramme validate` checks it, `gramme bench` measures it on your own machine.",
  ])}\n`;
}
