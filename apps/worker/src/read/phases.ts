/**
 * `GET /api/phases`: training against inference, side by side and added up, from cells and from runs.
 * @module
 */
import {
  type CarbonCurve,
  carbonCurve,
  type CurvePoint,
  type Factor,
  type Phase,
  PHASES,
  SOURCE_TIERS,
  type SourceTier,
} from "@gramme/core";
import type { WirePhasesAnswer } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { runsOf } from "../runs/runs.ts";
import { bookingsOf, type NotBooked } from "./bookings.ts";
import { csvAnswer, quantityCells, quantityColumns, READ_HEADERS, wantsCsv } from "./csv.ts";
import { KWH, wireUnknown } from "./figures.ts";
import { groundOf } from "./ground.ts";
import { noteFactors } from "./noted.ts";
import { HOUR_MS, iso, type Period, periodOf, wirePeriod } from "./period.ts";
import { asked, FORMAT, MAKING, PERIOD } from "./query.ts";
import { openReading } from "./reading.ts";
import { type BookedOfPhase, noneBooked, productionOf, quotient, totalOf, wholeOf } from "./phase-sums.ts";
import { wireInterval } from "./series-points.ts";
import { seriesTotal, servedSeries } from "./served-series.ts";
import { bucketAt, type Bucket } from "./step.ts";

/** The query of `/api/phases`. */
export const PhasesQuery = z.strictObject({
  ...PERIOD,
  boundary: MAKING.boundary,
  as_of: MAKING.as_of,
  ...FORMAT,
  step: z.enum(["day", "week", "month"]).optional().describe("month when not said"),
});

type Amounts = WirePhasesAnswer["points"][number]["cumulative"];

/** A phase's curve by bucket, and added up from the start. */
interface PhaseCurves {
  readonly each: CarbonCurve;
  readonly upTo: CarbonCurve;
}

