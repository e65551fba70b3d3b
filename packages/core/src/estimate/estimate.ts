/**
 * The number that never travels alone. First-order rules of methodology M1–M3.
 *
 * A spread maps each source of doubt (a factor id, a method) to the signed log-sensitivity of the value to it:
 * how many natural-log units the value moves when that source is off by one of its standard deviations. What two
 * figures share therefore cancels in their quotient and stays shared in their sum; only `noise`, which is
 * independent from figure to figure, averages out.
 * @module
 */
import { GrammeError } from "../error.ts";
import type { Quantity, Unit } from "../units.ts";

/** Where the doubt of one value comes from. */
export interface Spread {
  /** Source id → signed log-sensitivity (natural-log units per standard deviation of that source). */
  readonly sources: Readonly<Record<string, number>>;
  /** Standard deviation, in natural-log units, of what is independent of every other figure. >= 0. */
  readonly noise: number;
}

/** A positive quantity with its spread. */
export interface Estimate<Q extends number = number> {
  readonly value: Q;
  readonly spread: Spread;
}

/** A value with the ends of its interval, in the value's unit. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How much of the variance of a figure comes from one source. Shares add up to 1. */
export interface DoubtShare {
  /** A factor or method id, or `noise`. */
  readonly source: string;
  /** 0 to 1. */
  readonly share: number;
}

/** Standard normal quantile of the 90 % two-sided interval. */
export const Z90 = 1.6448536269514722;

/** Share of doubt below which a source has cancelled: what is left of it is rounding. */
const ROUNDING = 1e-20;

const NO_SPREAD: Spread = { sources: {}, noise: 0 };

/** A value that is taken as it is: counts, what the user stated as exact. */
export function exact<Q extends number>(value: Q): Estimate<Q> {
  return { value, spread: NO_SPREAD };
}

/**
 * The log standard deviation of a multiplicative 90 % factor: 2 means "within ×2 and ÷2, nine times in ten" (M1).
 * Throws `invalid-number` below 1.
 */
export function logDeviation(factor90: number): number {
  if (!Number.isFinite(factor90) || factor90 < 1) {
    throw new GrammeError("invalid-number", `a spread is a factor >= 1, found ${factor90}`, {
      field: "spread",
      found: String(factor90),
      expected: "a finite number >= 1",
    });
  }
  return Math.log(factor90) / Z90;
}

/** A value whose doubt is one named source, given as a multiplicative 90 % factor (M1). */
export function uncertain<Q extends number>(value: Q, source: string, factor90: number): Estimate<Q> {
  return { value, spread: { sources: { [source]: logDeviation(factor90) }, noise: 0 } };
}

/** A value with independent noise, as a multiplicative 90 % factor: the scatter of a repeated measurement. */
export function noisy<Q extends number>(value: Q, factor90: number): Estimate<Q> {
  return { value, spread: { sources: {}, noise: logDeviation(factor90) } };
}

/** Adds one more source of doubt to a figure, without moving its value. */
export function doubted<Q extends number>(
  estimate: Estimate<Q>,
  source: string,
  factor90: number,
): Estimate<Q> {
  return product((n) => n as Q, [estimate, uncertain(1, source, factor90)]);
}

/**
 * Product of `over`, divided by the product of `under` (M2): sensitivities add with their sign, so what numerator
 * and denominator share cancels; noise adds in quadrature. Throws `invalid-number` on a zero divisor.
 * @param make the unit of the result
 */
export function product<Q extends number>(
  make: (value: number) => Q,
  over: readonly Estimate[],
  under: readonly Estimate[] = [],
): Estimate<Q> {
  let value = 1;
  let variance = 0;
  const sources: Record<string, number> = {};
  const add = (factor: Estimate, sign: 1 | -1): void => {
    for (const [source, c] of Object.entries(factor.spread.sources)) {
      sources[source] = (sources[source] ?? 0) + sign * c;
    }
    variance += factor.spread.noise ** 2;
  };
  for (const factor of over) {
    value *= factor.value;
    add(factor, 1);
  }
  for (const divisor of under) {
    if (divisor.value === 0) {
      throw new GrammeError("invalid-number", "cannot divide by an estimate of 0", { found: "0" });
    }
    value /= divisor.value;
    add(divisor, -1);
  }
  return { value: make(value), spread: { sources, noise: Math.sqrt(variance) } };
}

/**
 * Sum of parts of one unit (M3): a source's sensitivity is the value-weighted mean over the parts, so that shared
 * doubt stays; noise is the weighted root of squares, so that it averages out. An empty sum is an exact 0.
 */
export function sum<Q extends Quantity<string>>(make: Unit<Q>, parts: readonly Estimate<Q>[]): Estimate<Q> {
  const total = parts.reduce((acc, part) => acc + part.value, 0);
  const sources: Record<string, number> = {};
  let variance = 0;
  for (const part of parts) {
    const weight = total === 0 ? 0 : part.value / total;
    for (const [source, c] of Object.entries(part.spread.sources)) {
      sources[source] = (sources[source] ?? 0) + weight * c;
    }
    variance += (weight * part.spread.noise) ** 2;
  }
  return { value: make(total), spread: { sources, noise: Math.sqrt(variance) } };
}

/** A figure times an exact number: per 1000, share of a node. The relative spread does not move. */
export function scale<Q extends Quantity<string>>(
  make: Unit<Q>,
  estimate: Estimate<Q>,
  by: number,
): Estimate<Q> {
  return { value: make(estimate.value * by), spread: estimate.spread };
}

/** Total log standard deviation √(Σc² + n²) (M1). */
export function totalDeviation(spread: Spread): number {
  const squares = Object.values(spread.sources).reduce((acc, c) => acc + c * c, 0);
  return Math.sqrt(squares + spread.noise ** 2);
}

/** The 90 % interval: value × exp(±1.645·√(Σc² + n²)) (M1). */
export function interval(estimate: Estimate): Interval {
  const reach = Math.exp(Z90 * totalDeviation(estimate.spread));
  return { value: estimate.value, low: estimate.value / reach, high: estimate.value * reach };
}

/** Which sources the doubt comes from, largest share first: c² ÷ (Σc² + n²). Empty for an exact figure (M1). */
export function doubt(estimate: Estimate): readonly DoubtShare[] {
  const variance = totalDeviation(estimate.spread) ** 2;
  if (variance === 0) return [];
  const shares = Object.entries(estimate.spread.sources)
    .map(([source, c]) => ({ source, share: (c * c) / variance }))
    .concat([{ source: "noise", share: estimate.spread.noise ** 2 / variance }])
    .filter((row) => row.share > ROUNDING);
  return shares.toSorted((a, b) => b.share - a.share);
}
