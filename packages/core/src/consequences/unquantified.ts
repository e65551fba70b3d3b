/**
 * How much of a consequence tree nobody has quantified.
 * @module
 */
import type { WireConsequenceEffect } from "../wire/consequences.ts";

/** Branches without a figure, among all of them. */
export interface Unquantified {
  readonly unquantified: number;
  readonly branches: number;
  /** 0 to 1; undefined where there are no branches. */
  readonly share: number | undefined;
}

/** Share of branches that nobody has quantified (M59): counted, never weighed, since what has no size has no weight. */
export function shareUnquantified(consequences: {
  readonly effects: readonly WireConsequenceEffect[];
}): Unquantified {
  const branches = consequences.effects.length;
  const unquantified = consequences.effects.filter(({ estimate }) => estimate === null).length;
  return { unquantified, branches, share: branches === 0 ? undefined : unquantified / branches };
}
