/**
 * Energy and impacts of many served requests: what is known, in how much doubt, and what is not known (M52).
 * @module
 */
import type { BoundaryRung } from "../energy/boundary.ts";
import type { SourceTier } from "../energy/tier.ts";
import { leastSure, SOURCE_TIERS } from "../energy/tier.ts";
import type { Estimate } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import { grams, joules, kgSb, litres, megajoules } from "../units.ts";
import type { Grams, Joules, KgSb, Litres, Megajoules } from "../units.ts";
import type { ServedAmount } from "./amount.ts";
import { inferencesBehind, leftOut } from "./amount.ts";
import type { ServedAssumption } from "./assumption.ts";
import { assumedOnce } from "./assumption.ts";
import { addCarbon } from "./carbon.ts";
import type { LiveCarbon } from "./carbon.ts";
import type { ServedClass } from "./impacts.ts";
import { mixture } from "./mixture.ts";
import type { UnknownReason, UnknownRequests } from "./unknown.ts";
import { tallied } from "./unknown.ts";

/** Impacts of served requests. */
export interface ServedImpacts {
  readonly energy: Estimate<Joules>;
  /** Use phase; at `lifecycle` with the production that is known. */
  readonly co2e: Estimate<Grams>;
  readonly adpe: Estimate<KgSb>;
  readonly pe: Estimate<Megajoules>;
  readonly water: Estimate<Litres>;
}

/** What some served requests took, at one rung. */
export interface ServedTotal {
  readonly boundary: BoundaryRung;
  /** Inferences: answered requests. */
  readonly count: number;
  readonly failed: number;
  /** Requests whose energy is known, and the inferences that it stands for. */
  readonly covered: number;
  readonly inferences: number;
  /** Undefined where nothing is known of any of them: not 0. */
  readonly impacts: ServedImpacts | undefined;
  /** Production of the hardware alone, whatever the rung, and how many inferences it is known of. */
  readonly production: { readonly co2e: Estimate<Grams>; readonly inferences: number } | undefined;
  /** J whose hour's grid intensity was read live. */
  readonly liveJoules: number;
  readonly unknown: readonly UnknownRequests[];
  /** That of the least sure part. */
  readonly tier: SourceTier | undefined;
  /** Every tier in it, surest first, by requests. */
  readonly tiers: readonly { readonly tier: SourceTier; readonly requests: number }[];
  readonly factors: readonly Factor[];
  readonly assumptions: readonly ServedAssumption[];
}

/** A sum under way. */
export interface ServedSum {
  add(of: ServedClass, amount: ServedAmount, timing?: string, live?: LiveCarbon): void;
  total(): ServedTotal;
}

/** An empty sum at a rung. Adding in any order or grouping gives the same total, up to rounding. */
export function servedSum(boundary: BoundaryRung): ServedSum {
  const energy = mixture();
  const co2e = mixture();
  const adpe = mixture();
  const pe = mixture();
  const water = mixture();
  const production = mixture();
  const whole = boundary === "lifecycle";
  let count = 0;
  let failed = 0;
  let covered = 0;
  let inferences = 0;
  let produced = 0;
  let alone = 0;
  let betweenIo = 0;
  let liveJoules = 0;
  let unused = 0;
  const unknown = new Map<UnknownReason, number>();
  const tiers = new Map<SourceTier, number>();
  const classes = new Set<ServedClass>();

  const add: ServedSum["add"] = (of, amount, timing = "", live) => {
    const { rate, perJoule } = of;
    count += amount.count;
    failed += amount.failed;
    unused += amount.unused ?? 0;
    const left = leftOut(rate, amount);
    unknown.set(left.reason, (unknown.get(left.reason) ?? 0) + left.requests);
    if (!rate.known || perJoule === undefined || amount.covered === 0) return;
    classes.add(of);
    covered += amount.covered;
    inferences += inferencesBehind(rate, amount);
    alone += amount.alone;
    if (rate.basis === "timed" && timing === "wall-io") betweenIo += amount.covered;
    tiers.set(rate.tier, (tiers.get(rate.tier) ?? 0) + amount.covered);
    const used = amount.joules;
    addCarbon({ energy, co2e }, of, amount, live, whole);
    liveJoules += live?.joules ?? 0;
    adpe.add(used * perJoule.adpe.value, perJoule.adpe.spread);
    pe.add(used * perJoule.pe.value, perJoule.pe.spread);
    water.add(used * perJoule.waterOnSite.value, perJoule.waterOnSite.spread);
    water.add(used * perJoule.waterOffSite.value, perJoule.waterOffSite.spread);
    if (rate.production === undefined) return;
    produced += amount.count;
    production.add(amount.count * rate.production.co2e.value, rate.production.co2e.spread);
    if (!whole) return;
    adpe.add(amount.count * rate.production.adpe.value, rate.production.adpe.spread);
    pe.add(amount.count * rate.production.pe.value, rate.production.pe.spread);
  };

  const assumptions = function* (): Generator<ServedAssumption> {
    if (alone > 0) {
      yield {
        code: "in-flight-unknown",
        text: `of ${alone} inferences nobody said how many requests were in flight: taken as alone, so that their energy is an upper bound`,
      };
    }
    if (betweenIo > 0) {
      yield {
        code: "time-between-io",
        text: `${betweenIo} inferences were timed between two I/Os, network and upstream's queue included: an upper bound`,
      };
    }
    if (unused > 0) {
      yield {
        code: "reading-unused",
        text: `${unused} inferences told an energy that was metered, under a profile of another kind: it is in no figure`,
      };
    }
    if (whole && inferences > produced) {
      yield {
        code: "production-missing",
        text: `production of the hardware is in the figure for ${produced} of ${Math.round(inferences)} inferences: only calibrated profiles know it`,
      };
    }
    for (const of of classes) yield* of.assumptions;
  };

  return {
    add,
    total: () => ({
      boundary,
      count,
      failed,
      covered,
      inferences,
      impacts:
        covered === 0
          ? undefined
          : {
              energy: energy.estimate(joules),
              co2e: co2e.estimate(grams),
              adpe: adpe.estimate(kgSb),
              pe: pe.estimate(megajoules),
              water: water.estimate(litres),
            },
      production: produced === 0 ? undefined : { co2e: production.estimate(grams), inferences: produced },
      liveJoules,
      unknown: tallied([...unknown].map(([reason, requests]) => ({ reason, requests }))),
      tier: tiers.size === 0 ? undefined : leastSure([...tiers.keys()]),
      tiers: SOURCE_TIERS.flatMap((tier) => {
        const requests = tiers.get(tier);
        return requests === undefined ? [] : [{ tier, requests }];
      }),
      factors: [
        ...new Map(
          [...classes].flatMap(({ factors }) => factors.map((row) => [row.id + row.value, row])),
        ).values(),
      ],
      assumptions: assumedOnce(assumptions()),
    }),
  };
}
