/**
 * `GET /api/series`: energy, carbon, water and inferences over time, by a label.
 * @module
 */
import { type CarbonCurve, carbonCurve } from "@gramme/core";
import type { WireSeriesAnswer } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { roundedCounts } from "./cell-totals.ts";
import { csvAnswer, quantityCells, quantityColumns, READ_HEADERS, wantsCsv } from "./csv.ts";
import { wireUnknown } from "./figures.ts";
import { unknownText } from "./figures-table.ts";
import { groundOf } from "./ground.ts";
import { filtersOf, labelOf } from "./label-rows.ts";
import { type LivePart, liveShare } from "./live-share.ts";
import { noteFactors } from "./noted.ts";
import { checkHoursKept, periodOf, wirePeriod } from "./period.ts";
import { asked, BY, FILTERS, FORMAT, MAKING, PERIOD, wrongParameter } from "./query.ts";
import { openReading } from "./reading.ts";
import { seriesPoints } from "./series-points.ts";
import { type ServedSeries, seriesTotal, servedSeries } from "./served-series.ts";
import { bucketsOf, STEPS } from "./step.ts";

/** The query of `/api/series`. */
export const SeriesQuery = z.strictObject({
  ...PERIOD,
  ...MAKING,
  ...BY,
  ...FILTERS,
  ...FORMAT,
  step: z.enum(STEPS).optional().describe("day when not said"),
  water: z.enum(["in", "out"]).optional().describe("out when not said: it is a third more to read"),
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
  const water = query.water === "in";
  const period = periodOf(query, c.var.nowMs);
  if (step === "hour" && period.to - period.from > HOURLY_DAYS * 24) {
    throw wrongParameter(
      "step",
      `by the hour the period is at most ${HOURLY_DAYS} days; day, week or month take longer`,
    );
  }
  if (step === "hour") checkHoursKept(period, "step", "hour");
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
    const curve = curves.get(key) ?? carbonCurve(count, boundary, { water });
    curves.set(key, curve);
    return [curve];
  });
  const { points, keys } = seriesPoints(curves, served.buckets, water);
  if (points.length > MOST_POINTS) {
    throw wrongParameter(
      "step",
      `the answer would have ${points.length} points, at most ${MOST_POINTS} are given; a coarser step or a filter has fewer`,
    );
  }
  const total = seriesTotal(served, reading);
  noteFactors(c, total.factors, period.asOfMs);
  if (wantsCsv(c, query.format)) {
    return csvAnswer(
      c,
      "series",
      {
        columns: [
          "at",
          by ?? "all",
          "boundary",
          "inferences",
          "failed",
          "known",
          "unknown",
          "partial",
          ...quantityColumns("energy_kwh"),
          ...quantityColumns("co2e_g"),
          ...(water ? quantityColumns("water_l") : []),
          "behind",
        ],
        rows: points.map((point) => [
          point.at,
          point.key,
          boundary,
          point.inferences,
          point.failed,
          point.known,
          point.inferences + point.failed - point.known,
          point.partial,
          ...quantityCells(point.energy_kwh),
          ...quantityCells(point.co2e_g),
          ...(water ? quantityCells(point.water_l) : []),
          point.behind,
        ]),
      },
      { unknown: unknownText(wireUnknown(total.unknown)) },
    );
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
      assumptions: [...total.assumptions, ...roundedCounts([total])],
      live: grid === "annual" ? undefined : liveShare(c.env, liveParts(served)),
    }),
  };
  return c.json(answer, 200, READ_HEADERS);
}

function liveParts({ sums, live }: ServedSeries): readonly LivePart[] {
  return [...sums].map(([{ row, of }, { joules }]) => ({ of, joules, live: live.get(row.id)?.joules ?? 0 }));
}
