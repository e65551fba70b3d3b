/**
 * Verdicts in words. Each has a sign of its own shape, drawn in the colour of the text, so that it reads in both themes,
 * in mail, and without colours.
 * @module
 */
import type { WireComparedWorkload } from "@gramme/core/wire";

/** Verdict on a whole report. */
export type ReportVerdict =
  | WireComparedWorkload["verdict"]
  | "skipped"
  | "failed"
  /** Figures, and no base to compare with. */
  | "measured";

/** Sign before a verdict. */
export const SIGN: Readonly<Record<ReportVerdict, string>> = {
  regression: "▲",
  improvement: "▼",
  "no-change": "≈",
  inconclusive: "?",
  skipped: "○",
  failed: "✕",
  measured: "●",
};

const WORDS: Readonly<Record<ReportVerdict, string>> = {
  regression: "**regression**",
  improvement: "improvement",
  "no-change": "no change",
  inconclusive: "inconclusive",
  skipped: "skipped",
  failed: "**failed**",
  measured: "measured",
};

/** Sign and words of a verdict, as Markdown for a cell. */
export function verdictCell(verdict: ReportVerdict): string {
  // not broken before the word
  return `${SIGN[verdict]}\u{A0}${WORDS[verdict].replaceAll(" ", "\u{A0}")}`;
}

/** `2 regressions, 1 inconclusive, 4 no change`: how often each verdict was found, the worst first. */
export function tally(verdicts: readonly WireComparedWorkload["verdict"][]): string {
  const of = (verdict: WireComparedWorkload["verdict"]): number =>
    verdicts.filter((found) => found === verdict).length;
  const plural = (verdict: "regression" | "improvement"): string =>
    of(verdict) === 1 ? verdict : `${verdict}s`;
  return [
    [of("regression"), plural("regression")] as const,
    [of("inconclusive"), "inconclusive"] as const,
    [of("improvement"), plural("improvement")] as const,
    [of("no-change"), "without change"] as const,
  ]
    .filter(([found]) => found > 0)
    .map(([found, words]) => `${found} ${words}`)
    .join(", ");
}
