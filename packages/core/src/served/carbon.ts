/**
 * Energy and carbon of one class of requests, added to sums under way (M9, M52, M55).
 * @module
 */
import type { Spread } from "../estimate/estimate.ts";
import { grams } from "../units.ts";
import type { ServedAmount } from "./amount.ts";
import type { ServedClass } from "./impacts.ts";
import type { Mixture } from "./mixture.ts";
import { mixture } from "./mixture.ts";

/** Carbon of the hours whose intensity was read live: part of an amount's joules, and what they emitted (M55). */
export interface LiveCarbon {
  readonly joules: number;
  readonly co2e_g: number;
  /** Doubt of the readings. */
  readonly spread: Spread;
}

/** Carbon of two parts together: what their readings share stays shared, each by its grams (M3). */
export function addLive(a: LiveCarbon | undefined, b: LiveCarbon): LiveCarbon {
  if (a === undefined) return b;
  const co2e = mixture();
  co2e.add(a.co2e_g, a.spread);
  co2e.add(b.co2e_g, b.spread);
  const { value, spread } = co2e.estimate(grams);
  return { joules: a.joules + b.joules, co2e_g: value, spread };
}

/** Sums of energy in J and of CO2e in g. */
export interface CarbonSums {
  readonly energy: Mixture;
  readonly co2e: Mixture;
}

/**
 * Adds what an amount takes: nothing where nothing is known of it. What was read live goes by its hours' intensity, the
 * rest by the annual one; at `lifecycle` the production that is known is added.
 */
export function addCarbon(
  { energy, co2e }: CarbonSums,
  { rate, perJoule }: ServedClass,
  amount: ServedAmount,
  live: LiveCarbon | undefined,
  lifecycle: boolean,
): void {
  if (!rate.known || perJoule === undefined || amount.covered === 0) return;
  energy.add(amount.joules, rate.spread);
  const annual = live === undefined ? amount.joules : Math.max(0, amount.joules - live.joules);
  co2e.add(annual * perJoule.co2e.value, perJoule.co2e.spread);
  if (live !== undefined) co2e.add(live.co2e_g, joined(rate.spread, live.spread));
  if (lifecycle && rate.production !== undefined) {
    co2e.add(amount.count * rate.production.co2e.value, rate.production.co2e.spread);
  }
}

/** The spread of a product of two. */
function joined(a: Spread, b: Spread): Spread {
  const sources: Record<string, number> = { ...a.sources };
  for (const [source, c] of Object.entries(b.sources)) sources[source] = (sources[source] ?? 0) + c;
  return { sources, noise: Math.hypot(a.noise, b.noise) };
}
