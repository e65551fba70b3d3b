/**
 * Which numbers of a producer's batches have counted. In order, that is one range; whatever the order, it is exact.
 * @module
 */

/**
 * Most ranges that are kept of one producer. Batches that come in any order close their gaps again, and 1,000 open gaps
 * are thousands of batches on the way at once; more is a producer that leaves numbers out for ever.
 */
export const MOST_RANGES = 1000;

/** Numbers that counted. */
export interface SeenSeqs {
  /** Of numbers up to this one it is no longer known. */
  readonly forgotten: number;
  /** First and last of every range that counted, ascending, all above `forgotten`, none touching the next. */
  readonly ranges: readonly number[];
}

/** Nothing counted yet. */
export const NOTHING_SEEN: SeenSeqs = { forgotten: 0, ranges: [] };

/** What is known of a number. */
export type SeqState = "new" | "counted" | "forgotten";

/** How many entries of the ranges are below `seq`. */
function below(ranges: readonly number[], seq: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a number has counted. */
export function seqState({ forgotten, ranges }: SeenSeqs, seq: number): SeqState {
  if (seq <= forgotten) return "forgotten";
  const at = below(ranges, seq);
  // odd: inside a range, whose last is not below it; else it may be a range's first
  return at % 2 === 1 || ranges[at] === seq ? "counted" : "new";
}

/**
 * With one more number, that was `new`. Where ranges become too many, the lowest is given up: a number in it counted, and
 * one in the gaps before it never came; from then on both are `forgotten`, to be refused rather than to count twice.
 */
export function withSeq({ forgotten, ranges }: SeenSeqs, seq: number, most: number = MOST_RANGES): SeenSeqs {
  const at = below(ranges, seq);
  const joinsLower = at > 0 && ranges[at - 1] === seq - 1;
  const joinsUpper = ranges[at] === seq + 1;
  const next = ranges.toSpliced(
    joinsLower ? at - 1 : at,
    (joinsLower ? 1 : 0) + (joinsUpper ? 1 : 0),
    ...(joinsLower ? [] : [seq]),
    ...(joinsUpper ? [] : [seq]),
  );
  return next.length <= 2 * most
    ? { forgotten, ranges: next }
    : { forgotten: next[1] ?? forgotten, ranges: next.slice(2) };
}
