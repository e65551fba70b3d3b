/**
 * `GET /api/runs`, `GET /api/commits` and `GET /api/runs/:key`: what jobs and people sent, newest first.
 * @module
 */
import type { WireRunsAnswer } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { Refusal } from "../problem/problem.ts";
import { runByKey } from "../runs/runs.ts";
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

/** Runs of a page where no limit is said; most of a page: a run is up to 600 kB. */
const USUAL = 20;
const MOST = 50;

interface Key {
  readonly key: string;
  readonly started_ms: number;
}

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
  const [beforeMs, beforeKey] =
    query.before === undefined ? [Number.MAX_SAFE_INTEGER, ""] : place(query.before);
  const { results } = await c.env.BOOK.prepare(
    `SELECT key, started_ms FROM runs
     WHERE tenant = ?1 AND started_ms >= ?2 AND started_ms < ?3 AND (started_ms, key) < (?4, ?5)
     AND (?6 = '' OR lower(repository) = lower(?6))
     AND (?7 = 0 OR json_array_length(body, '$.run.comparisons') > 0)
     ORDER BY started_ms DESC, key DESC LIMIT ?8`,
  )
    .bind(
      tenant,
      period.from * HOUR_MS,
      period.to * HOUR_MS,
      beforeMs,
      beforeKey,
      query.repository ?? "",
      compared ? 1 : 0,
      limit + 1,
    )
    .all<Key>();
  const page = results.slice(0, limit);
  const runs: WireRunsAnswer["runs"] = [];
  // one after another: each may be large
  for (const { key } of page) {
    const booked = await runByKey(c.env, tenant, key);
    if (booked !== undefined) runs.push(runRow(booked));
  }
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
    ...(results.length <= limit || last === undefined ? {} : { next: `${last.started_ms} ${last.key}` }),
  };
  return c.json(answer, 200, READ_HEADERS);
}

function place(before: string): readonly [number, string] {
  const found = /^(\d{1,15}) (.{1,300})$/u.exec(before);
  if (found === null) throw wrongParameter("before", "wants what the last page told as `next`");
  return [Number(found[1]), found[2] ?? ""];
}
