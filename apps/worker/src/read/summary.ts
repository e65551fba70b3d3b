/**
 * `GET /api/summary`: what served requests took over a period, by phase and by a label.
 * @module
 */
import { amountOf, cpuPlausibility } from "@gramme/core";
import type { WireProfile, WireSummaryAnswer } from "@gramme/core/wire";
import type { Phase } from "@gramme/core";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { roundedCounts } from "./cell-totals.ts";
import { csvAnswer, READ_HEADERS, wantsCsv } from "./csv.ts";
import { wireFiguresOf } from "./figures.ts";
import { figuresTable } from "./figures-table.ts";
import { groundOf } from "./ground.ts";
import { idleReading } from "./idle.ts";
import { idleNotSaid, notSaidAssumption } from "./idle-words.ts";
import { intakeStatement, wireIntake } from "./intake.ts";
import type { IntakeRow } from "./intake.ts";
import { filtersOf, labelOf, wireKey } from "./label-rows.ts";
import { type LivePart, liveShare } from "./live-share.ts";
import { noteFactors } from "./noted.ts";
import { periodOf, wirePeriod } from "./period.ts";
import { asked, BY, FILTERS, FORMAT, LIMIT, MAKING, MOST_ROWS, PERIOD, wrongParameter } from "./query.ts";
import { openReading } from "./reading.ts";
import { NO_RATIOS, rowRatios } from "./row-ratios.ts";
import { mostFirst, servedCells, type ServedCells, type ServedGroup, servedGroups } from "./served-groups.ts";

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
  const [served, idle] = await Promise.all([
    servedCells(c.env, reading, period, filters, grid),
    idleReading(c.env, reading, period, filters, grid),
  ]);
  const labels = served.cells.map(({ row }) => row);
  const notSaid = idleNotSaid(reading, labels);
  const phases = servedGroups(served, ({ phase }) => phase);
  const rows = by === undefined ? [] : mostFirst(servedGroups(served, (row) => labelOf(row, by)));
  const factors = [...phases.flatMap(({ total }) => total.factors), ...idle.factors];
  noteFactors(c, factors, period.asOfMs);
  if (wantsCsv(c, query.format)) {
    if (by === undefined) return csvAnswer(c, "summary", figuresTable("phase", phases), { moreRows: 0 });
    const table = tableRows(rows, query.limit);
    const moreRows = rows.length - table.length;
    // held against all rows: one that is not given may take most
    const ratios = rowRatios(rows).slice(0, table.length);
    return csvAnswer(c, "summary", figuresTable(by, table, ratios), { moreRows });
  }
  const given = rows.slice(0, limit);
  const ratios = rowRatios(rows);
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
    rows: given.map(({ key, counters, total }, n) => ({
      key: wireKey(key),
      figures: wireFiguresOf(counters, total),
      dearest_per_this: ratios[n] ?? NO_RATIOS,
    })),
    more_rows: Math.max(0, rows.length - limit),
    plausibility: plausibility(served),
    idle: { ...idle.wire, not_said: [...notSaid] },
    intake: wireIntake(intake),
    ground: groundOf(reading, {
      rows: [...labels, ...idle.rows],
      factors,
      assumptions: [
        ...phases.flatMap(({ total }) => total.assumptions),
        ...roundedCounts(phases.map(({ counters }) => counters)),
        ...idle.assumptions,
        ...notSaidAssumption(notSaid),
      ],
      live: served.live === undefined ? undefined : liveShare(c.env, liveParts(served)),
    }),
  };
  return c.json(answer, 200, READ_HEADERS);
}

/** Rows of a table: all of them, unless fewer were asked for. A table says nowhere that it goes on. */
function tableRows(rows: readonly ServedGroup[], limit: number | undefined): readonly ServedGroup[] {
  if (limit === undefined && rows.length > MOST_ROWS) {
    throw wrongParameter(
      "by",
      `the table would have ${rows.length} rows, at most ${MOST_ROWS} are given: a filter has fewer, a limit takes the first`,
    );
  }
  return rows.slice(0, limit);
}

function liveParts({ reading, cells, live }: ServedCells): readonly LivePart[] {
  return cells.map(({ row, counters }) => {
    const of = reading.classOf(row);
    return { of, joules: amountOf(of.rate, counters).joules, live: live?.get(row.id)?.joules ?? 0 };
  });
}

/** CPU time of served inferences beside that of the run that calibrates them, by version that stands for them (M56). */
function plausibility({ reading, cells }: ServedCells): WireSummaryAnswer["plausibility"] {
  const told = new Map<WireProfile, { cpuTimed: number; cpuUs: number }>();
  for (const { row, counters } of cells) {
    const profile = reading.standing(row);
    if (profile === undefined || profile === "missing") continue;
    const sum = told.get(profile) ?? { cpuTimed: 0, cpuUs: 0 };
    sum.cpuTimed += counters.cpu_timed;
    sum.cpuUs += counters.cpu_us;
    told.set(profile, sum);
  }
  return [...told].flatMap(([profile, { cpuTimed, cpuUs }]) => {
    const beside = cpuPlausibility(cpuTimed, cpuUs, profile.calibration?.cpu_ms);
    return beside === undefined ? [] : [{ profile: profile.id, version: profile.version, ...beside }];
  });
}
