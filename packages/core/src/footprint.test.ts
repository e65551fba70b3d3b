import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BOUNDARY_RUNGS } from "./energy/boundary.ts";
import { metered, modelled, threadPower } from "./energy/work.fixture.ts";
import type { Work } from "./energy/work.ts";
import { doubt, exact } from "./estimate/estimate.ts";
import { statedFactor } from "./factor.ts";
import { footprint } from "./footprint.ts";
import type { Place } from "./footprint.ts";
import type { Allocation } from "./impact/embodied.ts";
import { relativeError } from "./relative-error.fixture.ts";
import { fromHours, gigabytes, seconds } from "./units.ts";

const PLACE: Place = {
  grid: statedFactor("grid", 400, "gCO2e/kWh", 2),
  adpe: statedFactor("adpe", 1e-7, "kgSb/kWh", 3),
  pe: statedFactor("pe", 10, "MJ/kWh", 2),
  wue: statedFactor("wue", 0.55, "L/kWh", 10),
  waterOffSite: statedFactor("ewif", 3, "L/kWh", 2.5),
  pue: statedFactor("pue", 1.5, "1", 1.2),
  assumptions: [{ code: "pue-default", text: "said twice" }],
};
const HOUR = exact(fromHours(1));
const MEMORY = exact(gigabytes(10));
const WORK: Work = { duration: HOUR, cpu: modelled(threadPower("chip"), 3600, 7200), memory: MEMORY };
const ALLOCATION: Allocation = { duration: HOUR, threads: 2, hostThreads: 8, memory: MEMORY };

describe("footprint", () => {
  it("is energy, then impacts, by hand", () => {
    const print = footprint(WORK, ALLOCATION, PLACE, "facility");
    // (3600 × 8 + 3600 × 1 + 10 × 0.32 × 3600) J × 1.37 × 1.5 = 90,255.6 J = 0.025071 kWh
    expect(print.energy.value).toBeCloseTo(90_255.6, 6);
    expect(print.co2e.value).toBeCloseTo((90_255.6 / 3.6e6) * 400, 9);
    expect(print.boundary).toBe("facility");
    expect(print.ladder.energy.facility).toBe(print.energy);
  });

  it("gives the energy of its rung, and the use phase alone below the life cycle", () => {
    for (const rung of BOUNDARY_RUNGS) {
      const print = footprint(WORK, ALLOCATION, PLACE, rung);
      expect(print.energy).toBe(print.ladder.energy[rung]);
      expect(print.water).toBe(print.use.water);
    }
    const alone = BOUNDARY_RUNGS.filter((rung) => {
      const print = footprint(WORK, ALLOCATION, PLACE, rung);
      return print.co2e === print.use.co2e;
    });
    expect(alone).toEqual(["device", "share", "node", "facility"]);
  });

  it("has the same production at every rung", () => {
    const [first, ...others] = BOUNDARY_RUNGS.map(
      (rung) => footprint(WORK, ALLOCATION, PLACE, rung).embodied,
    );
    for (const other of others) expect(other).toEqual(first);
  });

  it("says at the life cycle, and only there, that development is missing", () => {
    const missing = BOUNDARY_RUNGS.filter((rung) =>
      footprint(WORK, ALLOCATION, PLACE, rung).assumptions.some(({ code }) => code === "development-missing"),
    );
    expect(missing).toEqual(["lifecycle"]);
  });

  it("lists every factor and every assumption once", () => {
    const twice: Work = { ...WORK, gpu: modelled(threadPower("chip"), 10, 10) };
    const place: Place = { ...PLACE, assumptions: [...PLACE.assumptions, ...PLACE.assumptions] };
    const print = footprint(twice, ALLOCATION, place, "lifecycle");
    const ids = print.factors.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.slice(0, 3)).toEqual(["node/overhead", "stated/curve", "memory/power"]);
    const texts = print.assumptions.map(({ code, text }) => `${code} ${text}`);
    expect(texts).toEqual([...new Set(texts)]);
    expect(texts.filter((text) => text === "pue-default said twice")).toHaveLength(1);
  });
});

describe("any footprint", () => {
  const amount = fc.double({ min: 0.01, max: 1e5, noNaN: true });
  const piece = fc.record({ duration: amount, busy: amount, energy: amount, gb: amount, threads: amount });

  it("at the life cycle is the facility's and production's together, for carbon, minerals and primary energy", () => {
    fc.assert(
      fc.property(piece, ({ duration, busy, energy, gb, threads }) => {
        const time = exact(seconds(duration));
        const memory = exact(gigabytes(gb));
        const work: Work = {
          duration: time,
          cpu: modelled(threadPower("plug"), busy, threads * duration),
          gpu: metered(energy),
          memory,
        };
        const allocation: Allocation = { duration: time, threads, memory };
        const facility = footprint(work, allocation, PLACE, "facility");
        const whole = footprint(work, allocation, PLACE, "lifecycle");
        for (const criterion of ["co2e", "adpe", "pe"] as const) {
          const parts = facility[criterion].value + facility.embodied[criterion].value;
          expect(relativeError(whole[criterion].value, parts)).toBeLessThan(1e-12);
        }
        expect(whole.water).toEqual(facility.water);
        expect(whole.energy).toEqual(facility.energy);
        const named = new Set(whole.factors.map(({ id }) => id));
        for (const figure of [whole.co2e, whole.adpe, whole.pe, whole.water]) {
          expect(doubt(figure).filter(({ source }) => !named.has(source))).toEqual([]);
        }
      }),
    );
  });
});
