/**
 * `GET /api/runs`, `GET /api/commits` and `GET /api/runs/:key`: what jobs and people sent, newest first.
 * @module
 */
import type { WireRunsAnswer } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { Refusal } from "../problem/problem.ts";
import { type Place, runByKey, runPage, runsIn } from "../runs/runs.ts";
import { csvAnswer, READ_HEADERS, wantsCsv } from "./csv.ts";
import { HOUR_MS, periodOf, wirePeriod } from "./period.ts";
import { asked, FORMAT, LIMIT, PERIOD, wrongParameter } from "./query.ts";
import { runRow } from "./run-rows.ts";
import { comparisonsTable, workloadsTable } from "./runs-table.ts";

/** The query of both lists. */
export const RunsQuery = z.strictObject({
  ...PERIOD,
  repository: z.string().max(201).optional().describe("owner/name, in any case"),
  before: z.string().max(400).optional().describe("what the last page told as `next`"),
  ...LIMIT,
  ...FORMAT,
});

/** Runs of a page where no limit is said; most of a page. */
const USUAL = 20;
const MOST = 50;

/** Answers `/api/runs`. */
export function runsList(c: LedgerContext): Promise<Response> {
  return list(c, false);
}

/** Answers `/api/commits`: the runs that compare two commits. */
export function commits(c: LedgerContext): Promise<Response> {
  return list(c, true);
}

/** Answers `/api/runs/:key`: a run whole, as it was sent. */
export async function oneRun(c: LedgerContext): Promise<Response> {
  const key = c.req.param("key") ?? "";
  const booked = await runByKey(c.env, c.var.principal.tenant, key);
  if (booked === undefined) throw new Refusal("not-found", "there is no run of that key");
  const { run, source, trained, received_ms } = booked;
  const received_at = new Date(received_ms).toISOString();
  return c.json({ key, received_at, source, trained, run }, 200, READ_HEADERS);
}

async function list(c: LedgerContext, compared: boolean): Promise<Response> {
  const query = asked(c, RunsQuery);
  const period = periodOf(query, c.var.nowMs);
  const limit = Math.min(query.limit ?? USUAL, MOST);
  const { tenant } = c.var.principal;
  // one more than is shown tells whether there are more
  const rows = await runPage(c.env, tenant, {
    from: period.from * HOUR_MS,
    to: period.to * HOUR_MS,
    newestFirst: true,
    beyond: query.before === undefined ? undefined : place(query.before),
    repository: query.repository,
    compared,
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const runs: WireRunsAnswer["runs"] = [];
  for await (const booked of runsIn(c.env, tenant, page)) runs.push(runRow(booked));
  if (wantsCsv(c, query.format)) {
    return compared
      ? csvAnswer(c, "commits", comparisonsTable(runs))
      : csvAnswer(c, "runs", workloadsTable(runs));
  }
  const last = page.at(-1);
  const answer: WireRunsAnswer = {
    schema: "gramme/runs-list/1",
    period: wirePeriod(period),
    runs,
    ...(rows.length <= limit || last === undefined ? {} : { next: `${last.started_ms} ${last.key}` }),
  };
  return c.json(answer, 200, READ_HEADERS);
}

function place(before: string): Place {
  const found = /^(\d{1,15}) (.{1,300})$/u.exec(before);
  if (found === null) throw wrongParameter("before", "wants what the last page told as `next`");
  return [Number(found[1]), found[2] ?? ""];
}
