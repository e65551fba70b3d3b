/**
 * `GET /api/factors` and `GET /api/profiles-in-use`: what figures rest on.
 * @module
 */
import type { Factor } from "@gramme/core";
import { type WireFactorsAnswer, wireFactor, type WireProfilesInUseAnswer } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { cellTotals } from "./cell-totals.ts";
import { type CsvTable, factorName } from "@gramme/core/words";
import { csvAnswer, READ_HEADERS, wantsCsv } from "./csv.ts";
import { type FactorValue, factorValues, valuesById } from "./factor-values.ts";
import type { LabelRow } from "./label-rows.ts";
import { noteFactors } from "./noted.ts";
import { periodOf, wirePeriod } from "./period.ts";
import { asked, FORMAT, MAKING, PERIOD } from "./query.ts";
import { openReading } from "./reading.ts";
import { gridOfRun } from "./run-grid.ts";
import { type RunFactor, runFactors } from "./run-factors.ts";

/** The query of `/api/factors`. */
export const FactorsQuery = z.strictObject({ boundary: MAKING.boundary, ...FORMAT });
/** The query of `/api/profiles-in-use`. */
export const ProfilesInUseQuery = z.strictObject({ ...PERIOD, as_of: MAKING.as_of });

type Row = WireFactorsAnswer["factors"][number];

/** Answers `/api/factors`: of every label that was ever counted, at a boundary, and of runs. */
export async function factors(c: LedgerContext): Promise<Response> {
  const { boundary = "lifecycle", format } = asked(c, FactorsQuery);
  const { tenant } = c.var.principal;
  const [reading, kept] = await Promise.all([
    openReading(c.env, tenant, { boundary, nowMs: c.var.nowMs }),
    factorValues(c.env.BOOK).all<FactorValue>(),
  ]);
  const used = new Map<string, Factor>();
  const calibrating: string[] = [];
  for (const row of reading.labels) {
    for (const factor of reading.classOf(row).factors) used.set(nameOf(factor), factor);
    const stands = reading.standing(row);
    if (typeof stands === "object" && stands.input.kind === "calibrated") calibrating.push(stands.input.run);
  }
  const ofRuns = await runFactors(c.env, tenant, calibrating);
  const [grids, others] = [true, false].map((isGrid) =>
    ofRuns.factors.filter(({ unit }) => (unit === "gCO2e/kWh") === isGrid),
  );
  // carbon of runs is read with the grid that holds now, not with that of the day
  for (const row of grids ?? []) {
    const factor = gridOfRun({ factors: [row] }, { grid_g_per_kwh: row.value }, reading.at);
    used.set(nameOf(factor), factor);
  }
  const values = valuesById(kept.results);
  const rows = rowsOf([...used.values()], others ?? [], values);
  noteFactors(c, [...used.values()], undefined);
  if (wantsCsv(c, format)) {
    return csvAnswer(c, "factors", factorsTable(rows));
  }
  const answer: WireFactorsAnswer = {
    schema: "gramme/factors/1",
    factors: rows,
    runs: { read: ofRuns.read, more: ofRuns.more },
  };
  return c.json(answer, 200, READ_HEADERS);
}

const nameOf = ({ id, value }: { readonly id: string; readonly value: number }): string => `${id} ${value}`;

/** A row a factor and value: what readings apply, and what is in results of runs; by id. */
function rowsOf(
  used: readonly Factor[],
  ofRuns: readonly RunFactor[],
  values: ReadonlyMap<string, readonly FactorValue[]>,
): Row[] {
  const rows = new Map<string, Row>();
  const add = (factor: RunFactor, by: "reading" | "runs"): void => {
    const known = rows.get(nameOf(factor));
    const users = [...(known?.used_by ?? []), by];
    rows.set(nameOf(factor), {
      ...(known ?? { ...factor, name: factorName(factor.id), earlier: earlierOf(factor, values) }),
      used_by: [...new Set(users)],
    });
  };
  for (const factor of used) add(wireFactor(factor), "reading");
  for (const factor of ofRuns) add(factor, "runs");
  return [...rows.values()].toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.value - b.value));
}

/** Values that readings used before, newest first. */
function earlierOf(
  { id, value: now }: RunFactor,
  values: ReadonlyMap<string, readonly FactorValue[]>,
): Row["earlier"] {
  return (values.get(id) ?? [])
    .filter(({ value }) => Math.abs(value - now) > 1e-12 * Math.abs(now))
    .toReversed()
    .map(({ value, spread, year, source, first_used_ms }) => ({
      value,
      spread,
      year,
      source,
      used_from: new Date(first_used_ms).toISOString(),
    }));
}

const OF_TABLE = ["id", "value", "unit", "year", "spread", "source", "url", "licence"] as const;
const COLUMNS = [...OF_TABLE, "in_use", "used_from", "name", "used_by"];

/** One row a value: that of now, and after it those that it had before. */
function factorsTable(rows: WireFactorsAnswer["factors"]): CsvTable {
  return {
    columns: COLUMNS,
    rows: rows.flatMap((row) => [
      [...OF_TABLE.map((name) => row[name]), true, null, row.name ?? null, (row.used_by ?? []).join(" ")],
      ...row.earlier.map(({ value, year, spread, source, used_from }) => [
        row.id,
        value,
        row.unit,
        year,
        spread,
        source,
        null,
        null,
        false,
        used_from,
        row.name ?? null,
        null,
      ]),
    ]),
  };
}

/** Answers `/api/profiles-in-use`. */
export async function profilesInUse(c: LedgerContext): Promise<Response> {
  const query = asked(c, ProfilesInUseQuery);
  const period = periodOf(query, c.var.nowMs);
  const { tenant } = c.var.principal;
  const reading = await openReading(c.env, tenant, {
    boundary: "facility",
    nowMs: c.var.nowMs,
    asOfMs: period.asOfMs,
  });
  const cells = await cellTotals(c.env, tenant, reading.labels, period);
  const counted = new Map<string, { readonly row: LabelRow; inferences: number; failed: number }>();
  for (const { row, counters } of cells) {
    const key = `${row.profile} ${row.profile_version}`;
    const sum = counted.get(key) ?? { row, inferences: 0, failed: 0 };
    sum.inferences += counters.count;
    sum.failed += counters.failed;
    counted.set(key, sum);
  }
  const all = [...counted.values()];
  const without = all.filter(({ row }) => row.profile === "");
  const answer: WireProfilesInUseAnswer = {
    schema: "gramme/profiles-in-use/1",
    period: wirePeriod(period),
    without_profile: {
      inferences: without.reduce((sum, { inferences }) => sum + inferences, 0),
      failed: without.reduce((sum, { failed }) => sum + failed, 0),
    },
    profiles: all
      .filter(({ row }) => row.profile !== "")
      .map(({ row, inferences, failed }) => {
        const stands = reading.standing(row);
        return {
          id: row.profile,
          counted: row.profile_version,
          inferences,
          failed,
          ...(stands === undefined || stands === "missing" ? {} : { stands }),
        };
      })
      .toSorted((a, b) => b.inferences + b.failed - a.inferences - a.failed),
  };
  return c.json(answer, 200, READ_HEADERS);
}
