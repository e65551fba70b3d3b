/**
 * What a request takes, as J per unit of each counter (methodology M51–M53): every way of knowing an energy is linear in
 * the counters, so that a sum of counters is enough, and history can be read again with another profile.
 * @module
 */
import type { BoundaryRung } from "../energy/boundary.ts";
import { includes } from "../energy/boundary.ts";
import { raise } from "../energy/raise.ts";
import type { SourceTier } from "../energy/tier.ts";
import type { Estimate, Spread } from "../estimate/estimate.ts";
import { product } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import { factorEstimate } from "../factor.ts";
import type { Grams, KgSb, Megajoules } from "../units.ts";
import { ratio } from "../units.ts";
import type { WireProfile } from "../wire/profile.ts";
import type { ServedAssumption } from "./assumption.ts";
import { calibratedRate } from "./calibrated-rate.ts";
import { publishedFigures } from "./published-figure.ts";
import type { ServedPlace } from "./place.ts";
import { statedFigure } from "./stated-figure.ts";
import type { UnknownReason } from "./unknown.ts";

/** A version of a profile, as far as energy goes. */
export type ServedProfile = Pick<WireProfile, "id" | "version" | "input" | "calibration">;

/** Whose energy a rate tells: every answered request, or those of which the named counter knows something. */
export type Basis = "answered" | "timed" | "tokened" | "metered";

/** J per unit of a counter: per request, per µs of share, per token, per µJ. */
export interface JoulesPer {
  readonly count?: number;
  readonly share_us?: number;
  readonly tokened?: number;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly energy_uj?: number;
}

/** A figure at the rung where it is known. */
export interface KnownFigure {
  readonly rung: BoundaryRung;
  readonly tier: SourceTier;
  readonly basis: Basis;
  readonly joulesPer: JoulesPer;
  /** Relative doubt, the same for each of them. */
  readonly spread: Spread;
  readonly factors: readonly Factor[];
  readonly assumptions: readonly ServedAssumption[];
}

/** Production of the hardware, per answered request. */
export interface ServedProduction {
  readonly co2e: Estimate<Grams>;
  readonly adpe: Estimate<KgSb>;
  readonly pe: Estimate<Megajoules>;
}

/** What a request takes at the rung that was asked for. */
export interface ServedRate extends KnownFigure {
  readonly known: true;
  /** J at `node` per J at this rung, and its doubt: cooling's water goes by it. Absent below `facility`. */
  readonly node?: { readonly per: number; readonly spread: Spread };
  /** Whether the place's PUE is in it, or in what its water goes by. */
  readonly byPue: boolean;
  /** Where a bench run told it. */
  readonly production?: ServedProduction;
}

/** That nothing is known, and why. */
export interface NoRate {
  readonly known: false;
  readonly reason: UnknownReason;
}

/** What a rate is asked for. */
export interface RateQuestion {
  /** The version of the profile that holds; `missing` where the ledger has none of that name; absent where none was said. */
  readonly profile?: ServedProfile | "missing" | undefined;
  /** A pipeline tag, or `unknown`. */
  readonly task: string;
  /** Rung of the answer. */
  readonly rung: BoundaryRung;
  readonly place: ServedPlace;
}

/** J per unit of each counter at a rung, or why it is not known (M51–M53). */
export function servedRate({ profile, task, rung, place }: RateQuestion): ServedRate | NoRate {
  if (profile === "missing") return { known: false, reason: "profile-missing" };
  if (profile?.input.kind === "calibrated") {
    return profile.calibration === undefined
      ? { known: false, reason: "profile-missing" }
      : calibratedRate(profile, profile.input, profile.calibration, rung, place);
  }
  if (profile === undefined || profile.input.kind === "reference-rate") {
    const published = publishedFigures(task, place.at);
    if (!published.known) return published;
    return firstRaised(published.figures, rung, place);
  }
  return firstRaised([statedFigure(profile, profile.input)], rung, place);
}

/** The first figure that there is a way from. */
function firstRaised(
  figures: readonly KnownFigure[],
  rung: BoundaryRung,
  place: ServedPlace,
): ServedRate | NoRate {
  for (const figure of figures) {
    const raised = raisedRate(figure, rung, place);
    if (raised !== undefined) return raised;
  }
  return { known: false, reason: "not-at-this-rung" };
}

/** A figure at a wider rung (M53), or at its own; nothing where there is no way. */
export function raisedRate(
  figure: KnownFigure,
  rung: BoundaryRung,
  { site, overhead }: ServedPlace,
): ServedRate | undefined {
  const raised = raise(figure.rung, rung, { pue: site.pue, overhead });
  if (raised === undefined) return undefined;
  const { spread } = product(ratio, [{ value: 1, spread: figure.spread }, raised.by]);
  const joulesPer: Record<string, number> = {};
  for (const [counter, joules] of Object.entries(figure.joulesPer)) {
    joulesPer[counter] = Number(joules) * raised.by.value;
  }
  const pue = factorEstimate(ratio, site.pue);
  const node = product(ratio, [{ value: 1, spread }], [pue]);
  return {
    ...figure,
    known: true,
    rung,
    joulesPer,
    spread,
    byPue: includes(rung, "facility"),
    ...(includes(rung, "facility") ? { node: { per: node.value, spread: node.spread } } : {}),
    factors: [...figure.factors, ...raised.factors],
    assumptions: [...figure.assumptions, ...raised.assumptions],
  };
}
