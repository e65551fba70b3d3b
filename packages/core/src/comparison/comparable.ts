/**
 * Which figures may be compared at all.
 * @module
 */
import { GrammeError } from "../error.ts";

/** What must be the same on both sides: the boundary rung and the source tier of a figure. */
export interface Provenance {
  readonly boundary: string;
  readonly tier: string;
}

/**
 * Refuses to compare what was not measured alike: the boundary alone can move an answer 3 to 6 times (Luccioni et al.
 * 2024). Throws `boundary-mismatch` or `tier-mismatch`; gives nothing back.
 */
export function assertComparable(a: Provenance, b: Provenance): void {
  if (a.boundary !== b.boundary) {
    throw new GrammeError(
      "boundary-mismatch",
      `cannot compare ${a.boundary} with ${b.boundary}: the boundaries differ`,
      {
        field: "boundary",
        found: b.boundary,
        expected: a.boundary,
      },
    );
  }
  if (a.tier !== b.tier) {
    throw new GrammeError("tier-mismatch", `cannot compare ${a.tier} with ${b.tier}: the sources differ`, {
      field: "tier",
      found: b.tier,
      expected: a.tier,
    });
  }
}
