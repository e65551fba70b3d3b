/**
 * The 90 % interval of a signed figure (methodology M27): a positive size, in doubt by a factor as all totals are, times a
 * direction, which is in doubt by plus and minus. So a doubt of the size alone never turns the sign.
 * @module
 */
import { normalCdf } from "../comparison/normal-law.ts";
import type { Interval } from "../estimate/estimate.ts";
import { Z90 } from "../estimate/estimate.ts";

/** A figure as a size and a direction. */
export interface SignedFigure {
  /** What it is; `size` · `shape(direction)` but for rounding. */
  readonly value: number;
  /** Positive; its logarithm is normal. */
  readonly size: number;
  /** Normal. */
  readonly direction: number;
  /** How a direction counts: rising, of its sign, 0 at 0. */
  readonly shape: (direction: number) => number;
  /** Log standard deviation of the size. */
  readonly sizeDeviation: number;
  /** Standard deviation of the direction. */
  readonly directionDeviation: number;
  /** Covariance of the two. */
  readonly covariance: number;
}

/** Tails that an interval of 90 % leaves. */
const TAIL = 0.05;
/** Standard deviations to each side over which a direction is looked at, and how many times. */
const REACH = 7;
const NODES = 141;
const HALVINGS = 60;
/** Below this a deviation is rounding. */
const ROUNDING = 1e-12;

/** The interval between the 5 % and the 95 % point; it holds its value. */
export function signedInterval(figure: SignedFigure): Interval {
  const { value, size, direction, shape, sizeDeviation, directionDeviation } = figure;
  if (directionDeviation < ROUNDING * Math.max(1, Math.abs(direction))) {
    const reach = Math.exp(Z90 * sizeDeviation);
    const [near, far] = [value / reach, value * reach];
    return { value, low: Math.min(near, far), high: Math.max(near, far) };
  }
  if (sizeDeviation < ROUNDING) {
    const reach = Z90 * directionDeviation;
    return around(value, size * shape(direction - reach), size * shape(direction + reach));
  }
  const below = distribution(figure);
  const farthest = [-1, 1].map((side) => Math.abs(shape(direction + side * REACH * directionDeviation)));
  // what no number holds is cut where numbers end
  const most = Math.min(Number.MAX_VALUE / 4, size * Math.exp(REACH * sizeDeviation) * Math.max(...farthest));
  return around(value, quantile(below, TAIL, most), quantile(below, 1 - TAIL, most));
}

/** Ends that hold their value: a size and a direction that move against each other may have it outside. */
function around(value: number, low: number, high: number): Interval {
  return { value, low: Math.min(value, low), high: Math.max(value, high) };
}

/** The chance that a figure is at most so much: over all directions, the chance that the size is small enough. */
function distribution(figure: SignedFigure): (at: number) => number {
  const { size, direction, shape, sizeDeviation, directionDeviation, covariance } = figure;
  const correlation = Math.max(-1, Math.min(1, covariance / (sizeDeviation * directionDeviation)));
  // what is left of the size's doubt once the direction is known
  const left = sizeDeviation * Math.sqrt(Math.max(0, 1 - correlation ** 2));
  const nodes = Array.from({ length: NODES }, (_, index) => {
    const v = -REACH + (2 * REACH * index) / (NODES - 1);
    const towards = shape(direction + directionDeviation * v);
    return {
      weight: Math.exp((-v * v) / 2),
      isUp: towards > 0,
      log: Math.log(size * Math.abs(towards)) + correlation * sizeDeviation * v,
    };
  });
  const all = nodes.reduce((sum, { weight }) => sum + weight, 0);
  return (at) => {
    const log = Math.log(Math.abs(at));
    let sum = 0;
    for (const node of nodes) {
      if (node.isUp !== at > 0) {
        if (!node.isUp) sum += node.weight;
        continue;
      }
      const smaller = chanceBelow(log, node.log, left);
      sum += node.weight * (node.isUp ? smaller : 1 - smaller);
    }
    return sum / all;
  };
}

/** Standard deviations beyond which a tail is nothing. */
const NOTHING_BEYOND = 30;

/** The chance that a normal logarithm is at most so much; -Infinity is the logarithm of 0. */
function chanceBelow(at: number, mean: number, deviation: number): number {
  if (at === -Infinity || mean === -Infinity) return Number(at >= mean && mean === -Infinity);
  if (deviation === 0) return Number(at >= mean);
  const away = (at - mean) / deviation;
  return normalCdf(Math.max(-NOTHING_BEYOND, Math.min(NOTHING_BEYOND, away)));
}

function quantile(below: (at: number) => number, chance: number, most: number): number {
  let [low, high] = [-most, most];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (below(middle) < chance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
