/**
 * Energy and impacts of idle time: W while nothing is in flight, at the rung that is asked for (methodology M58).
 * @module
 */
import type { BoundaryRung } from "../energy/boundary.ts";
import type { SourceTier } from "../energy/tier.ts";
import { leastSure } from "../energy/tier.ts";
import type { Estimate } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import type { Grams, Joules, Litres } from "../units.ts";
import { grams, joules, litres } from "../units.ts";
import type { ServedAssumption } from "./assumption.ts";
import { assumedOnce } from "./assumption.ts";
import type { LiveCarbon } from "./carbon.ts";
import { addCarbon } from "./carbon.ts";
import { idlePower } from "./idle-deployment.ts";
import { servedClass } from "./impacts.ts";
import type { ServedClass } from "./impacts.ts";
import { mixture } from "./mixture.ts";
import type { ServedPlace } from "./place.ts";
import type { ServedProfile } from "./rate.ts";
import { raisedRate } from "./rate.ts";
import { statedFigure } from "./stated-figure.ts";

/** What some idle time took, at one rung. */
export interface IdleTotal {
  readonly energy: Estimate<Joules>;
  /** Use phase only: production is in no figure of idle time. */
  readonly co2e: Estimate<Grams>;
  readonly water: Estimate<Litres>;
  /** That of the least sure power in it. */
  readonly tier: SourceTier;
  /** J whose hour's grid intensity was read live. */
  readonly liveJoules: number;
  readonly factors: readonly Factor[];
  readonly assumptions: readonly ServedAssumption[];
}

/** A sum of idle time under way. */
export interface IdleSum {
  /** Adds idle time of one machine, µs, or of several together, and what of its carbon was read live. */
  add(of: ServedClass, idleUs: number, live?: LiveCarbon): void;
  total(): IdleTotal;
}

/**
 * J per µs of a waiting machine at a rung and place. `undefined` where the profile says no idle power, at `device`, which
 * counts chips while they work, and where there is no way from the profile's rung (M53). Its doubt is that of the
 * profile's W: both come from one hand.
 */
export function idleClass(
  profile: ServedProfile,
  rung: BoundaryRung,
  place: ServedPlace,
): ServedClass | undefined {
  const { input } = profile;
  const idle = idlePower(profile);
  if (input.kind !== "power" || idle === undefined || rung === "device") return undefined;
  const waiting = statedFigure(profile, { ...input, power_w: idle.power_w });
  const rate = raisedRate(waiting, rung, place);
  return rate === undefined ? undefined : servedClass(rate, place);
}

/** J of one machine's idle time, µs. */
export function idleJoules({ rate }: ServedClass, idleUs: number): number {
  return rate.known ? (rate.joulesPer.share_us ?? 0) * idleUs : 0;
}

/** An empty sum. Adding in any order or grouping gives the same total, up to rounding. */
export function idleSum(): IdleSum {
  const energy = mixture();
  const co2e = mixture();
  const water = mixture();
  const classes = new Set<ServedClass>();
  let liveJoules = 0;
  return {
    add(of, idleUs, live) {
      const { perJoule } = of;
      if (perJoule === undefined) return;
      const used = idleJoules(of, idleUs);
      classes.add(of);
      addCarbon(
        { energy, co2e },
        of,
        { count: 0, failed: 0, covered: 1, joules: used, alone: 0 },
        live,
        false,
      );
      water.add(used * perJoule.waterOnSite.value, perJoule.waterOnSite.spread);
      water.add(used * perJoule.waterOffSite.value, perJoule.waterOffSite.spread);
      liveJoules += live?.joules ?? 0;
    },
    total: () => ({
      energy: energy.estimate(joules),
      co2e: co2e.estimate(grams),
      water: water.estimate(litres),
      tier: leastSure([...classes].flatMap(({ rate }) => (rate.known ? [rate.tier] : []))),
      liveJoules,
      factors: [...classes].flatMap(({ factors }) => factors),
      assumptions: assumedOnce([...classes].flatMap(({ assumptions }) => assumptions)),
    }),
  };
}
