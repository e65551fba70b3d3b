/**
 * `GET /api/series`: energy, carbon and inferences over time, by a label.
 * @module
 */
import { type CarbonCurve, carbonCurve } from "@gramme/core";
import type { WireSeriesAnswer } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { csvAnswer, quantityCells, quantityColumns, READ_HEADERS, wantsCsv } from "./csv.ts";
import { wireUnknown } from "./figures.ts";
import { groundOf } from "./ground.ts";
import { filtersOf, labelOf } from "./label-rows.ts";
import { noteFactors } from "./noted.ts";
import { periodOf, wirePeriod } from "./period.ts";
import { asked, BY, FILTERS, FORMAT, MAKING, PERIOD, wrongParameter } from "./query.ts";
import { openReading } from "./reading.ts";
import { seriesPoints } from "./series-points.ts";
import { seriesTotal, servedSeries } from "./served-series.ts";
import { bucketsOf, STEPS } from "./step.ts";

/** The query of `/api/series`. */
export const SeriesQuery = z.strictObject({
  ...PERIOD,
  ...MAKING,
  ...BY,
  ...FILTERS,
  ...FORMAT,
  step: z.enum(STEPS).optional().describe("day when not said"),
});

/** Most buckets of an answer, and most points. */
const MOST_BUCKETS = 2000;
const MOST_POINTS = 20_000;
/** Longest period by the hour, days. */
const HOURLY_DAYS = 31;

/** Answers `/api/series`. */
export async function series(c: LedgerContext): Promise<Response> {
  const query = asked(c, SeriesQuery);
  const { by, boundary = "facility", grid = "annual", step = "day" } = query;
  const period = periodOf(query, c.var.nowMs);
  if (step === "hour" && period.to - period.from > HOURLY_DAYS * 24) {
    throw wrongParameter(
      "step",
      `by the hour the period is at most ${HOURLY_DAYS} days; day, week or month take longer`,
    );
  }
  const buckets = bucketsOf(period, step);
  if (buckets.length > MOST_BUCKETS) {
    throw wrongParameter(
      "step",
      `the period has ${buckets.length} of them, at most ${MOST_BUCKETS} are given`,
    );
  }
  const { tenant } = c.var.principal;
  const reading = await openReading(c.env, tenant, { boundary, nowMs: c.var.nowMs, asOfMs: period.asOfMs });
  const filters = filtersOf(query);
  const curves = new Map<string, CarbonCurve>();
  const served = await servedSeries(c.env, reading, period, { filters, grid, step }, (row, count) => {
    const key = by === undefined ? "" : labelOf(row, by);
    const curve = curves.get(key) ?? carbonCurve(count, boundary);
    curves.set(key, curve);
    return [curve];
  });
  const { points, keys } = seriesPoints(curves, served.buckets);
  if (points.length > MOST_POINTS) {
    throw wrongParameter(
      "step",
      `the answer would have ${points.length} points, at most ${MOST_POINTS} are given; a coarser step or a filter has fewer`,
    );
  }
  const total = seriesTotal(served, reading);
  noteFactors(c, total.factors, period.asOfMs);
  if (wantsCsv(c, query.format)) {
    return csvAnswer(c, "series", {
      columns: [
        "at",
        by ?? "all",
        "boundary",
        "inferences",
        "failed",
        "known_requests",
        "partial",
        ...quantityColumns("energy_kwh"),
        ...quantityColumns("co2e_g"),
      ],
      rows: points.map((point) => [
        point.at,
        point.key,
        boundary,
        point.inferences,
        point.failed,
        point.known_requests,
        point.partial,
        ...quantityCells(point.energy_kwh),
        ...quantityCells(point.co2e_g),
      ]),
    });
  }
  const answer: WireSeriesAnswer = {
    schema: "gramme/series/1",
    period: wirePeriod(period),
    boundary,
    filters,
    step,
    by: by ?? null,
    keys: [...keys],
    points: [...points],
    unknown: wireUnknown(total.unknown),
    ground: groundOf(reading, {
      rows: [...served.sums.keys()].map(({ row }) => row),
      factors: total.factors,
      assumptions: total.assumptions,
      live:
        grid === "annual" ? undefined : { joules: total.liveJoules, of: total.impacts?.energy.value ?? 0 },
    }),
  };
  return c.json(answer, 200, READ_HEADERS);
}
