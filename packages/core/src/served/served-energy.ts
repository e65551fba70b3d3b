/**
 * Energy of the requests of one cell: a profile's version, counters, task and rung in; joules with their doubt, and what
 * is not known, out (methodology M52).
 * @module
 */
import type { BoundaryRung } from "../energy/boundary.ts";
import type { SourceTier } from "../energy/tier.ts";
import type { Estimate } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import type { Joules } from "../units.ts";
import { amountOf } from "./amount.ts";
import type { ServedAssumption } from "./assumption.ts";
import type { Counters } from "./counters.ts";
import { servedClass } from "./impacts.ts";
import type { RateQuestion } from "./rate.ts";
import { servedRate } from "./rate.ts";
import { servedSum } from "./served-sum.ts";
import type { UnknownRequests } from "./unknown.ts";

/** Energy of some requests, and what it rests on. */
export interface ServedEnergy {
  /** J at `rung`; undefined where nothing is known, which is not 0. */
  readonly energy: Estimate<Joules> | undefined;
  /** Requests whose energy is in it. */
  readonly covered: number;
  /** Requests whose energy is not, and why. */
  readonly unknown: readonly UnknownRequests[];
  readonly tier: SourceTier | undefined;
  readonly rung: BoundaryRung;
  readonly factors: readonly Factor[];
  readonly assumptions: readonly ServedAssumption[];
}

/**
 * Energy of one cell's requests.
 * @param timing how the cell's times are known: `wall`, `wall-io`, `provider`, or empty
 */
export function servedEnergy(question: RateQuestion, counters: Counters, timing = ""): ServedEnergy {
  const rate = servedRate(question);
  const sum = servedSum(question.rung);
  sum.add(servedClass(rate, question.place), amountOf(rate, counters), timing);
  const { impacts, covered, unknown, tier, assumptions } = sum.total();
  return {
    energy: impacts?.energy,
    covered,
    unknown,
    tier,
    rung: question.rung,
    factors: rate.known ? rate.factors : [],
    assumptions,
  };
}
