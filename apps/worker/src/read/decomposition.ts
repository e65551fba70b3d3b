/**
 * `GET /api/decomposition`: why the total of a period is another than that of the one before (M26–M28).
 * @module
 */
import {
  decompositionIntervals,
  type Estimate,
  type EstimatedPart,
  type PeriodPart,
  rebound,
  type ServedImpacts,
  type ServedTotal,
} from "@gramme/core";
import { mixture, ratio } from "@gramme/core";
import {
  API_GROUPINGS,
  type WireDecompositionAnswer,
  type WireQuantity,
  wireQuantity,
} from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { READ_HEADERS } from "./csv.ts";
import { KWH, wireUnknown } from "./figures.ts";
import { groundOf } from "./ground.ts";
import { filtersOf, labelOf, wireKey } from "./label-rows.ts";
import { noteFactors } from "./noted.ts";
import { checkKept, periodOf, wirePeriod } from "./period.ts";
import { asked, FILTERS, MAKING, PERIOD, wrongParameter } from "./query.ts";
import { openReading } from "./reading.ts";
import { servedCells, type ServedCells, type ServedGroup, servedGroups } from "./served-groups.ts";

/** The query of `/api/decomposition`. */
export const DecompositionQuery = z.strictObject({
  ...PERIOD,
  before_from: z
    .string()
    .max(40)
    .optional()
    .describe("as long before `from` as the period is, when not said"),
  before_to: z.string().max(40).optional(),
  by: z.enum(API_GROUPINGS).optional().describe("model when not said"),
  of: z.enum(["energy_kwh", "co2e_g", "water_l"]).optional().describe("co2e_g when not said"),
  boundary: MAKING.boundary,
  as_of: MAKING.as_of,
  ...FILTERS,
});

type Unit = WireDecompositionAnswer["of"];
type LeftOut = WireDecompositionAnswer["left_out"][number];

/** Answers `/api/decomposition`. */
export async function decomposition(c: LedgerContext): Promise<Response> {
  const query = asked(c, DecompositionQuery);
  const { boundary = "facility", by = "model", of = "co2e_g" } = query;
  const period = periodOf(query, c.var.nowMs);
  const before = beforeOf(query, period, c.var.nowMs);
  const { tenant } = c.var.principal;
  const reading = await openReading(c.env, tenant, { boundary, nowMs: c.var.nowMs, asOfMs: period.asOfMs });
  const filters = filtersOf(query);
  const [was, is] = await Promise.all([
    servedCells(c.env, reading, before, filters),
    servedCells(c.env, reading, period, filters),
  ]);
  const keyOf = (row: Parameters<typeof labelOf>[0]): string => labelOf(row, by);
  const groups = [servedGroups(was, keyOf), servedGroups(is, keyOf)] as const;
  const [whole, wholeBefore] = [wholeOf(is), wholeOf(was)];
  const { parts, left } = comparable(groups[0], groups[1], of);
  const old = parts.map(({ key, was: part }) => ({ part: key, ...part }));
  const now = parts.map(({ key, is: part }) => ({ part: key, ...part }));
  const split = decompositionIntervals(old, now);
  const totals = [...groups[0], ...groups[1]].map(({ total }) => total);
  const factors = totals.flatMap((total) => [...total.factors]);
  noteFactors(c, factors, period.asOfMs);
  const answer: WireDecompositionAnswer = {
    schema: "gramme/decomposition/1",
    period: wirePeriod(period),
    before: wirePeriod(before),
    boundary,
    filters,
    by,
    of,
    total_before: knownOf(wholeBefore, of),
    total: knownOf(whole, of),
    unknown_before: wireUnknown(wholeBefore?.unknown ?? []),
    unknown: wireUnknown(whole?.unknown ?? []),
    compared_before: totalOf(old),
    compared: totalOf(now),
    change: { ...split.change },
    volume: { ...split.volume },
    structure: { ...split.structure },
    intensity: { ...split.intensity },
    rebound: reboundOf(old, now),
    parts: parts.map(({ key, was: a, is: b }) => ({
      key: wireKey(key),
      inferences_before: a.volume,
      inferences: b.volume,
      total_before: a.total.value,
      total: b.total.value,
    })),
    left_out: [...left],
    ground: groundOf(reading, {
      rows: [...was.cells, ...is.cells].map(({ row }) => row),
      factors,
      assumptions: totals.flatMap((total) => [...total.assumptions]),
    }),
  };
  return c.json(answer, 200, READ_HEADERS);
}

