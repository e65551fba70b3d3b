import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interval, logDeviation } from "../estimate/estimate.ts";
import { amountOf } from "./amount.ts";
import { addLive, type LiveCarbon } from "./carbon.ts";
import { carbonCurve } from "./carbon-curve.ts";
import { counters } from "./counters.fixture.ts";
import { servedClass } from "./impacts.ts";
import { servedPlace } from "./place.ts";
import { servedRate } from "./rate.ts";
import { servedSum } from "./served-sum.ts";

/** 1 J an inference at the rung that is asked for, within ×1.5. */
const profile = {
  id: "p",
  version: 1,
  input: { kind: "per-inference", energy_j: 1, rung: "facility", spread: 1.5 },
} as const;
const place = servedPlace({ zone: "FR" }, "");
const OF = servedClass(servedRate({ profile, task: "unknown", rung: "facility", place }), place);
const amount = (count: number) => amountOf(OF.rate, counters({ count }));

/** Hours with a reading: so many of the joules at such an intensity, each with its own doubt. */
const hours = fc.array(
  fc.record({
    bucket: fc.nat(2),
    joules: fc.integer({ min: 1, max: 1000 }),
    grams: fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
    spread: fc.double({ min: 1, max: 4, noNaN: true }),
  }),
  { minLength: 1, maxLength: 8 },
);
const liveOf = (joules: number, co2e_g: number, spread: number): LiveCarbon => ({
  joules,
  co2e_g,
  spread: { sources: { "grid/live/FRA": logDeviation(spread) }, noise: 0 },
});

function close(a: number, b: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(a), Math.abs(b)));
}

describe("carbon that was read live", () => {
  it("is the same in a curve, bucket by bucket and added up, as in a sum", () => {
    fc.assert(
      fc.property(hours, (rows) => {
        const each = carbonCurve(3, "facility");
        const upTo = carbonCurve(3, "facility");
        for (const { bucket, joules, grams, spread } of rows) {
          for (const curve of [each, upTo]) {
            // half of the energy is in hours without a reading
            curve.add(OF, bucket, amount(2 * joules));
            curve.addLive(OF, bucket, liveOf(joules, grams, spread));
          }
        }
        upTo.accumulate();
        for (let bucket = 0; bucket < 3; bucket += 1) {
          for (const [curve, takes] of [
            [each, (n: number) => n === bucket],
            [upTo, (n: number) => n <= bucket],
          ] as const) {
            const here = rows.filter((row) => takes(row.bucket));
            const live = here
              .map(({ joules, grams, spread }) => liveOf(joules, grams, spread))
              .reduce<LiveCarbon | undefined>((sum, part) => addLive(sum, part), undefined);
            const whole = servedSum("facility");
            whole.add(OF, amount(here.reduce((sum, { joules }) => sum + 2 * joules, 0)), "", live);
            const co2e = whole.total().impacts?.co2e;
            const point = curve.point(bucket)?.co2e;
            expect(point === undefined).toBe(here.length === 0);
            if (co2e === undefined || point === undefined) continue;
            close(point.value, co2e.value);
            close(point.high, interval(co2e).high);
          }
        }
      }),
    );
  });

  it("is between its parts in doubt, however they are put together", () => {
    const reach = (live: LiveCarbon): number => live.spread.sources["grid/live/FRA"] ?? Number.NaN;
    const part = fc
      .tuple(fc.double({ min: 1e-6, max: 1e3, noNaN: true }), fc.double({ min: 1, max: 4, noNaN: true }))
      .map(([grams, spread]) => liveOf(1, grams, spread));
    fc.assert(
      fc.property(part, part, (a, b) => {
        const [forth, back] = [addLive(a, b), addLive(b, a)];
        close(forth.co2e_g, a.co2e_g + b.co2e_g);
        close(reach(forth), reach(back));
        expect(reach(forth)).toBeGreaterThanOrEqual(Math.min(reach(a), reach(b)) * (1 - 1e-12));
        expect(reach(forth)).toBeLessThanOrEqual(Math.max(reach(a), reach(b)) * (1 + 1e-12));
      }),
    );
  });
});

describe("a place that a later release knows no more", () => {
  it.each([{ zone: "ATLANTIS" }, { cloud_region: "atlantis-east1" }])("is told: %j", (site) => {
    const made = servedPlace({ ...site, pue: 1.3, grid_g_per_kwh: 7 }, "");
    expect([made.site.zone, made.site.pue.value, made.site.grid.value, made.pueSaid]).toEqual([
      "unknown",
      1.3,
      7,
      true,
    ]);
    const [name] = Object.values(site);
    expect(made.assumptions).toContainEqual({
      code: "zone-without-figure",
      text: `no figure is known for the grid of "${name}": taken as unknown`,
    });
    // a request that says where it ran takes nothing of it
    expect(servedPlace(site, "FRA").assumptions.map(({ code }) => code)).not.toContain("zone-without-figure");
  });
});
