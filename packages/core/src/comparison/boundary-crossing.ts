/**
 * How likely a normal random walk is to leave its bounds at one of several looks (methodology M40).
 *
 * Between two looks the walk gains an independent normal step, so that the density of the walks still inside can be carried
 * from look to look by numerical integration: the recursion of Armitage, McPherson & Rowe 1969, "Repeated significance
 * tests on accumulating data", JRSS A 132(2), here with Gauss–Legendre nodes in the place of their trapezes.
 * @module
 */
import { remembered } from "./bounded-cache.ts";
import { normalDensity, normalTail } from "./normal-law.ts";

/** Where a bound is infinite, the density is followed this many deviations out. */
const REACH = 9;

interface Nodes {
  readonly at: Float64Array;
  readonly weight: Float64Array;
}

/** Gauss–Legendre nodes and weights on [-1, 1], by Newton's steps on the Legendre polynomial. */
const gaussLegendre: (count: number) => Nodes = remembered(
  32,
  (count) => count,
  (count) => {
    const at = new Float64Array(count);
    const weight = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
      let slope = 1;
      for (let step = 0; step < 20; step++) {
        let value = x;
        let before = 1;
        for (let degree = 2; degree <= count; degree++) {
          [before, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree];
        }
        slope = (count * (before - x * value)) / (1 - x * x);
        const move = value / slope;
        x -= move;
        if (Math.abs(move) < 1e-15) break;
      }
      at[i] = x;
      weight[i] = 2 / ((1 - x * x) * slope * slope);
    }
    return { at, weight };
  },
);

/** Enough nodes for a span of so many kernel widths: eight digits at three nodes a width, and 48 at the least. */
function nodeCount(span: number, kernel: number): number {
  return Math.min(512, Math.max(48, 16 * Math.ceil((3 * span) / kernel / 16)));
}

/**
 * The probability that |Z| is at or beyond its bound for the first time at each look, under no drift.
 * @param information ascending amounts of information at the looks: corr(Z_j, Z_k) = √(information_j / information_k)
 * @param bounds the bound for |Z| at each look, > 0; Infinity where the look cannot stop
 */
export function firstCrossings(information: readonly number[], bounds: readonly number[]): number[] {
  const crossings: number[] = [];
  let nodes = new Float64Array([0]);
  let mass = new Float64Array([1]);
  let before = 0;
  for (const [look, amount] of information.entries()) {
    const step = Math.sqrt(amount - before);
    const bound = Math.min(bounds[look] ?? Infinity, REACH) * Math.sqrt(amount);
    let crossing = 0;
    for (const [i, x] of nodes.entries()) {
      crossing += (mass[i] ?? 0) * (normalTail((bound - x) / step) + normalTail((bound + x) / step));
    }
    crossings.push(crossing);
    const following = information[look + 1];
    if (following === undefined) break;
    const rule = gaussLegendre(nodeCount(2 * bound, Math.min(step, Math.sqrt(following - amount))));
    const inside = new Float64Array(rule.at.length);
    const density = new Float64Array(rule.at.length);
    for (const [j, at] of rule.at.entries()) {
      const y = at * bound;
      let sum = 0;
      for (let i = 0; i < nodes.length; i++) {
        sum += (mass[i] ?? 0) * normalDensity((y - (nodes[i] ?? 0)) / step);
      }
      inside[j] = y;
      density[j] = (sum / step) * (rule.weight[j] ?? 0) * bound;
    }
    nodes = inside;
    mass = density;
    before = amount;
  }
  return crossings;
}
