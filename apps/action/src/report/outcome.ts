/**
 * What a check comes to: whether it fails, what it found, and the sentence that says so.
 * @module
 */
import { apartCarbon } from "./carbon.ts";
import { calledFalsely, comparisonsOf, headFigures, isSentinel, measuredChecks } from "./checked.ts";
import { plainHeadline } from "./headline.ts";
import type { Report } from "./report.ts";
import type { ReportVerdict } from "./verdict-words.ts";

/** What a check comes to. */
export interface Outcome {
  readonly conclusion: "success" | "failure" | "neutral";
  readonly verdict: ReportVerdict;
  /** One plain sentence. It holds names from data: plain text, not Markdown. */
  readonly title: string;
}

/** The worst first. A doubt is worse than an improvement, which might be undone by what could not be told. */
const WORST_FIRST = ["regression", "inconclusive", "improvement", "no-change"] as const;
/** Between two runs of one commit every call is false, and worse than a doubt. */
const FALSEST_FIRST = ["regression", "improvement", "inconclusive", "no-change"] as const;

/** The worst that was found, over all parts; `measured` where there was nothing to compare with. */
export function verdictOf(report: Report): ReportVerdict {
  if (report.checks.some(({ kind }) => kind === "failed")) return "failed";
  const found = new Set(comparisonsOf(report).map(({ compared: { verdict } }) => verdict));
  const worst = (isSentinel(report) ? FALSEST_FIRST : WORST_FIRST).find((verdict) => found.has(verdict));
  return worst ?? (measuredChecks(report).length > 0 ? "measured" : "skipped");
}

/**
 * Whether it fails, what it found, and the sentence that says so. A part that could not be measured fails, and so does
 * a call between two runs of one commit. What was not measured whole is neutral at best.
 */
export function outcomeOf(report: Report): Outcome {
  const verdict = verdictOf(report);
  return { conclusion: conclusionOf(report, verdict), verdict, title: plainHeadline(report, verdict) };
}

function conclusionOf(report: Report, verdict: ReportVerdict): Outcome["conclusion"] {
  const { failOn, acceptance } = report;
  // an error of the machine is nobody's to accept
  if (verdict === "failed" || calledFalsely(report).length > 0) return "failure";
  const verdicts = comparisonsOf(report).map(({ compared }) => compared.verdict);
  if (verdicts.includes("regression") && failOn !== "never" && acceptance === undefined) return "failure";
  if (verdicts.includes("inconclusive") && failOn === "inconclusive") return "failure";
  const doubtful = verdict === "regression" || verdict === "inconclusive" || isForksWord(report, verdict);
  return doubtful || !isWhole(report) || emitsMore(report) ? "neutral" : "success";
}

/** That there was nothing to measure is only what the fork says. */
function isForksWord({ measuredBy }: Report, verdict: ReportVerdict): boolean {
  return verdict === "skipped" && measuredBy === "fork";
}

/** Chips that take no more, in something that waits longer and so emits more. */
function emitsMore(report: Report): boolean {
  return comparisonsOf(report).some(({ compared }) => (apartCarbon(compared)?.carbon ?? 0) > 0);
}

/** Whether everything that was asked for was measured. */
function isWhole(report: Report): boolean {
  return measuredChecks(report).every(
    ({ result }) =>
      !result.partial &&
      result.base_error === undefined &&
      (result.only_in?.base.length ?? 0) === 0 &&
      headFigures(result).length > 0,
  );
}
