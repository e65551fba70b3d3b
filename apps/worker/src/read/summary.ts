/**
 * `GET /api/summary`: what served requests took over a period, by phase and by a label.
 * @module
 */
import { cpuPlausibility, type ServedTotal } from "@gramme/core";
import type { WireSummaryAnswer } from "@gramme/core/wire";
import type { Phase } from "@gramme/core";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { csvAnswer, READ_HEADERS, wantsCsv } from "./csv.ts";
import { wireFiguresOf } from "./figures.ts";
import { figuresTable } from "./figures-table.ts";
import { groundOf } from "./ground.ts";
import { intakeStatement, wireIntake } from "./intake.ts";
import type { IntakeRow } from "./intake.ts";
import { filtersOf, labelOf } from "./label-rows.ts";
import { noteFactors } from "./noted.ts";
import { periodOf, wirePeriod } from "./period.ts";
import { asked, BY, FILTERS, FORMAT, LIMIT, MAKING, PERIOD } from "./query.ts";
import { openReading } from "./reading.ts";
import { mostFirst, servedCells, type ServedCells, servedGroups } from "./served-groups.ts";

/** The query of `/api/summary`. */
export const SummaryQuery = z.strictObject({ ...PERIOD, ...MAKING, ...BY, ...FILTERS, ...LIMIT, ...FORMAT });

/** Rows that are given where no limit is said. */
const USUAL_ROWS = 200;

/** Answers `/api/summary`. */
export async function summary(c: LedgerContext): Promise<Response> {
  const query = asked(c, SummaryQuery);
  const { by, boundary = "facility", grid = "annual", limit = USUAL_ROWS } = query;
  const period = periodOf(query, c.var.nowMs);
  const { tenant } = c.var.principal;
  const [reading, intake] = await Promise.all([
    openReading(c.env, tenant, { boundary, nowMs: c.var.nowMs, asOfMs: period.asOfMs }),
    intakeStatement(c.env.BOOK, tenant).first<IntakeRow>(),
  ]);
  const filters = filtersOf(query);
  const served = await servedCells(c.env, reading, period, filters, grid);
  const phases = servedGroups(served, ({ phase }) => phase);
  const rows = by === undefined ? [] : mostFirst(servedGroups(served, (row) => labelOf(row, by)));
  const factors = phases.flatMap(({ total }) => total.factors);
  noteFactors(c, factors, period.asOfMs);
  if (wantsCsv(c, query.format)) {
    const table = by === undefined ? phases : rows.slice(0, limit);
    return csvAnswer(c, "summary", figuresTable(by ?? "phase", table));
  }
  const answer: WireSummaryAnswer = {
    schema: "gramme/summary/1",
    period: wirePeriod(period),
    boundary,
    filters,
    phases: phases.map(({ key, counters, total }) => ({
      phase: key as Phase,
      figures: wireFiguresOf(counters, total),
    })),
    by: by ?? null,
    rows: rows.slice(0, limit).map(({ key, counters, total }) => ({
      key,
      figures: wireFiguresOf(counters, total),
    })),
    more_rows: Math.max(0, rows.length - limit),
    plausibility: plausibility(served),
    intake: wireIntake(intake),
    ground: groundOf(reading, {
      rows: served.cells.map(({ row }) => row),
      factors,
      assumptions: phases.flatMap(({ total }) => total.assumptions),
      live: served.live === undefined ? undefined : liveShare(phases.map(({ total }) => total)),
    }),
  };
  return c.json(answer, 200, READ_HEADERS);
}

/** J with a live intensity, and all J. */
export function liveShare(totals: readonly ServedTotal[]): { readonly joules: number; readonly of: number } {
  return {
    joules: totals.reduce((sum, { liveJoules }) => sum + liveJoules, 0),
    of: totals.reduce((sum, { impacts }) => sum + (impacts?.energy.value ?? 0), 0),
  };
}

/** CPU time of served inferences beside that of the run that calibrates them, profile by profile (M56). */
function plausibility({ reading, cells }: ServedCells): WireSummaryAnswer["plausibility"] {
  const told = new Map<string, { cpuTimed: number; cpuUs: number; row: (typeof cells)[number]["row"] }>();
  for (const { row, counters } of cells) {
    const key = `${row.profile} ${row.profile_version}`;
    const sum = told.get(key) ?? { cpuTimed: 0, cpuUs: 0, row };
    sum.cpuTimed += counters.cpu_timed;
    sum.cpuUs += counters.cpu_us;
    told.set(key, sum);
  }
  return [...told.values()].flatMap(({ cpuTimed, cpuUs, row }) => {
    const profile = reading.standing(row);
    if (profile === undefined || profile === "missing") return [];
    const beside = cpuPlausibility(cpuTimed, cpuUs, profile.calibration?.cpu_ms);
    return beside === undefined ? [] : [{ profile: profile.id, version: profile.version, ...beside }];
  });
}
