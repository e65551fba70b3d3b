/**
 * `GET /api/models`: every model that was served or trained in a period, with its quality beside its figures.
 * @module
 */
import type { WireModelsAnswer } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { type BookedRun, runsOf } from "../runs/runs.ts";
import { READ_HEADERS } from "./csv.ts";
import { wireFiguresOf } from "./figures.ts";
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

type Training = NonNullable<WireModelsAnswer["models"][number]["training"]>;

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
  const trainings = new Map<string, { readonly training: Training; readonly task: string }>();
  // oldest first, so that the newest stays
  for await (const run of runsOf(c.env, tenant, period.from * HOUR_MS, period.to * HOUR_MS)) {
    for (const [model, task, training] of trainingsOf(run)) trainings.set(model, { training, task });
  }
  const wanted = ([model, { task }]: readonly [string, { readonly task: string }]): boolean =>
    !labels.has(model) && (query.model?.includes(model) ?? true) && (query.task?.includes(task) ?? true);
  const factors = groups.flatMap(({ total }) => [...total.factors]);
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
          inference: wireFiguresOf(counters, total),
          ...(training === undefined ? {} : { training }),
        };
      }),
      ...[...trainings]
        .filter(wanted)
        .map(([model, { training, task }]) => ({ model, tasks: [task], versions: [], training })),
    ],
    ground: groundOf(reading, {
      rows: served.cells.map(({ row }) => row),
      factors,
      assumptions: groups.flatMap(({ total }) => [...total.assumptions]),
    }),
  };
  return c.json(answer, 200, READ_HEADERS);
}

function* trainingsOf({
  key,
  run,
  source,
  trained,
  started_ms,
}: BookedRun): Generator<readonly [model: string, task: string, training: Training]> {
  for (const workload of run.workloads) {
    if (workload.phase !== "training") continue;
    const { name, model = name, task, functional_unit, figures, quality } = workload;
    yield [
      model,
      task,
      {
        run: key,
        sha: source.sha,
        at: new Date(started_ms).toISOString(),
        functional_unit,
        energy_kwh: figures.energy_kwh,
        trained: trained.includes(name),
        ...(quality === undefined ? {} : { quality }),
      },
    ];
  }
}
