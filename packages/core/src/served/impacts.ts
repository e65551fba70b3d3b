/**
 * What a joule of some requests emits at their place (M9–M12), its doubt with that of the joule itself.
 * @module
 */
import type { Estimate } from "../estimate/estimate.ts";
import { exact, product } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import { factorEstimate } from "../factor.ts";
import { gramsPerKwh, JOULES_PER_KWH, kgSbPerKwh, litresPerKwh, mjPerKwh } from "../units.ts";
import type { ServedAssumption } from "./assumption.ts";
import type { ServedPlace } from "./place.ts";
import type { NoRate, ServedRate } from "./rate.ts";

/** Requests that are alike in all but their number: one rate, one place. */
export interface ServedClass {
  readonly rate: ServedRate | NoRate;
  readonly place: ServedPlace;
  /** Absent where the rate is not known. */
  readonly perJoule?: PerJoule;
  /** Every factor of the energy and its impacts. */
  readonly factors: readonly Factor[];
  readonly assumptions: readonly ServedAssumption[];
}

/** Impacts of one joule, each with the whole doubt of its product with the energy. */
export interface PerJoule {
  /** 1 J, with the doubt of the energy. */
  readonly energy: Estimate;
  readonly co2e: Estimate;
  readonly adpe: Estimate;
  readonly pe: Estimate;
  /** Water of cooling; 0 below `facility`. */
  readonly waterOnSite: Estimate;
  readonly waterOffSite: Estimate;
}

const bare = (value: number): number => value;

/** A class of requests: its rate at its place, ready for any number of them. */
export function servedClass(rate: ServedRate | NoRate, place: ServedPlace): ServedClass {
  if (!rate.known) return { rate, place, factors: [], assumptions: [] };
  const { site } = place;
  const energy: Estimate = { value: 1, spread: rate.spread };
  const perKwh = exact(JOULES_PER_KWH);
  const { node } = rate;
  const onSite = node !== undefined;
  const unsaid = (code: string): boolean =>
    (code === "pue-default" && !rate.byPue) || (code === "wue-default" && !onSite);
  return {
    rate,
    place,
    perJoule: {
      energy,
      co2e: product(bare, [energy, factorEstimate(gramsPerKwh, site.grid)], [perKwh]),
      adpe: product(bare, [energy, factorEstimate(kgSbPerKwh, site.adpe)], [perKwh]),
      pe: product(bare, [energy, factorEstimate(mjPerKwh, site.pe)], [perKwh]),
      waterOnSite:
        node === undefined
          ? exact(0)
          : product(
              bare,
              [{ value: node.per, spread: node.spread }, factorEstimate(litresPerKwh, site.wue)],
              [perKwh],
            ),
      waterOffSite: product(bare, [energy, factorEstimate(litresPerKwh, site.waterOffSite)], [perKwh]),
    },
    factors: [
      ...rate.factors,
      ...(rate.byPue ? [site.pue] : []),
      site.grid,
      ...(onSite ? [site.wue] : []),
      site.waterOffSite,
      site.adpe,
      site.pe,
    ],
    assumptions: [...rate.assumptions, ...place.assumptions.filter(({ code }) => !unsaid(code))],
  };
}
