/**
 * `GET /api/models`: every model that was served or trained in a period, with its quality beside its figures.
 * @module
 */
import type { BoundaryRung, Factor, FactorAt } from "@gramme/core";
import { type WireModelsAnswer, wireQuantity } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { type BookedRun, runsOf } from "../runs/runs.ts";
import { workloadBooking } from "./bookings.ts";
import { READ_HEADERS } from "./csv.ts";
import { KWH, wireFiguresOf } from "./figures.ts";
import { groundOf } from "./ground.ts";
import { noteFactors } from "./noted.ts";
import { HOUR_MS, periodOf, wirePeriod } from "./period.ts";
import { asked, FILTERS, MAKING, PERIOD } from "./query.ts";
import { openReading } from "./reading.ts";
import { mostFirst, servedCells, servedGroups } from "./served-groups.ts";

/** The query of `/api/models`. */
export const ModelsQuery = z.strictObject({
  ...PERIOD,
  boundary: MAKING.boundary,
  as_of: MAKING.as_of,
  model: FILTERS.model,
  task: FILTERS.task,
});

/** What made a model, and how its carbon was reckoned. */
interface TrainedModel {
  readonly model: string;
  readonly task: string;
  readonly factors: readonly Factor[];
  readonly training: NonNullable<WireModelsAnswer["models"][number]["training"]>;
}

/** Answers `/api/models`. */
export async function models(c: LedgerContext): Promise<Response> {
  const query = asked(c, ModelsQuery);
  const { boundary = "facility" } = query;
  const period = periodOf(query, c.var.nowMs);
  const { tenant } = c.var.principal;
  const reading = await openReading(c.env, tenant, { boundary, nowMs: c.var.nowMs, asOfMs: period.asOfMs });
  const filters = {
    phase: ["inference"],
    ...(query.model === undefined ? {} : { model: query.model }),
    ...(query.task === undefined ? {} : { task: query.task }),
  };
  const served = await servedCells(c.env, reading, period, filters);
  const groups = mostFirst(servedGroups(served, ({ model }) => model));
  const labels = Map.groupBy(served.cells, ({ row }) => row.model);
  const trainings = new Map<string, TrainedModel>();
  const parameters = new Map<string, number>();
  // oldest first, so that the newest stays
  for await (const run of runsOf(c.env, tenant, period.from * HOUR_MS, period.to * HOUR_MS)) {
    for (const one of trainingsOf(run, boundary, reading.at)) trainings.set(one.model, one);
    for (const { name, model = name, parameters: counted } of run.run.workloads) {
      if (counted !== undefined) parameters.set(model, counted);
    }
  }
  const sized = (model: string): { readonly parameters?: number } => {
    const counted = parameters.get(model);
    return counted === undefined ? {} : { parameters: counted };
  };
  const wanted = ([model, { task }]: readonly [string, { readonly task: string }]): boolean =>
    !labels.has(model) &&
    (query.model?.includes(model) ?? true) &&
    (query.task?.some((one) => one === task) ?? true);
  const alone = [...trainings].filter(wanted);
  const shown = [...groups.map(({ key }) => key), ...alone.map(([model]) => model)];
  const factors = [
    ...groups.flatMap(({ total }) => [...total.factors]),
    ...shown.flatMap((model) => trainings.get(model)?.factors ?? []),
  ];
  noteFactors(c, factors, period.asOfMs);
  const answer: WireModelsAnswer = {
    schema: "gramme/models/1",
    period: wirePeriod(period),
    boundary,
    models: [
      ...groups.map(({ key, counters, total }) => {
        const training = trainings.get(key)?.training;
        const rows = (labels.get(key) ?? []).map(({ row }) => row);
        return {
          model: key,
          tasks: [...new Set(rows.map(({ task }) => task))].toSorted(),
          versions: [...new Set(rows.map((row) => row.model_version))]
            .filter((text) => text !== "")
            .toSorted(),
          ...sized(key),
          inference: wireFiguresOf(counters, total),
          ...(training === undefined ? {} : { training }),
        };
      }),
      ...alone.map(([model, { training, task }]) => ({
        model,
        tasks: [task],
        versions: [],
        ...sized(model),
        training,
      })),
    ],
    ground: groundOf(reading, {
      rows: served.cells.map(({ row }) => row),
      factors,
      ofRuns: shown.some((model) => trainings.has(model)),
      assumptions: groups.flatMap(({ total }) => [...total.assumptions]),
    }),
  };
  return c.json(answer, 200, READ_HEADERS);
}

function* trainingsOf(
  booked: BookedRun,
  boundary: BoundaryRung,
  at: FactorAt,
): Generator<TrainedModel, void, undefined> {
  const { key, run, source, trained, started_ms } = booked;
  for (const workload of run.workloads) {
    if (workload.phase !== "training") continue;
    const { name, model = name, task, functional_unit, quality } = workload;
    const { tier, energy, co2e, factors } = workloadBooking(booked, workload, "training", 1, boundary, at);
    yield {
      model,
      task,
      factors,
      training: {
        run: key,
        sha: source.sha,
        at: new Date(started_ms).toISOString(),
        functional_unit,
        tier,
        energy_kwh: wireQuantity(energy, KWH),
        co2e_g: wireQuantity(co2e),
        trained: trained.includes(name),
        ...(quality === undefined ? {} : { quality }),
      },
    };
  }
}
