/**
 * The doubt of a decomposition (methodology M27). Effects are signed, so their intervals add where those of estimates
 * multiply.
 * @module
 */
import type { Estimate, Interval } from "../estimate/estimate.ts";
import { Z90 } from "../estimate/estimate.ts";
import type { Decomposition, Effects, PeriodPart } from "./decomposition.ts";
import { decomposition } from "./decomposition.ts";

/** One part in one period, its total in doubt. Volumes are counted, hence exact. */
export interface EstimatedPart {
  readonly part: string;
  readonly volume: number;
  readonly total: Estimate;
}

/** The change and its three effects, each with its 90 % interval, in the unit of the totals. */
export interface EffectIntervals {
  readonly change: Interval;
  readonly volume: Interval;
  readonly structure: Interval;
  readonly intensity: Interval;
}

/** Turns every total by its own number of natural-log units. */
type Shift = (part: EstimatedPart, period: "from" | "to") => number;

const QUANTITIES = ["change", "volume", "structure", "intensity"] as const;

function shifted(from: readonly EstimatedPart[], to: readonly EstimatedPart[], shift: Shift): Decomposition {
  const turn = (parts: readonly EstimatedPart[], period: "from" | "to"): readonly PeriodPart[] =>
    parts.map((row) => ({
      part: row.part,
      volume: row.volume,
      total: row.total.value * Math.exp(shift(row, period)),
    }));
  return decomposition(turn(from, "from"), turn(to, "to"));
}

/**
 * The split of a change with 90 % intervals: each source of doubt is moved by one standard deviation up and down in
 * both periods at once, so that what the periods share moves them together; noise is moved part by part. Half the
 * differences add in quadrature: effect ± 1.645·√Σ((effect₊ − effect₋) ÷ 2)².
 * @throws GrammeError as {@link decomposition} does
 */
export function decompositionIntervals(
  from: readonly EstimatedPart[],
  to: readonly EstimatedPart[],
): EffectIntervals {
  const centre = shifted(from, to, () => 0);
  const sources = [...new Set([...from, ...to].flatMap((row) => Object.keys(row.total.spread.sources)))];
  const noiseOf = (parts: readonly EstimatedPart[], of: "from" | "to"): readonly Shift[] =>
    parts
      .filter((row) => row.total.spread.noise > 0)
      .map(
        ({ part, total }): Shift =>
          (row, period) =>
            row.part === part && period === of ? total.spread.noise : 0,
      );
  const shifts: readonly Shift[] = [
    ...sources.map(
      (source): Shift =>
        (row) =>
          row.total.spread.sources[source] ?? 0,
    ),
    ...noiseOf(from, "from"),
    ...noiseOf(to, "to"),
  ];
  const variance: Record<(typeof QUANTITIES)[number], number> = {
    change: 0,
    volume: 0,
    structure: 0,
    intensity: 0,
  };
  for (const shift of shifts) {
    const up = shifted(from, to, shift);
    const down = shifted(from, to, (row, period) => -shift(row, period));
    for (const quantity of QUANTITIES) variance[quantity] += ((up[quantity] - down[quantity]) / 2) ** 2;
  }
  const around = (quantity: keyof Effects | "change"): Interval => {
    const reach = Z90 * Math.sqrt(variance[quantity]);
    const value = centre[quantity];
    return { value, low: value - reach, high: value + reach };
  };
  return {
    change: around("change"),
    volume: around("volume"),
    structure: around("structure"),
    intensity: around("intensity"),
  };
}
