import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BoundaryRung } from "../energy/boundary.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { exact, interval, product, scale, uncertain } from "../estimate/estimate.ts";
import { statedFactor } from "../factor.ts";
import { relativeError } from "../relative-error.fixture.ts";
import { fromKwh, joules, ratio } from "../units.ts";
import type { Joules } from "../units.ts";
import { usePhase } from "./use-phase.ts";
import type { SiteIntensities } from "./use-phase.ts";

// oxlint-disable-next-line oxc/approx-constant -- L of water per kWh of US electricity (Li et al. 2023), no π
const EWIF = 3.142;

/** The United States as Li et al. count them; other criteria round numbers. */
const SITE: SiteIntensities = {
  grid: statedFactor("grid", 400, "gCO2e/kWh", 2),
  adpe: statedFactor("adpe", 1e-7, "kgSb/kWh", 3),
  pe: statedFactor("pe", 10, "MJ/kWh", 2),
  wue: statedFactor("wue", 0.55, "L/kWh", 10),
  waterOffSite: statedFactor("ewif", EWIF, "L/kWh", 2.5),
};

/** Energy at each rung: `node` kWh of IT, × PUE at the facility. */
function rungsOf(nodeKwh: number, pue: number): Readonly<Record<BoundaryRung, Estimate<Joules>>> {
  const node = uncertain(fromKwh(nodeKwh), "meter", 1.1);
  const facility = product(joules, [node, exact(ratio(pue))]);
  return {
    device: scale(joules, node, 0.5),
    share: scale(joules, node, 0.8),
    node,
    facility,
    lifecycle: facility,
  };
}

describe("usePhase", () => {
  // Li et al. 2023 (arXiv:2304.03271), table 1, GPT-3 trained in Microsoft's US average: W = E_IT × (WUE + PUE × EWIF)
  // = 1,287,000 kWh × (0.55 + 1.17 × 3.142); the paper prints 0.708, 4.731 and 5.439 million litres.
  it("gives the water of training GPT-3 as published", () => {
    const use = usePhase(rungsOf(1_287_000, 1.17), "facility", SITE);
    expect(relativeError(use.waterOnSite.value, 707_850)).toBeLessThan(1e-4);
    expect(relativeError(use.waterOffSite.value, 4_731_123)).toBeLessThan(1e-4);
    expect(relativeError(use.water.value, 5_438_973)).toBeLessThan(1e-4);
  });

  it("multiplies by hand: 2 kWh at PUE 1.5 are 3 kWh of electricity", () => {
    const use = usePhase(rungsOf(2, 1.5), "facility", SITE);
    expect(use.co2e.value).toBeCloseTo(3 * 400, 9);
    expect(use.adpe.value).toBeCloseTo(3e-7, 16);
    expect(use.pe.value).toBeCloseTo(30, 9);
    expect(use.waterOnSite.value).toBeCloseTo(2 * 0.55, 12);
    expect(use.waterOffSite.value).toBeCloseTo(3 * EWIF, 12);
  });

  it("has water of cooling from the facility on, of IT energy and not of the whole", () => {
    const onSite = (rung: BoundaryRung): number => usePhase(rungsOf(2, 1.5), rung, SITE).waterOnSite.value;
    expect([onSite("device"), onSite("share"), onSite("node")]).toEqual([0, 0, 0]);
    expect(onSite("facility")).toBeCloseTo(1.1, 12);
    expect(onSite("lifecycle")).toBeCloseTo(1.1, 12);
    expect(interval(usePhase(rungsOf(2, 1.5), "node", SITE).waterOnSite)).toEqual({
      value: 0,
      low: 0,
      high: 0,
    });
  });

  it("takes the energy of the rung it is asked at", () => {
    expect(usePhase(rungsOf(2, 1.5), "device", SITE).co2e.value).toBeCloseTo(400, 9);
    expect(usePhase(rungsOf(2, 1.5), "share", SITE).co2e.value).toBeCloseTo(640, 9);
    expect(usePhase(rungsOf(2, 1.5), "node", SITE).co2e.value).toBeCloseTo(800, 9);
  });

  it("doubts each criterion by its own factor and by the energy", () => {
    const use = usePhase(rungsOf(2, 1.5), "facility", SITE);
    expect(Object.keys(use.co2e.spread.sources).toSorted()).toEqual(["meter", "stated/grid"]);
    expect(Object.keys(use.adpe.spread.sources).toSorted()).toEqual(["meter", "stated/adpe"]);
    expect(Object.keys(use.pe.spread.sources).toSorted()).toEqual(["meter", "stated/pe"]);
    expect(Object.keys(use.water.spread.sources).toSorted()).toEqual(["meter", "stated/ewif", "stated/wue"]);
    // what both waters share is shared whole
    expect(use.water.spread.sources["meter"]).toBeCloseTo(use.co2e.spread.sources["meter"] ?? 0, 12);
  });

  it("is linear in the energy", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (kwh, pue) => {
          const one = usePhase(rungsOf(kwh, pue), "facility", SITE);
          const three = usePhase(rungsOf(3 * kwh, pue), "facility", SITE);
          for (const criterion of ["co2e", "adpe", "pe", "waterOnSite", "waterOffSite", "water"] as const) {
            expect(relativeError(three[criterion].value, 3 * one[criterion].value)).toBeLessThan(1e-12);
          }
        },
      ),
    );
  });
});
