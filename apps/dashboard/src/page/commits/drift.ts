/**
 * What commits did together: a chain of comparisons, each against the commit that the one before measured. Small changes
 * of one direction are no verdict each, and a regression together.
 * @module
 */
import { change } from "@gramme/core/words";
import { shortSha } from "./links.ts";
import type { WorkloadChanges } from "./changes.ts";

/** What a chain of commits made of a workload, as a ratio: M63. */
export interface Drift {
  /** Where the chain begins, and where it ends. */
  readonly from: string;
  readonly to: string;
  readonly commits: number;
  readonly ratio: { readonly value: number; readonly low: number; readonly high: number };
}

/**
 * The longest chain that ends at the newest commit; undefined where it has less than two links. Each run measured its own
 * pairs, so that doubts are independent: they add up in squares on the log scale, at the level of the runs.
 */
export function driftOf({ changes }: Pick<WorkloadChanges, "changes">): Drift | undefined {
  const [newest] = changes;
  if (newest === undefined) return undefined;
  const links = new Map(changes.toReversed().map((one) => [one.run.source.sha, one]));
  const to = newest.run.source.sha;
  const { level } = newest.compared;
  let [ratio, variance, commits, from] = [1, 0, 0, to];
  for (let link = links.get(to); link !== undefined; link = links.get(from)) {
    const { compared, run } = link;
    const { low, high } = compared;
    // a change without an interval, or of another level, ends it; and no link comes twice
    if (low === undefined || high === undefined || low <= -1 || compared.level !== level) break;
    links.delete(run.source.sha);
    ratio *= 1 + compared.change;
    variance += (Math.log((1 + high) / (1 + low)) / 2) ** 2;
    commits += 1;
    if (run.base === undefined) break;
    from = run.base;
  }
  if (commits < 2) return undefined;
  const spread = Math.exp(Math.sqrt(variance));
  return {
    from,
    to,
    commits,
    ratio: { value: ratio, low: ratio / spread, high: ratio * spread },
  };
}

/** The drift in a sentence, which way as far as its interval allows; empty where there is none. */
export function driftText(drift: Drift | undefined): string {
  if (drift === undefined) return "";
  const { from, to, commits, ratio } = drift;
  const by = `${change(ratio.value - 1)} (${change(ratio.low - 1)} to ${change(ratio.high - 1)})`;
  const way =
    ratio.low > 1 || ratio.high < 1 ? by : `${by}, so whether it takes more or less than before is not known`;
  return `The ${commits} commits from ${shortSha(from)} to ${shortSha(to)} together: ${way}.`;
}
