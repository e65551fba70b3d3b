/**
 * The sum of many estimates, one after another (M3): the same as `sum`, without holding the parts. A source's moment is
 * Σ xₖ·cₖ, and divided by the total it is the source's sensitivity, so that what parts share stays shared.
 * @module
 */
import type { Estimate, Spread } from "../estimate/estimate.ts";
import type { Quantity, Unit } from "../units.ts";

/** A running sum with its doubt. */
export interface Mixture {
  /** Adds a part: its value (>= 0) and relative spread. */
  add(value: number, spread: Spread): void;
  /** Parts added. */
  readonly parts: number;
  /** The sum; an exact 0 where nothing was added. */
  estimate<Q extends Quantity<string>>(make: Unit<Q>): Estimate<Q>;
}

/** An empty sum. */
export function mixture(): Mixture {
  const moments = new Map<string, number>();
  let total = 0;
  let noise = 0;
  let parts = 0;
  return {
    add(value, spread) {
      parts += 1;
      if (value === 0) return;
      total += value;
      for (const source in spread.sources) {
        moments.set(source, (moments.get(source) ?? 0) + value * (spread.sources[source] ?? 0));
      }
      noise += (value * spread.noise) ** 2;
    },
    get parts() {
      return parts;
    },
    estimate(make) {
      if (total === 0) return { value: make(0), spread: { sources: {}, noise: 0 } };
      const sources: Record<string, number> = {};
      for (const [source, moment] of moments) sources[source] = moment / total;
      return { value: make(total), spread: { sources, noise: Math.sqrt(noise) / total } };
    },
  };
}
