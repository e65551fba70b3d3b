/**
 * Scales from figures to px. Those of d3 bring interpolation, colours and formats with them, a fifth of all that a page may
 * weigh; a test holds these against them.
 * @module
 */
import { nice, ticks } from "./extent.ts";

type Pair = readonly [number, number];

/** From a figure to px. */
export interface Scale {
  (value: number): number;
  /** Round figures on it, some so many. */
  readonly ticks: (count: number) => readonly number[];
}

/** Even steps. `round`: ends are moved out to round figures, some so many from end to end. */
export function scaleLinear([from, to]: Pair, range: Pair, round?: number): Scale {
  const [low, high] = round === undefined ? [from, to] : nice(from, to, round);
  return Object.assign(between([low, high], range), { ticks: (count: number) => ticks(low, high, count) });
}

/**
 * Each power of ten as wide as the next; ends are moved out to powers of ten, and all marks are such. 0 is at no power:
 * an end that is none is taken to be a tenth of the other, and what is 0 stands at the lower end.
 */
export function scaleLog([from, to]: Pair, range: Pair): Scale {
  const most = to > 0 ? to : 1;
  const [low, high] = [Math.floor(tenth(from > 0 ? from : most / 10)), Math.ceil(tenth(most))];
  const place = between([low, high], range);
  return Object.assign((value: number) => place(Math.log10(Math.max(0, value))), {
    ticks: (count: number) =>
      ticks(low, high, Math.min(high - low, count))
        .filter((power) => Number.isInteger(power))
        .map((power) => Number(`1e${power}`)),
  });
}

/** Even steps round 0 as far as `constant`, like a logarithm beyond, on both sides of it. */
export function scaleSymlog([from, to]: Pair, range: Pair, constant: number): (value: number) => number {
  const bent = (value: number): number => Math.sign(value) * Math.log1p(Math.abs(value / constant));
  const place = between([bent(from), bent(to)], range);
  return (value) => place(bent(value));
}

/** Power of ten, the rounding of logarithms taken out. */
function tenth(value: number): number {
  const power = Math.log10(value);
  return Math.abs(power - Math.round(power)) < 1e-9 ? Math.round(power) : power;
}

/** A figure that is alone stands in the middle, one beyond an end at that end: nothing is drawn outside a drawing. */
function between([from, to]: Pair, [start, end]: Pair): (value: number) => number {
  const by = (value: number): number => (to === from ? 0.5 : (value - from) / (to - from));
  return (value) => start + (end - start) * Math.min(1, Math.max(0, by(value)));
}