function beforeOf(
  query: z.output<typeof DecompositionQuery>,
  period: ReturnType<typeof periodOf>,
  nowMs: number,
): ReturnType<typeof periodOf> {
  const { before_from: from, before_to: to, as_of } = query;
  if ((from === undefined) !== (to === undefined)) {
    throw wrongParameter(
      from === undefined ? "before_from" : "before_to",
      "before_from and before_to go together",
    );
  }
  if (from === undefined) {
    const before = { ...period, from: period.from - (period.to - period.from), to: period.from };
    checkKept(before);
    return before;
  }
  const before = periodOf({ from, to, as_of }, nowMs, { from: "before_from", to: "before_to" });
  if (before.from < period.to && period.from < before.to) {
    throw wrongParameter(
      "before_to",
      "the time before and the period share hours, whose requests would be counted on both sides",
    );
  }
  return before;
}

interface Part {
  readonly key: string;
  readonly was: Omit<EstimatedPart, "part">;
  readonly is: Omit<EstimatedPart, "part">;
}

const NOTHING = { volume: 0, total: { value: 0, spread: { sources: {}, noise: 0 } } };

/** Parts that can be held against each other: known in both periods, or new, or gone, and of one tier. */
function comparable(
  was: readonly ServedGroup[],
  is: readonly ServedGroup[],
  unit: Unit,
): { readonly parts: readonly Part[]; readonly left: readonly LeftOut[] } {
  const before = new Map(was.map((group) => [group.key, group.total]));
  const after = new Map(is.map((group) => [group.key, group.total]));
  const parts: Part[] = [];
  const left: LeftOut[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [a, b] = [before.get(key), after.get(key)];
    const why = whyNot(a, b);
    if (why === undefined) parts.push({ key, was: sideOf(a, unit), is: sideOf(b, unit) });
    else {
      left.push({
        key: wireKey(key),
        why,
        total_before: knownOf(a, unit)?.value ?? null,
        total: knownOf(b, unit)?.value ?? null,
      });
    }
  }
  return { parts, left };
}

/** All that was counted in a period; undefined where nothing was. */
function wholeOf(cells: ServedCells): ServedTotal | undefined {
  return servedGroups(cells, () => "")[0]?.total;
}

/** What is known of a side: null where nothing is known of what was counted, and an exact 0 where nothing was. */
function knownOf(total: ServedTotal | undefined, unit: Unit): WireQuantity | null {
  if (total === undefined) return wireQuantity(NOTHING.total);
  return total.impacts === undefined ? null : wireQuantity(figureOf(total.impacts, unit));
}

function whyNot(a: ServedTotal | undefined, b: ServedTotal | undefined): string | undefined {
  for (const side of [a, b]) {
    if (side === undefined) continue;
    if (side.impacts === undefined) return "nothing is known of what its requests take";
    if (side.inferences === 0) return "time was spent on requests that failed, and none was answered";
  }
  return a !== undefined && b !== undefined && a.tier !== b.tier
    ? `known by ${String(a.tier)} before and by ${String(b.tier)} now: figures of two tiers are not compared`
    : undefined;
}

function sideOf(total: ServedTotal | undefined, unit: Unit): Omit<EstimatedPart, "part"> {
  const { impacts, inferences } = total ?? {};
  if (impacts === undefined || inferences === undefined) return NOTHING;
  return { volume: inferences, total: figureOf(impacts, unit) };
}

function figureOf({ energy, co2e, water }: ServedImpacts, unit: Unit): Estimate {
  const figure: Estimate = { energy_kwh: energy, co2e_g: co2e, water_l: water }[unit];
  return { value: figure.value * (unit === "energy_kwh" ? KWH : 1), spread: figure.spread };
}

function totalOf(parts: readonly EstimatedPart[]): WireQuantity {
  const sum = mixture();
  for (const { total } of parts) sum.add(total.value, total.spread);
  return wireQuantity(sum.estimate(ratio));
}

function reboundOf(
  was: readonly EstimatedPart[],
  is: readonly EstimatedPart[],
): WireDecompositionAnswer["rebound"] {
  if (was.every(({ total }) => total.value === 0)) return null;
  const { promised, realised, lost } = rebound(withoutDoubt(was), withoutDoubt(is));
  return { promised, realised, lost: lost ?? null };
}

function withoutDoubt(parts: readonly EstimatedPart[]): readonly PeriodPart[] {
  return parts.map(({ part, volume, total }) => ({ part, volume, total: total.value }));
}
