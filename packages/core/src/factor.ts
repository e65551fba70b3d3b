/**
 * A factor: a figure from the world, with where it comes from and how far it can be trusted. A superseded row stays
 * in its table, so that what was computed with it can be explained.
 * @module
 */
import type { Estimate } from "./estimate/estimate.ts";
import { uncertain } from "./estimate/estimate.ts";
import type { Quantity, Unit, UnitOf } from "./units.ts";

/** Where a figure was published. */
export interface Source {
  readonly title: string;
  /** A public address or DOI; empty when the figure was stated by the user. */
  readonly url: string;
}

/** One row of a factor table. */
export interface Factor<U extends string = string> {
  /** Stable, slash-separated: `grid/ember/FRA`, `memory/power`. */
  readonly id: string;
  readonly value: number;
  readonly unit: U;
  /** ISO 3166-1 alpha-3 zone, where it holds for one. */
  readonly zone?: string;
  /** Year that the figure describes. */
  readonly year: number;
  /** Multiplicative 90 % factor: 1.5 means within ×1.5 and ÷1.5, nine times in ten. 1 is exact. */
  readonly spread: number;
  readonly source: Source;
  /** Licence of the publication it was typed from. */
  readonly licence: string;
  /** ISO date on which it was read. */
  readonly retrieved: string;
  /** Id of the row that replaces this one. */
  readonly supersededBy?: string;
}

/** A factor as an estimate of its unit, its own id being the source of its doubt. */
export function factorEstimate<Q extends Quantity<string>>(
  make: Unit<Q>,
  factor: Factor<UnitOf<Q>>,
): Estimate<Q> {
  return uncertain(make(factor.value), factor.id, factor.spread);
}

/** A figure that the user stated. It is taken at their word (spread 1 unless given) and listed as theirs. */
export function statedFactor<U extends string>(id: string, value: number, unit: U, spread = 1): Factor<U> {
  return {
    id: `stated/${id}`,
    value,
    unit,
    year: 0,
    spread,
    source: { title: "stated by the user", url: "" },
    licence: "",
    retrieved: "",
  };
}
