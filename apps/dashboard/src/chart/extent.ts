/**
 * Least and largest, and round figures between them.
 * @module
 */

/** The largest of numbers, or of what is read off things; what is not known is passed over. */
export function max<T>(all: readonly T[], of?: (one: T) => number | undefined): number | undefined {
  return furthest(all, of, (a, b) => a > b);
}

/** The least of numbers, or of what is read off things; what is not known is passed over. */
export function min<T>(all: readonly T[], of?: (one: T) => number | undefined): number | undefined {
  return furthest(all, of, (a, b) => a < b);
}

function furthest<T>(
  all: readonly T[],
  of: ((one: T) => number | undefined) | undefined,
  isFurther: (a: number, b: number) => boolean,
): number | undefined {
  let found: number | undefined;
  for (const one of all) {
    const value = of === undefined ? Number(one) : of(one);
    if (value !== undefined && !Number.isNaN(value) && (found === undefined || isFurther(value, found))) {
      found = value;
    }
  }
  return found;
}

/** Multiples of 1, 2 or 5 times a power of ten from `low` to `high`, some `count` of them. */
export function ticks(low: number, high: number, count: number): readonly number[] {
  const step = stepOf(low, high, count);
  if (!(step > 0)) return low === high ? [low] : [];
  const from = Math.ceil(clean(low / step));
  const marks = Math.floor(clean(high / step)) - from + 1;
  return Array.from({ length: Math.max(0, marks) }, (_, n) => multiple(from + n, step));
}

/** Ends moved out to multiples of the step between marks. */
export function nice(low: number, high: number, count: number): readonly [number, number] {
  const step = stepOf(low, high, count);
  if (!(step > 0)) return [low, high];
  const out = [
    multiple(Math.floor(clean(low / step)), step),
    multiple(Math.ceil(clean(high / step)), step),
  ] as const;
  // a wider span may want a wider step
  return out[0] === low && out[1] === high ? out : nice(...out, count);
}

/** The round step of which some `count` fit: by the middle, on a log scale, between 1, 2, 5 and 10. */
function stepOf(low: number, high: number, count: number): number {
  const each = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(each));
  const times = each / power;
  const round = times >= Math.sqrt(50) ? 10 : times >= Math.sqrt(10) ? 5 : times >= Math.sqrt(2) ? 2 : 1;
  return round * power;
}

/** What binary fractions leave is taken out: 0.1 × 3 is 0.3. */
function multiple(times: number, step: number): number {
  return step < 1 ? times / Math.round(1 / step) : times * step;
}

function clean(ratio: number): number {
  const whole = Math.round(ratio);
  return Math.abs(ratio - whole) < 1e-9 * Math.abs(ratio) ? whole : ratio;
}
