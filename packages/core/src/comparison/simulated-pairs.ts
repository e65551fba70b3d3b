/**
 * Pairs with a known truth, for the tests of this room.
 * @module
 */
import { nextStep, type CompareOptions, type Comparison } from "./compare.ts";
import type { Pair } from "./pair.ts";
import type { Random } from "./seeded-random.ts";

/** One log-ratio of pure noise. */
export type Noise = (random: Random) => number;

/** Standard normal noise (Box & Muller 1958). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Normal noise of which one pair in ten is five times as far out: a neighbour on the machine. */
export function spiked(random: Random): number {
  return normal(random) * (random() < 0.1 ? 5 : 1);
}

/** Each arm skewed (never faster than its best, exponentially slower), so that only their difference is symmetric. */
export function skewedArms(random: Random): number {
  return Math.log(1 - random()) - Math.log(1 - random());
}

/** The three kinds of noise, by name. */
export type NoiseName = "normal" | "spiked" | "skewed arms";
export const NOISES: Readonly<Record<NoiseName, Noise>> = { normal, spiked, "skewed arms": skewedArms };

/** So many pairs whose log-ratios are `change` + `sd` × noise. */
export function simulatedPairs(n: number, change: number, sd: number, noise: Noise, random: Random): Pair[] {
  return Array.from({ length: n }, () => ({ base: 1, head: Math.exp(change + sd * noise(random)) }));
}

/** What the measuring loop ends with, when it draws pair after pair and stops as soon as it may. */
export function sequentialRun(
  draw: (n: number) => readonly Pair[],
  options: CompareOptions = {},
): Comparison {
  const pairs: Pair[] = [];
  let goal = options.looks?.[0] ?? Math.min(10, options.maxPairs ?? 40);
  for (;;) {
    pairs.push(...draw(goal - pairs.length));
    const { decided, comparison, nextLook } = nextStep(pairs, options);
    if (decided || nextLook === undefined) return comparison;
    goal = nextLook;
  }
}

/** The share of `runs` repetitions in which something happens. */
export function rate(runs: number, happens: () => boolean): number {
  let count = 0;
  for (let run = 0; run < runs; run++) if (happens()) count++;
  return count / runs;
}
