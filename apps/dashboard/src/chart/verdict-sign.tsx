/**
 * Signs of verdicts: shape tells them apart, so that no colour has to.
 * @module
 */
import type { JSX } from "preact";

/** A verdict, as the ledger has it. */
export type Verdict = "regression" | "improvement" | "no-change" | "inconclusive";

/** Verdicts for people, in the order in which they matter. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  regression: "regression",
  inconclusive: "inconclusive",
  improvement: "improvement",
  "no-change": "no change",
};

/** The shape of a verdict round 0, some 12 px: ▲ ▼ = ?. An accepted regression is hollow. */
export function VerdictShape({
  verdict,
  accepted = false,
}: {
  readonly verdict: Verdict;
  readonly accepted?: boolean;
}): JSX.Element {
  switch (verdict) {
    case "regression":
      return <path class={accepted ? "hollow" : "solid"} d="M0 -6L6 5H-6Z" />;
    case "improvement":
      return <path class="solid" d="M0 6L6 -5H-6Z" />;
    case "no-change":
      return <path class="bars" d="M-5 -2.5H5M-5 2.5H5" />;
    case "inconclusive":
      return (
        <text class="query" text-anchor="middle" y={5}>
          ?
        </text>
      );
  }
}

/** The sign in a line of text. Its word stands beside it. */
export function VerdictSign(props: { readonly verdict: Verdict; readonly accepted?: boolean }): JSX.Element {
  return (
    <svg class={`call ${props.verdict}`} width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
      <VerdictShape {...props} />
    </svg>
  );
}
