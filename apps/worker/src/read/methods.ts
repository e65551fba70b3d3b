/**
 * `GET /api/methods`: what published methods would say of the newest run of each workload, beside what was measured.
 * @module
 */
import { methodsOf, requestOfWorkload } from "@gramme/core";
import type { WireMethodsAnswer, WireRunResult, WireWorkloadFigures } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { type Place, runByKey, runPage, runsIn } from "../runs/runs.ts";
import { READ_HEADERS } from "./csv.ts";
import { HOUR_MS, type Period, periodOf, wirePeriod } from "./period.ts";
import { asked, PERIOD } from "./query.ts";

/** The query of `/api/methods`. */
export const MethodsQuery = z.strictObject({ ...PERIOD });

/** Runs whose summaries are looked through, newest first, a page at a time. */
const PAGE = 32;
const MOST_PAGES = 8;
/** Runs that are read whole: each may have some MB as objects. */
const MOST_RUNS = 20;

type Row = WireMethodsAnswer["workloads"][number];

/** Answers `/api/methods`. */
export async function methods(c: LedgerContext): Promise<Response> {
  const query = asked(c, MethodsQuery);
  const period = periodOf(query, c.var.nowMs);
  const { tenant } = c.var.principal;
  const newest = await newestRuns(c, tenant, period);
  const workloads: Row[] = [];
  let left = 0;
  // one after another: each may be large
  for (const [index, [key, names]] of [...newest].entries()) {
    if (index >= MOST_RUNS) {
      left += names.size;
      continue;
    }
    const whole = await runByKey(c.env, tenant, key);
    if (whole === undefined) continue;
    const at = new Date(whole.started_ms).toISOString();
    for (const workload of whole.run.workloads) {
      if (names.has(workload.name)) workloads.push(rowOf(key, at, whole.run, workload));
    }
  }
  const answer: WireMethodsAnswer = {
    schema: "gramme/methods/1",
    period: wirePeriod(period),
    workloads,
    more_workloads: left,
  };
  return c.json(answer, 200, READ_HEADERS);
}

/** Names of workloads by the newest run that has them, newest run first. */
async function newestRuns(
  c: LedgerContext,
  tenant: string,
  period: Period,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const met = new Set<string>();
  const newest = new Map<string, Set<string>>();
  let beyond: Place | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await runPage(c.env, tenant, {
      from: period.from * HOUR_MS,
      to: period.to * HOUR_MS,
      newestFirst: true,
      beyond,
      limit: PAGE,
    });
    for await (const { key, run, source } of runsIn(c.env, tenant, page)) {
      for (const { name } of run.workloads) {
        const identity = `${source.repository} ${name}`;
        if (met.has(identity)) continue;
        met.add(identity);
        newest.set(key, (newest.get(key) ?? new Set()).add(name));
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    beyond = [last.started_ms, last.key];
  }
  return newest;
}

function rowOf(key: string, at: string, run: WireRunResult, workload: WireWorkloadFigures): Row {
  const { name, model, phase, task, functional_unit, figures } = workload;
  const described = requestOfWorkload(run, workload);
  const isWhole = "request" in described;
  return {
    run: key,
    at,
    name,
    ...(model === undefined ? {} : { model }),
    phase,
    task,
    functional_unit,
    ours: {
      boundary: figures.boundary,
      tier: figures.tier,
      energy_kwh: figures.energy_kwh,
      co2e_g: figures.co2e_g,
      doubt: figures.doubt,
    },
    described: isWhole ? described.request : null,
    assumed: isWhole ? [...described.assumed] : [],
    ...(isWhole ? {} : { missing: { field: described.missing, why: described.why } }),
    methods: isWhole ? methodsOf(described.request) : [],
  };
}
