/**
 * `GET /api/parity`: inferences served ÷ inferences whose energy is that of making the model (M25).
 * @module
 */
import {
  type Estimate,
  type Factor,
  inferencesToParity,
  investment,
  type Joules,
  joules,
  leastSure,
  parity as parityOf,
  scale,
  type ServedAssumption,
  type SourceTier,
  sum,
} from "@gramme/core";
import { type WireParityAnswer, type WireQuantity, wireQuantity } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { runsOf } from "../runs/runs.ts";
import { type Booking, bookingsOf } from "./bookings.ts";
import { csvAnswer, quantityCells, quantityColumns, READ_HEADERS, wantsCsv } from "./csv.ts";
import { KWH } from "./figures.ts";
import { groundOf } from "./ground.ts";
import { noteFactors } from "./noted.ts";
import { HOUR_MS, type Period, periodOf, wirePeriod } from "./period.ts";
import { asked, FILTERS, FORMAT, MAKING, PERIOD } from "./query.ts";
import { openReading } from "./reading.ts";
import { servedCells, type ServedGroup, servedGroups } from "./served-groups.ts";

/** The query of `/api/parity`. */
export const ParityQuery = z.strictObject({
  ...PERIOD,
  boundary: MAKING.boundary,
  as_of: MAKING.as_of,
  model: FILTERS.model,
  development: z.enum(["in", "out"]).optional().describe("out when not said, as in the published figures"),
  ...FORMAT,
});

type Row = WireParityAnswer["models"][number];

/** What a model took before its first inference, by phase. */
interface Making {
  readonly of: Partial<Record<"training" | "development" | "data", Estimate<Joules>[]>>;
  readonly tiers: SourceTier[];
  trainings: number;
}

/** Everything that was ever counted: parity is over a model's life unless a period is asked for. */
const BEGINNING_DAYS = 3650;

/** Answers `/api/parity`. */
export async function parity(c: LedgerContext): Promise<Response> {
  const query = asked(c, ParityQuery);
  const { boundary = "facility", development = "out" } = query;
  const period = life(query, c.var.nowMs);
  const { tenant } = c.var.principal;
  const reading = await openReading(c.env, tenant, { boundary, nowMs: c.var.nowMs, asOfMs: period.asOfMs });
  const filters = query.model === undefined ? {} : { model: query.model };
  const served = await servedCells(c.env, reading, period, filters);
  const groups = servedGroups(served, ({ phase, model }) => JSON.stringify([phase, model]));
  const makings = new Map<string, Making>();
  const serving = new Map<string, ServedGroup>();
  const making = (model: string): Making => {
    const known = makings.get(model) ?? { of: {}, tiers: [], trainings: 0 };
    makings.set(model, known);
    return known;
  };
  for (const group of groups) {
    const [phase, model] = JSON.parse(group.key) as [string, string];
    const { impacts, tier } = group.total;
    if (phase === "inference") serving.set(model, group);
    else if (impacts !== undefined && tier !== undefined)
      put(making(model), phase as "training", impacts.energy, tier);
  }
  const factors: Factor[] = groups.flatMap(({ total }) => [...total.factors]);
  const runsFrom = period.from * HOUR_MS;
  let ofRuns = false;
  for await (const run of runsOf(c.env, tenant, runsFrom, period.to * HOUR_MS)) {
    for (const booking of bookingsOf(run, boundary, reading.at).booked) {
      if (!isOf(booking, query.model)) continue;
      ofRuns = true;
      const { phase, model, energy, tier } = booking;
      put(making(model), phase, energy, tier);
      if (phase === "training") making(model).trainings += 1;
    }
  }
  const names = [...new Set([...makings.keys(), ...serving.keys()])].toSorted();
  const models = names.map((model) =>
    rowOf(model, makings.get(model), serving.get(model), development === "in"),
  );
  const assumptions: readonly ServedAssumption[] = groups.flatMap(({ total }) => [...total.assumptions]);
  noteFactors(c, factors, period.asOfMs);
  if (wantsCsv(c, query.format)) return csvAnswer(c, "parity", table(models, boundary));
  const answer: WireParityAnswer = {
    schema: "gramme/parity/1",
    period: wirePeriod(period),
    boundary,
    development,
    models,
    ground: groundOf(reading, {
      rows: served.cells.map(({ row }) => row),
      factors,
      ofRuns,
      assumptions,
    }),
  };
  return c.json(answer, 200, READ_HEADERS);
}

