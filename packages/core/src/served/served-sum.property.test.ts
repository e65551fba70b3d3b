import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { interval, logDeviation, sum } from "../estimate/estimate.ts";
import type { Estimate } from "../estimate/estimate.ts";
import type { Joules } from "../units.ts";
import { joules } from "../units.ts";
import { amountOf } from "./amount.ts";
import { carbonCurve } from "./carbon-curve.ts";
import { addCounters } from "./counters.ts";
import { PLACE, someCounters, STATED } from "./counters.fixture.ts";
import { servedClass } from "./impacts.ts";
import { mixture } from "./mixture.ts";
import { servedPlace } from "./place.ts";
import { servedRate } from "./rate.ts";
import { servedSum } from "./served-sum.ts";

const rung = fc.constantFrom(...BOUNDARY_RUNGS);
const classes = [undefined, ...STATED].flatMap((profile) =>
  [PLACE, servedPlace({ zone: "DE" }, ""), servedPlace(undefined, "FRA")].map((place) => ({
    profile,
    place,
  })),
);
const someClass = fc.constantFrom(...classes);
const parts = fc.array(fc.tuple(someClass, someCounters), { minLength: 1, maxLength: 8 });

const classAt = (
  of: (typeof classes)[number],
  at: (typeof BOUNDARY_RUNGS)[number],
): ReturnType<typeof servedClass> =>
  servedClass(servedRate({ ...of, task: "text-generation", rung: at }), of.place);

function close(a: number, b: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(a), Math.abs(b)));
}

describe("sums of served requests", () => {
  it("are the same however the cells are cut", () => {
    fc.assert(
      fc.property(someClass, rung, someCounters, someCounters, (of, at, a, b) => {
        const { rate } = classAt(of, at);
        const [one, two, both] = [amountOf(rate, a), amountOf(rate, b), amountOf(rate, addCounters(a, b))];
        close(one.joules + two.joules, both.joules);
        expect(one.covered + two.covered).toBe(both.covered);
        expect(both.covered).toBeLessThanOrEqual(both.count + both.failed);
      }),
    );
  });

  it("are the same in any order, and hold every request, known or not", () => {
    fc.assert(
      fc.property(parts, rung, (cells, at) => {
        const total = (rows: typeof cells): ReturnType<ReturnType<typeof servedSum>["total"]> => {
          const adding = servedSum(at);
          for (const [of, counters] of rows) {
            const made = classAt(of, at);
            adding.add(made, amountOf(made.rate, counters));
          }
          return adding.total();
        };
        const [forth, back] = [total(cells), total(cells.toReversed())];
        const requests = cells.reduce((all, [, { count, failed }]) => all + count + failed, 0);
        const unknown = forth.unknown.reduce((all, row) => all + row.requests, 0);
        expect(forth.covered + unknown).toBe(requests);
        for (const figure of ["energy", "co2e", "water", "adpe", "pe"] as const) {
          const [a, b] = [forth.impacts?.[figure], back.impacts?.[figure]];
          expect(a === undefined).toBe(b === undefined);
          if (a === undefined || b === undefined) continue;
          close(a.value, b.value);
          close(interval(a).high, interval(b).high);
          expect(interval(a).low).toBeLessThanOrEqual(a.value);
          expect(interval(a).high).toBeGreaterThanOrEqual(a.value);
        }
      }),
    );
  });

  it("are never surer for having more of the same doubt", () => {
    fc.assert(
      fc.property(someClass, someCounters, fc.integer({ min: 2, max: 50 }), (of, counters, times) => {
        const made = classAt(of, "facility");
        const amount = amountOf(made.rate, counters);
        fc.pre(amount.joules > 0);
        const adding = servedSum("facility");
        for (let n = 0; n < times; n += 1) adding.add(made, amount);
        const { impacts } = adding.total();
        if (impacts === undefined || made.perJoule === undefined) {
          throw new Error("energy above 0 J has impacts");
        }
        const one = interval(made.perJoule.co2e);
        close(interval(impacts.co2e).high / impacts.co2e.value, one.high / one.value);
      }),
    );
  });

  it("are those of the curve, point by point and added up", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(someClass, someCounters, fc.nat(4)), { minLength: 1, maxLength: 12 }),
        rung,
        (cells, at) => {
          const made = new Map(classes.map((of) => [of, classAt(of, at)]));
          const rows = cells.map(([of, counters, bucket]) => {
            const one = made.get(of) ?? classAt(of, at);
            return { one, bucket, amount: amountOf(one.rate, counters) };
          });
          const each = carbonCurve(5, at, { water: true });
          const upTo = carbonCurve(5, at, { water: true });
          for (const { one, bucket, amount } of rows) {
            each.add(one, bucket, amount);
            upTo.add(one, bucket, amount);
          }
          upTo.accumulate();
          for (let bucket = 0; bucket < 5; bucket += 1) {
            for (const [curve, takes] of [
              [each, (n: number) => n === bucket],
              [upTo, (n: number) => n <= bucket],
            ] as const) {
              const here = rows.filter((row) => takes(row.bucket));
              const adding = servedSum(at);
              for (const { one, amount } of here) adding.add(one, amount);
              const { impacts, covered, inferences } = adding.total();
              const point = curve.point(bucket);
              expect(point === undefined).toBe(here.length === 0);
              if (point === undefined) continue;
              expect(point.covered).toBe(covered);
              close(point.behind, inferences);
              expect(point.water === undefined).toBe(impacts === undefined);
              expect(point.energy === undefined).toBe(impacts === undefined);
              if (impacts === undefined || point.energy === undefined || point.co2e === undefined) continue;
              close(point.energy.high, interval(impacts.energy).high);
              close(point.co2e.low, interval(impacts.co2e).low);
              close(point.water?.value ?? 0, impacts.water.value);
              close(point.water?.high ?? 0, interval(impacts.water).high);
            }
          }
        },
      ),
    );
  });

  it("are M3's, added one by one", () => {
    const estimate: fc.Arbitrary<Estimate<Joules>> = fc
      .record({
        value: fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e9, noNaN: true })),
        a: fc.double({ min: 1, max: 5, noNaN: true }),
        b: fc.double({ min: 1, max: 5, noNaN: true }),
        noise: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ value, a, b, noise }) => ({
        value: joules(value),
        spread: { sources: { a: logDeviation(a), b: -logDeviation(b) }, noise },
      }));
    fc.assert(
      fc.property(fc.array(estimate, { maxLength: 10 }), (estimates) => {
        const adding = mixture();
        for (const { value, spread } of estimates) adding.add(value, spread);
        const [ours, theirs] = [interval(adding.estimate(joules)), interval(sum(joules, estimates))];
        close(ours.value, theirs.value);
        close(ours.high, theirs.high);
      }),
    );
  });
});
