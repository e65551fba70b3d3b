import { BOUNDARY_RUNGS, PHASES, today } from "@gramme/core";
import type { WireComparedWorkload, WireRunResult, WireWorkloadFigures } from "@gramme/core/wire";
import { check, RunResult } from "@gramme/core/wire";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { bookingsOf } from "../read/bookings.ts";
import { runRow } from "../read/run-rows.ts";
import { runResult, SOURCE, workload } from "./run.fixture.ts";
import { largeRun } from "./large-run.fixture.ts";
import { runSummary } from "./run-summary.ts";
import type { BookedRun } from "./runs.ts";

const { figures } = workload();
const amount = fc.double({ min: 0, max: 1e9, noNaN: true });
const quantity = fc.record({ value: amount, low: amount, high: amount });
const name = fc.constantFrom("digits", "speech", "spam");
const [ground] = figures.factors as [(typeof figures.factors)[number]];
const factor = fc.constantFrom(
  ...figures.factors,
  { ...ground, id: "stated/grid", unit: "gCO2e/kWh" },
  { ...ground, id: "grid/ember/FRA", unit: "gCO2e/kWh" },
  { ...ground, id: "grid/somebody/else", unit: "gCO2e/kWh" },
  { ...ground, id: "impact/gwp", unit: "gCO2e/kWh" },
);

const workloads: fc.Arbitrary<WireWorkloadFigures> = fc
  .record({
    name,
    model: fc.option(fc.constant("acme/digits-7b"), { nil: undefined }),
    phase: fc.constantFrom(...PHASES),
    energy_kwh: quantity,
    co2e_g: quantity,
    rungs: fc.array(quantity, { minLength: BOUNDARY_RUNGS.length, maxLength: BOUNDARY_RUNGS.length }),
    boundary: fc.constantFrom(...BOUNDARY_RUNGS),
    factors: fc.array(factor, { maxLength: 5 }),
    shares: fc.array(fc.constantFrom(...figures.doubt), { maxLength: 5 }),
    replicates: fc.array(fc.constantFrom({ wall_s: 12, device_j: 1 }, { wall_s: 3, cpu_s: 1, device_j: 2 }), {
      minLength: 1,
      maxLength: 3,
    }),
    quality: fc.option(fc.constant({ metric: "accuracy", better: "higher" as const, value: 0.9 }), {
      nil: undefined,
    }),
    parameters: fc.option(fc.nat(), { nil: undefined }),
    units: fc.double({ min: 1, max: 1e6, noNaN: true }),
  })
  .map(
    ({ energy_kwh, co2e_g, rungs, boundary, factors, shares, units, model, quality, parameters, ...rest }) =>
      workload({
        ...rest,
        ...(model === undefined ? {} : { model }),
        ...(quality === undefined ? {} : { quality }),
        ...(parameters === undefined ? {} : { parameters }),
        units_in_one: units,
        figures: {
          ...figures,
          boundary,
          energy_kwh,
          co2e_g,
          factors,
          doubt: shares,
          ladder_kwh: Object.fromEntries(
            BOUNDARY_RUNGS.map((rung, n) => [rung, rungs[n]]),
          ) as typeof figures.ladder_kwh,
        },
      }),
  );

const [compared] = largeRun({ workloads: 1, pairs: 6 }).comparisons as [WireComparedWorkload];
const runs: fc.Arbitrary<WireRunResult> = fc
  .record({
    workloads: fc.array(workloads, { maxLength: 3 }),
    arms: fc.array(fc.tuple(workloads, workloads), { maxLength: 2 }),
    accepted: fc.option(
      fc.constant({ label: "ok", by: "ada", at: "2026-11-20T10:00:00Z", reason: "it is worth it" }),
      { nil: undefined },
    ),
    revision: fc.constantFrom(
      undefined,
      { dirty: true },
      { base: "main", dirty: false },
      { base: "b".repeat(40), head: "a".repeat(40), dirty: false },
    ),
    partial: fc.boolean(),
  })
  .map(({ workloads: alone, arms, accepted, revision, partial }) =>
    runResult({
      partial,
      workloads: [...arms.map(([, head]) => head), ...alone],
      comparisons: arms.map(([base, head]) => ({ ...compared, base, head })),
      ...(accepted === undefined ? {} : { accepted }),
      ...(revision === undefined ? {} : { revision }),
    }),
  );

const booked = (run: BookedRun["run"]): BookedRun => ({
  key: "acme/model/1/1/-",
  received_ms: 2,
  started_ms: 1,
  source: SOURCE,
  trained: ["digits", "spam"],
  run,
});

it("says to every reading what the whole run says, once it was kept", () => {
  fc.assert(
    fc.property(runs, fc.constantFrom(...BOUNDARY_RUNGS), (run, rung) => {
      const kept = JSON.parse(JSON.stringify(runSummary(run))) as BookedRun["run"];
      expect(bookingsOf(booked(kept), rung, today)).toEqual(bookingsOf(booked(run), rung, today));
      expect(runRow(booked(kept))).toEqual(runRow(booked(run)));
      expect(kept.workloads.map(({ quality }) => quality)).toEqual(
        run.workloads.map(({ quality }) => quality),
      );
    }),
    { numRuns: 200 },
  );
});

it("is made of runs that the wire takes, and leaves out most of them", () => {
  const run = largeRun({ workloads: 9, pairs: 200 });
  expect(check(RunResult, run).ok).toBe(true);
  expect(JSON.stringify(runSummary(run)).length * 40).toBeLessThan(JSON.stringify(run).length);
});