/** The whole time of the ledger, unless the query names a start. */
function life(query: z.output<typeof ParityQuery>, nowMs: number): Period {
  const start = new Date(nowMs - BEGINNING_DAYS * 86_400_000).toISOString().slice(0, 10);
  return periodOf({ ...query, from: query.from ?? start }, nowMs);
}

function isOf(
  booking: Booking,
  models: readonly string[] | undefined,
): booking is Booking & { readonly model: string; readonly phase: "training" | "development" | "data" } {
  const { model, phase } = booking;
  return model !== undefined && phase !== "inference" && (models === undefined || models.includes(model));
}

function put(
  making: Making,
  phase: "training" | "development" | "data",
  energy: Estimate<Joules>,
  tier: SourceTier,
): void {
  (making.of[phase] ??= []).push(energy);
  making.tiers.push(tier);
}

function rowOf(
  model: string,
  made: Making | undefined,
  served: ServedGroup | undefined,
  withDevelopment: boolean,
): Row {
  const spent = (phase: "training" | "development" | "data"): Estimate<Joules> | undefined => {
    const parts = made?.of[phase];
    return parts === undefined ? undefined : sum(joules, parts);
  };
  const [training, development, data] = [spent("training"), spent("development"), spent("data")];
  const energy = served?.total.impacts?.energy;
  const behind = served?.total.inferences ?? 0;
  const each = energy === undefined || behind === 0 ? undefined : scale(joules, energy, 1 / behind);
  const inferences = served?.counters.count ?? 0;
  const row = {
    model,
    inferences,
    behind,
    trainings: made?.trainings ?? 0,
    training_kwh: kwh(training),
    development_kwh: kwh(development),
    data_kwh: kwh(data),
    per_1000_kwh: kwh(each, 1000),
  };
  const none = (why_not: string): Row => ({ ...row, inferences_to_parity: null, parity: null, why_not });
  if (training === undefined) return none("no training of it is booked");
  if (served === undefined || inferences + served.counters.failed === 0) {
    return none("none of its inferences was served");
  }
  if (each === undefined || each.value === 0) return none("the energy of its inferences is not known");
  const tierOfMaking = leastSure(made?.tiers ?? []);
  const tier = served?.total.tier;
  if (tier !== tierOfMaking) {
    return none(
      `its making is known by ${tierOfMaking}, its inferences by ${String(tier)}: figures of two tiers are not compared`,
    );
  }
  const energies = {
    training,
    perInference: each,
    ...(data === undefined ? {} : { data }),
    ...(withDevelopment && development !== undefined ? { development } : {}),
  };
  if (investment(energies).value === 0) return none("its making took nothing that was measured");
  return {
    ...row,
    inferences_to_parity: wireQuantity(inferencesToParity(energies)),
    parity: inferences === 0 ? { value: 0, low: 0, high: 0 } : wireQuantity(parityOf(energies, inferences)),
  };
}

function kwh(energy: Estimate<Joules> | undefined, times = 1): WireQuantity | null {
  return energy === undefined ? null : wireQuantity(energy, KWH * times);
}

const QUANTITIES = [
  "training_kwh",
  "development_kwh",
  "data_kwh",
  "per_1000_kwh",
  "inferences_to_parity",
  "parity",
] as const;

function table(models: readonly Row[], boundary: string) {
  return {
    columns: [
      "model",
      "boundary",
      "inferences",
      "trainings",
      ...QUANTITIES.flatMap(quantityColumns),
      "why_not",
      "behind",
    ],
    rows: models.map((row) => [
      row.model,
      boundary,
      row.inferences,
      row.trainings,
      ...QUANTITIES.flatMap((name) => quantityCells(row[name])),
      row.why_not,
      row.behind,
    ]),
  };
}
