/**
 * The doubt of a decomposition (methodology M27). Totals are in doubt by a factor, effects are signed: what doubts only how
 * large they are widens them by a factor too, and what doubts which way they go by plus and minus.
 * @module
 */
import type { Estimate, Interval } from "../estimate/estimate.ts";
import type { PartEffects } from "./decomposition.ts";
import { decomposition, logarithmicMean } from "./decomposition.ts";
import { signedInterval } from "./signed-interval.ts";

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

/** A sum, and how far it moves with one standard deviation of each source of doubt. */
interface Moved {
  value: number;
  readonly by: Map<string, number>;
}

/** A total of a part in a period, and its log-sensitivity to each source; its noise is a source of its own. */
interface Side {
  readonly total: number;
  readonly sources: readonly (readonly [source: string, sensitivity: number])[];
}

const EFFECTS = ["volume", "structure", "intensity"] as const;
/** Below this growth a series is surer than a quotient of two small differences. */
const SMALL_GROWTH = 1e-3;

/**
 * The split of a change with 90 % intervals. Each source of doubt moves both periods at once, so that what they share moves
 * an effect's size and leaves its sign; noise is of a part and a period. More or less work has the sign of the work,
 * whatever one unit of it takes. Where nothing was before, the change is the total, with the total's own interval.
 * @throws GrammeError as {@link decomposition} does
 */
export function decompositionIntervals(
  from: readonly EstimatedPart[],
  to: readonly EstimatedPart[],
): EffectIntervals {
  const split = decomposition(from.map(withoutDoubt), to.map(withoutDoubt));
  const [before, after] = [sides(from, "from"), sides(to, "to")];
  const [was, is, size] = [nothing(), nothing(), nothing()];
  const effects = { volume: nothing(), structure: nothing(), intensity: nothing() };
  for (const row of split.parts) {
    const [a, b] = [after.get(row.part) ?? NO_SIDE, before.get(row.part) ?? NO_SIDE];
    move(is, a.total, a, a.total);
    move(was, b.total, b, b.total);
    if (a.total > 0 && b.total > 0) moveByMean(size, effects, row, a, b);
    else {
      // what is in one period alone is in one effect, whole
      const name = EFFECTS.find((effect) => row[effect] !== 0);
      for (const [side, sign] of [[a, 1] as const, [b, -1] as const]) {
        move(size, side.total, side, side.total);
        if (name !== undefined) move(effects[name], sign * side.total, side, sign * side.total);
      }
    }
  }
  return {
    change: ofChange(was, is),
    volume: ofSize(effects.volume),
    structure: ofEffect(effects.structure, size),
    intensity: ofEffect(effects.intensity, size),
  };
}

const withoutDoubt = ({
  part,
  volume,
  total,
}: EstimatedPart): Parameters<typeof decomposition>[0][number] => ({
  part,
  volume,
  total: total.value,
});

const NO_SIDE: Side = { total: 0, sources: [] };

function sides(parts: readonly EstimatedPart[], period: string): ReadonlyMap<string, Side> {
  return new Map(
    parts.map(({ part, total: { value, spread } }) => [
      part,
      {
        total: value,
        sources: [...Object.entries(spread.sources), [`noise ${period} ${part}`, spread.noise]],
      },
    ]),
  );
}

function nothing(): Moved {
  return { value: 0, by: new Map() };
}

/** Adds to a sum what moves with a side: by `slope` when the logarithm of the side's total moves by 1. */
function move(sum: Moved, value: number, { sources }: Side, slope: number): void {
  sum.value += value;
  for (const [source, sensitivity] of sources) {
    sum.by.set(source, (sum.by.get(source) ?? 0) + slope * sensitivity);
  }
}

/** Adds a part that is in both periods: L(a, b) to the size, and L · a logarithm to each effect. */
function moveByMean(
  size: Moved,
  effects: Readonly<Record<(typeof EFFECTS)[number], Moved>>,
  row: PartEffects,
  a: Side,
  b: Side,
): void {
  const mean = logarithmicMean(a.total, b.total);
  const growth = Math.log(a.total / b.total);
  const [ofA, ofB] =
    Math.abs(growth) < SMALL_GROWTH
      ? [a.total * (1 / 2 - growth / 6), b.total * (1 / 2 + growth / 6)]
      : [(a.total - mean) / growth, (mean - b.total) / growth];
  move(size, mean, a, ofA);
  move(size, 0, b, ofB);
  for (const effect of EFFECTS) {
    const logarithm = row[effect] / mean;
    // volumes are exact, and so is every logarithm but that of the intensities
    const own = effect === "intensity" ? mean : 0;
    move(effects[effect], row[effect], a, ofA * logarithm + own);
    move(effects[effect], 0, b, ofB * logarithm - own);
  }
}

/** An effect that no doubt turns: only its size is in doubt. */
function ofSize({ value, by }: Moved): Interval {
  const deviation = value === 0 ? 0 : norm([...by.values()].map((slope) => slope / value));
  return signedInterval({
    ...EXACT,
    value,
    size: Math.abs(value),
    direction: Math.sign(value),
    sizeDeviation: deviation,
  });
}

/** An effect as a size that is positive, and a mean logarithm that may have either sign. */
function ofEffect(effect: Moved, size: Moved): Interval {
  if (size.value === 0) return ofSize(effect);
  const direction = effect.value / size.value;
  const sources = [...size.by.keys()];
  const sizes = sources.map((source) => (size.by.get(source) ?? 0) / size.value);
  const directions = sources.map(
    (source, index) => (effect.by.get(source) ?? 0) / size.value - direction * (sizes[index] ?? 0),
  );
  return signedInterval({
    ...EXACT,
    value: effect.value,
    size: size.value,
    direction,
    ...deviations(sizes, directions),
  });
}

/** A change as √(T·T′) · 2 sinh(½ ln(T′ ÷ T)): of two totals that are log-normal, exactly. */
function ofChange(was: Moved, is: Moved): Interval {
  if (was.value === 0) return ofSize(is);
  if (is.value === 0) return ofSize({ value: -was.value, by: was.by });
  const sources = [...new Set([...was.by.keys(), ...is.by.keys()])];
  const [then, now] = [was, is].map(({ value, by }) =>
    sources.map((source) => (by.get(source) ?? 0) / value),
  );
  const both = sources.map((_, index) => [then?.[index] ?? 0, now?.[index] ?? 0] as const);
  return signedInterval({
    value: is.value - was.value,
    size: Math.sqrt(was.value) * Math.sqrt(is.value),
    direction: Math.log(is.value / was.value),
    shape: (growth) => 2 * Math.sinh(growth / 2),
    ...deviations(
      both.map(([a, b]) => (a + b) / 2),
      both.map(([a, b]) => b - a),
    ),
  });
}

const EXACT = {
  shape: (direction: number): number => direction,
  sizeDeviation: 0,
  directionDeviation: 0,
  covariance: 0,
};

function deviations(
  sizes: readonly number[],
  directions: readonly number[],
): { readonly sizeDeviation: number; readonly directionDeviation: number; readonly covariance: number } {
  return {
    sizeDeviation: norm(sizes),
    directionDeviation: norm(directions),
    covariance: sizes.reduce((sum, size, index) => sum + size * (directions[index] ?? 0), 0),
  };
}

const norm = (slopes: readonly number[]): number => Math.hypot(...slopes);