/** Answers `/api/phases`. */
export async function phases(c: LedgerContext): Promise<Response> {
  const query = asked(c, PhasesQuery);
  const { boundary = "facility", step = "month" } = query;
  const period = periodOf(query, c.var.nowMs);
  const { tenant } = c.var.principal;
  const reading = await openReading(c.env, tenant, { boundary, nowMs: c.var.nowMs, asOfMs: period.asOfMs });
  const curves = new Map<Phase, PhaseCurves>();
  const curvesOf = (phase: Phase, buckets: number): PhaseCurves => {
    const known = curves.get(phase) ?? {
      each: carbonCurve(buckets, boundary),
      upTo: carbonCurve(buckets, boundary),
    };
    curves.set(phase, known);
    return known;
  };
  const served = await servedSeries(c.env, reading, period, { filters: {}, grid: "annual", step }, (row, n) =>
    Object.values<CarbonCurve>({ ...curvesOf(row.phase, n) }),
  );
  const { buckets } = served;
  // folded as they pass: there may be years of runs, and a booking is dear to keep
  const booked = new Map<Phase, BookedOfPhase>();
  const factorsOfRuns = new Map<string, Factor>();
  const left: NotBooked[] = [];
  const bucketOf = bucketAt(buckets);
  for await (const run of runsOf(c.env, tenant, period.from * HOUR_MS, period.to * HOUR_MS)) {
    const of = bookingsOf(run, boundary, reading.at);
    left.push(...of.left);
    for (const booking of of.booked) {
      const { phase, tier, factors } = booking;
      const known = booked.get(phase) ?? noneBooked();
      known.runs += 1;
      known.energy.add(booking.energy.value, booking.energy.spread);
      known.co2e.add(booking.co2e.value, booking.co2e.spread);
      if (booking.production !== undefined) {
        known.production.add(booking.production.value, booking.production.spread);
      }
      known.tiers.add(tier);
      booked.set(phase, known);
      for (const factor of factors) factorsOfRuns.set(`${factor.id} ${factor.value}`, factor);
      const { each, upTo } = curvesOf(phase, buckets.length);
      const bucket = bucketOf(Math.floor(booking.atMs / HOUR_MS));
      each.addEstimate(bucket, booking.energy, booking.co2e);
      upTo.addEstimate(bucket, booking.energy, booking.co2e);
    }
  }
  for (const { upTo } of curves.values()) upTo.accumulate();
  const points = PHASES.flatMap((phase) => pointsOf(phase, curves.get(phase), buckets, period)).toSorted(
    (a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0),
  );
  const total = seriesTotal(served, reading);
  const whole = new Map(
    [...curves.keys()].map((phase) => [
      phase,
      wholeOf(
        seriesTotal(served, reading, (row) => row.phase === phase),
        booked.get(phase),
      ),
    ]),
  );
  const factors: readonly Factor[] = [...total.factors, ...factorsOfRuns.values()];
  noteFactors(c, factors, period.asOfMs);
  if (wantsCsv(c, query.format)) {
    return csvAnswer(c, "phases", {
      columns: [
        "at",
        "phase",
        "boundary",
        "partial",
        ...["energy_kwh", "co2e_g", "cumulative_energy_kwh", "cumulative_co2e_g"].flatMap(quantityColumns),
      ],
      rows: points.map((point) => [
        point.at,
        point.phase,
        boundary,
        point.partial,
        ...quantityCells(point.energy_kwh),
        ...quantityCells(point.co2e_g),
        ...quantityCells(point.cumulative.energy_kwh),
        ...quantityCells(point.cumulative.co2e_g),
      ]),
    });
  }
  const answer: WirePhasesAnswer = {
    schema: "gramme/phases/1",
    period: wirePeriod(period),
    boundary,
    step,
    phases: PHASES.flatMap((phase) => {
      const of = curves.get(phase);
      if (of === undefined) return [];
      const cells = seriesTotal(served, reading, (row) => row.phase === phase);
      const runs = booked.get(phase) ?? noneBooked();
      return [
        {
          phase,
          ...amounts(of.upTo.point(buckets.length - 1)),
          inferences: cells.count,
          failed: cells.failed,
          runs: runs.runs,
          tiers: inOrder([...cells.tiers.map(({ tier }) => tier), ...runs.tiers]),
          production: productionOf(cells, runs),
          unknown: wireUnknown(cells.unknown),
        },
      ];
    }),
    total: totalOf([...whole.values()]),
    training_per_inference: {
      energy: quotient(whole.get("training")?.energy, whole.get("inference")?.energy),
      co2e: quotient(whole.get("training")?.co2e, whole.get("inference")?.co2e),
    },
    points,
    left_out: left,
    ground: groundOf(reading, {
      rows: [...served.sums.keys()].map(({ row }) => row),
      factors,
      ofRuns: booked.size > 0,
      assumptions: total.assumptions,
    }),
  };
  return c.json(answer, 200, READ_HEADERS);
}

function pointsOf(
  phase: Phase,
  curves: PhaseCurves | undefined,
  buckets: readonly Bucket[],
  { nowMs }: Period,
): WirePhasesAnswer["points"] {
  if (curves === undefined) return [];
  return buckets.flatMap((bucket, index) => {
    const sum = curves.upTo.point(index);
    // what was added up stands on while nothing is added, but not into time to come
    if (sum === undefined || bucket.from * HOUR_MS > nowMs) return [];
    const each = curves.each.point(index);
    return [
      {
        at: iso(bucket.from),
        phase,
        partial: bucket.partial,
        ...(each === undefined ? NOTHING : amounts(each)),
        cumulative: amounts(sum),
      },
    ];
  });
}

/** A bucket in which nothing was done: 0 is what is known of it. */
const NOTHING: Amounts = {
  energy_kwh: { value: 0, low: 0, high: 0 },
  co2e_g: { value: 0, low: 0, high: 0 },
};

function amounts(point: CurvePoint | undefined): Amounts {
  return { energy_kwh: wireInterval(point?.energy, KWH), co2e_g: wireInterval(point?.co2e, 1) };
}

function inOrder(tiers: readonly SourceTier[]): SourceTier[] {
  return SOURCE_TIERS.filter((tier) => tiers.includes(tier));
}
