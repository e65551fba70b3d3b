/**
 * The reason of a verdict, in one plain sentence.
 * @module
 */
import { MOST_PAIRS } from "./pair.ts";
import type { Verdict } from "./verdict.ts";

/** What a reason is made of: relative changes and counts. */
export interface Grounds {
  readonly verdict: Verdict;
  readonly n: number;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly threshold: number;
  readonly noiseFloor: number;
  readonly pairsNeeded?: number;
  /** The look that judged, from 1; 0 before the first. */
  readonly look: number;
  readonly looks: readonly number[];
}

/** A size as "7.1 %"; whole percents without a decimal. */
function size(change: number, decimals: number = 1): string {
  const percent = Math.abs(change) * 100;
  return `${Number.isFinite(percent) ? Number(percent.toFixed(decimals)) : "∞"} %`;
}

/** A change with its sign: "+7.1 %", "−4.8 %"; with more decimals where it would else read like the line it is beside. */
function signed(change: number, line: number = Number.NaN): string {
  const decimals = [1, 2, 3].find((count) => size(change, count) !== size(line, count));
  return `${change < 0 ? "−" : "+"}${size(change, decimals)}`;
}

/** "7.1 % above base". */
function besideBase(change: number): string {
  return `${size(change)} ${change < 0 ? "below" : "above"} base`;
}

function doubt({ n, estimate, low, high, threshold, noiseFloor, look, looks }: Grounds): string {
  if (look === 0)
    return `${n} ${n === 1 ? "pair is" : "pairs are"} fewer than the ${looks[0]} of the first look`;
  if (high === Infinity) return `${n} ${n === 1 ? "pair is" : "pairs are"} too few for an interval`;
  const interval = `the interval from ${signed(low)} to ${signed(high)}`;
  const reaches = Math.abs(Math.log1p(estimate)) >= Math.log1p(threshold);
  if (reaches)
    return `Head reads ${besideBase(estimate)}, but ${interval} does not clear the noise floor of ${size(noiseFloor)}`;
  const floor = Math.log1p(noiseFloor);
  if (Math.log1p(low) > floor || Math.log1p(high) < -floor) {
    return `Head differs from base, but ${interval} leaves open whether by the threshold of ${size(threshold)}`;
  }
  return `Head reads ${besideBase(estimate)}, but ${interval} is not wholly inside the threshold of ${size(threshold)} either way`;
}

/** The change that undoes this one: +5 % is undone by −4.8 %. */
function undone(change: number): number {
  return -change / (1 + change);
}

/** One sentence that says why the verdict is what it is, and for `inconclusive` what would settle it. */
export function why(grounds: Grounds): string {
  const { verdict, estimate, low, high, threshold, noiseFloor, pairsNeeded } = grounds;
  if (verdict === "regression") {
    return `Head is ${besideBase(estimate)}, which reaches the threshold of ${signed(threshold)}, and the interval starts at ${signed(low, noiseFloor)}, above the noise floor of ${signed(noiseFloor)}.`;
  }
  if (verdict === "improvement") {
    return `Head is ${besideBase(estimate)}, which reaches the threshold of ${signed(undone(threshold))}, and the interval ends at ${signed(high, undone(noiseFloor))}, below the noise floor of ${signed(undone(noiseFloor))}.`;
  }
  if (verdict === "no-change") {
    return `If there is a change, it lies between ${signed(low, undone(threshold))} and ${signed(high, threshold)}, inside the threshold of ${size(threshold)} either way.`;
  }
  return pairsNeeded === undefined
    ? `${doubt(grounds)}, and no number of pairs up to ${MOST_PAIRS} is likely to settle it.`
    : `${doubt(grounds)}; about ${pairsNeeded} pairs would settle it.`;
}
