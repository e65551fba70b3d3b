/**
 * Where the doubt of served requests comes from, and what it says in one sentence.
 * @module
 */
import type { WireApiFigures, WireQuantity, WireSummaryAnswer } from "@gramme/core/wire/api";
import { withInterval } from "@gramme/core/words";
import { sourceKind } from "./sources.ts";

/** A phase whose carbon is known. */
export interface DoubtOfPhase {
  readonly phase: string;
  readonly co2e: WireQuantity;
  /** Largest first; shares add up to 1. */
  readonly sources: readonly Source[];
}

/** A source of doubt. */
export interface Source {
  /** Its id; `others` for all that the ledger does not list. */
  readonly id: string;
  readonly about: string;
  readonly narrower: string | undefined;
  readonly share: number;
}

/** What is less than this is not told apart from rounding. */
const LEAST = 0.005;

/** Phases whose carbon is known, most carbon first. */
export function doubtsOf({ phases }: Pick<WireSummaryAnswer, "phases">): readonly DoubtOfPhase[] {
  return phases
    .flatMap(({ phase, figures: { co2e_g, doubt } }) =>
      co2e_g === null || doubt.length === 0 ? [] : [{ phase, co2e: co2e_g, sources: sourcesOf(doubt) }],
    )
    .toSorted((a, b) => b.co2e.value - a.co2e.value);
}

function sourcesOf(doubt: WireApiFigures["doubt"]): readonly Source[] {
  const listed = doubt
    .map(({ source, share }) => ({ id: source, share, ...sourceKind(source) }))
    .toSorted((a, b) => b.share - a.share);
  const rest = 1 - listed.reduce((sum, { share }) => sum + share, 0);
  return rest < LEAST
    ? listed
    : [...listed, { id: "others", about: "all others", narrower: undefined, share: rest }];
}

/** By how much a figure may be off: its interval is × and ÷ so much. */
export function spreadOf({ low, high }: WireQuantity): number {
  return low === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(high / low);
}

/** `× and ÷ 2.1` */
export function spreadText(spread: number): string {
  return Number.isFinite(spread)
    ? `× and ÷ ${spread < 1.095 ? spread.toFixed(2) : spread < 10 ? spread.toFixed(1) : Math.round(spread)}`
    : "an interval that reaches 0";
}

/** `62 %`, `< 1 %` */
export function percent(share: number): string {
  return share > 0 && share < LEAST ? "< 1 %" : `${Math.round(share * 100)} %`;
}

/** Which assumption dominates, of the phase that emits most. */
export function doubtVerdict(doubts: readonly DoubtOfPhase[]): string {
  const [first] = doubts;
  const source = first?.sources[0];
  if (first === undefined || source === undefined) {
    return "Of no request in this time is the carbon known: doubt of what was measured stands beside each workload.";
  }
  const part = source.share > 0.5 ? "Most of its doubt" : "The largest part of its doubt";
  const name = first.phase === "inference" ? "Inference" : `What was served of ${first.phase}`;
  return `${name} took ${withInterval(first.co2e, "g", "CO₂e")}. ${part}, ${percent(source.share)}, is ${source.about}.`;
}
