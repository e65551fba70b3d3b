/**
 * `GET /api/factors` and `GET /api/profiles-in-use`: what figures rest on.
 * @module
 */
import type { Factor } from "@gramme/core";
import { type WireFactorsAnswer, wireFactor, type WireProfilesInUseAnswer } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { cellTotals } from "./cell-totals.ts";
import type { CsvTable } from "@gramme/core/words";
import { csvAnswer, READ_HEADERS, wantsCsv } from "./csv.ts";
import { type FactorValue, factorValues, valuesById } from "./factor-values.ts";
import type { LabelRow } from "./label-rows.ts";
import { noteFactors } from "./noted.ts";
import { periodOf, wirePeriod } from "./period.ts";
import { asked, FORMAT, MAKING, PERIOD } from "./query.ts";
import { openReading } from "./reading.ts";

/** The query of `/api/factors`. */
export const FactorsQuery = z.strictObject({ boundary: MAKING.boundary, ...FORMAT });
/** The query of `/api/profiles-in-use`. */
export const ProfilesInUseQuery = z.strictObject({ ...PERIOD, as_of: MAKING.as_of });

/** Answers `/api/factors`: of every label that was ever counted, at a boundary. */
export async function factors(c: LedgerContext): Promise<Response> {
  const { boundary = "lifecycle", format } = asked(c, FactorsQuery);
  const { tenant } = c.var.principal;
  const [reading, kept] = await Promise.all([
    openReading(c.env, tenant, { boundary, nowMs: c.var.nowMs }),
    factorValues(c.env.BOOK).all<FactorValue>(),
  ]);
  const used = new Map<string, Factor>();
  for (const row of reading.labels) {
    for (const factor of reading.classOf(row).factors) used.set(`${factor.id} ${factor.value}`, factor);
  }
  const values = valuesById(kept.results);
  const rows: WireFactorsAnswer["factors"] = [...used.values()]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((factor) => ({
      ...wireFactor(factor),
      earlier: (values.get(factor.id) ?? [])
        .filter(({ value }) => Math.abs(value - factor.value) > 1e-12 * Math.abs(factor.value))
        .toReversed()
        .map(({ value, spread, year, source, first_used_ms }) => ({
          value,
          spread,
          year,
          source,
          used_from: new Date(first_used_ms).toISOString(),
        })),
    }));
  noteFactors(c, [...used.values()], undefined);
  if (wantsCsv(c, format)) {
    return csvAnswer(c, "factors", factorsTable(rows));
  }
  return c.json({ schema: "gramme/factors/1", factors: rows } satisfies WireFactorsAnswer, 200, READ_HEADERS);
}

const OF_TABLE = ["id", "value", "unit", "year", "spread", "source", "url", "licence"] as const;

/** One row a value: that of now, and after it those that it had before. */
function factorsTable(rows: WireFactorsAnswer["factors"]): CsvTable {
  return {
    columns: [...OF_TABLE, "in_use", "used_from"],
    rows: rows.flatMap((row) => [
      [...OF_TABLE.map((name) => row[name]), true, null],
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
