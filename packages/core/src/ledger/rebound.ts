/**
 * Rebound (methodology M28): the saving that efficiency promised, the saving that came, and what growth ate of it. In
 * Wu et al. (2021), 20 % per half-year promised 59 % in two years, and the fleet's use fell by 28.5 %.
 * @module
 */
import { GrammeError } from "../error.ts";
import type { PeriodPart } from "./decomposition.ts";
import { decomposition } from "./decomposition.ts";

/** Savings as shares of the first period's total; negative where the total grew. */
export interface Rebound {
  /** What the new intensities would have saved on the old work: 1 − Σ qᵢ·Iᵢ′ ÷ Σ eᵢ. */
  readonly promised: number;
  /** What was saved: 1 − E′ ÷ E. */
  readonly realised: number;
  /**
   * Share of the promise that did not come: (promised − realised) ÷ promised. Above 1 the total grew in spite of the
   * saving. `undefined` when nothing was promised.
   */
  readonly lost: number | undefined;
}

/**
 * The saving of the same saving made several times over: 1 − (1 − s)ⁿ.
 * @param saving share saved at each step, 0 to 1
 * @param steps how many steps, >= 0
 * @throws GrammeError `invalid-number` out of range
 */
export function compoundSaving(saving: number, steps: number): number {
  if (!(saving >= 0 && saving <= 1 && steps >= 0 && Number.isFinite(steps))) {
    throw new GrammeError("invalid-number", `a saving of ${saving} over ${steps} steps is out of range`, {
      field: "saving",
      found: `${saving}, ${steps}`,
      expected: "a share from 0 to 1, and steps >= 0",
    });
  }
  return 1 - (1 - saving) ** steps;
}

/** Rebound of two savings that are known as shares. */
export function reboundOf(promised: number, realised: number): Rebound {
  return { promised, realised, lost: promised > 0 ? (promised - realised) / promised : undefined };
}

/**
 * Rebound between two periods. A part that is gone, or new, promised nothing: its old total stands in the promise.
 * @throws GrammeError `zero-units` when the first period has no total, else as `decomposition` does
 */
export function rebound(from: readonly PeriodPart[], to: readonly PeriodPart[]): Rebound {
  const split = decomposition(from, to);
  if (split.from === 0) {
    throw new GrammeError("zero-units", "a saving is a share of the first period, whose total is 0", {
      field: "from",
      found: "0",
      expected: "a total above 0",
    });
  }
  const after = new Map(to.map((row) => [row.part, row]));
  let atOldWork = 0;
  for (const was of from) {
    const is = after.get(was.part);
    atOldWork += is === undefined || is.volume === 0 ? was.total : was.volume * (is.total / is.volume);
  }
  return reboundOf(1 - atOldWork / split.from, 1 - split.to / split.from);
}
