/**
 * Names as firmware and people print them: for property tests of the look-up.
 * @module
 */
import * as fc from "fast-check";

const marks = fc.constantFrom("", "(R)", "(TM)", "®", "(tm)");
const gaps = fc.constantFrom(" ", "  ", "\t");
const tails = fc.constantFrom(
  "",
  " CPU @ 2.80GHz",
  " @ 3.0 GHz",
  " Processor",
  " 64-Core Processor   ",
  " CPU",
);
const cases = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.toLowerCase(),
  (text: string) => text.toUpperCase(),
);

/** A way of printing a name: random case, gaps between words, a mark after the first word, a clock behind. */
export const printed: fc.Arbitrary<(name: string) => string> = fc
  .tuple(marks, gaps, tails, cases)
  .map(([mark, gap, tail, cased]) => (name: string): string => {
    const [first = "", ...rest] = name.split(" ");
    return cased([`${first}${mark}`, ...rest].join(gap) + tail);
  });
