/**
 * Runs as the book keeps them: many at once by their summaries, one by its key as it was sent.
 * @module
 */
import type { WireRunsEnvelope, WireRunResult, WireRunSource } from "@gramme/core/wire";
import type { Principal } from "../auth/principal.ts";
import type { Env } from "../env.ts";
import { sourceAs, summaryByKey, summaryIn } from "./run-summaries.ts";
import { type RunSummary, SUMMARY_FORM } from "./run-summary.ts";

/** A run in the book, as readings take it. */
export interface BookedRun {
  /** `owner/name/7/1/-`, or `local/…`. Profiles name it as what they are calibrated by. */
  readonly key: string;
  readonly received_ms: number;
  /** When the measuring began: `run.started_at`. */
  readonly started_ms: number;
  readonly run: RunSummary;
  /** Where it comes from. Repository, ref, event and numbers of the job are GitHub's word where a job sent it. */
  readonly source: WireRunSource;
  /** Workloads whose full training really took place at this commit, by name. */
  readonly trained: readonly string[];
}

/** A run in the book, whole. */
export interface WholeRun extends BookedRun {
  readonly run: WireRunResult;
  /** What GitHub said of the job that sent it; absent where a key sent it. Its sha may be a merge commit: `source.sha` was measured. */
  readonly job?: NonNullable<Principal["job"]>;
}

/** A place in a list of runs: that of the run which began then, of this key. */
export type Place = readonly [startedMs: number, key: string];

/** Which runs are asked for, and in which order. */
export interface RunsQuestion {
  /** Begun at or after, ms since 1970. */
  readonly from: number;
  /** Begun before, ms since 1970. */
  readonly to: number;
  readonly newestFirst: boolean;
  /** Those beyond this place only. */
  readonly beyond?: Place | undefined;
  /** Those of this repository only, in any case. */
  readonly repository?: string | undefined;
  /** Those only that compare two commits. */
  readonly compared?: boolean;
  /** Most rows. */
  readonly limit: number;
}

/** A row of a page. */
export interface RunRow {
  readonly key: string;
  readonly received_ms: number;
  readonly started_ms: number;
  /** Whether its summary is of the present form; 0 or 1. */
  readonly summed: number;
  /** JSON of such a summary; null where it is to be made from the body. */
  readonly summary: string | null;
  /** JSON. */
  readonly trained: string;
}

/** Runs of a page that is read on the way. */
const PAGE = 32;

/** Trainings of a run `r`, as JSON. */
const TRAINED =
  "(SELECT json_group_array(t.workload) FROM trainings AS t WHERE t.tenant = r.tenant AND t.key = r.key) AS trained";

/** One page of a tenant's runs. */
export async function runPage(env: Env, tenant: string, question: RunsQuestion): Promise<readonly RunRow[]> {
  const { from, to, newestFirst, beyond, repository = "", compared = false, limit } = question;
  const [startedMs, key] = beyond ?? [newestFirst ? Number.MAX_SAFE_INTEGER : 0, ""];
  const order = newestFirst ? "DESC" : "ASC";
  const { results } = await env.BOOK.prepare(
    `SELECT r.key, r.received_ms, r.started_ms, ${TRAINED},
       r.summary_form IS ?8 AS summed, CASE WHEN r.summary_form = ?8 THEN r.summary END AS summary
     FROM runs AS r
     WHERE r.tenant = ?1 AND r.started_ms >= ?2 AND r.started_ms < ?3
       AND (r.started_ms, r.key) ${newestFirst ? "<" : ">"} (?4, ?5)
       AND (?6 = '' OR lower(r.repository) = lower(?6))
       AND (?7 = 0 OR coalesce(r.comparisons, json_array_length(r.body, '$.run.comparisons')) > 0)
     ORDER BY r.started_ms ${order}, r.key ${order} LIMIT ?9`,
  )
    .bind(tenant, from, to, startedMs, key, repository, compared ? 1 : 0, SUMMARY_FORM, limit)
    .all<RunRow>();
  return results;
}

/** The runs of a page, one after another: what is large stands in memory alone. */
export async function* runsIn(
  env: Env,
  tenant: string,
  page: readonly RunRow[],
): AsyncGenerator<BookedRun, void, undefined> {
  const unsummed = page.filter(({ summed }) => summed === 0);
  // begun anywhere: readers that come at once share the work then, instead of doing all of it each
  const first = Math.floor(Math.random() * unsummed.length);
  for (const { key } of [...unsummed.slice(first), ...unsummed.slice(0, first)]) {
    await summaryByKey(env, tenant, key);
  }
  for (const { key, received_ms, started_ms, summary, trained } of page) {
    const { source, run } = summary === null ? await summaryByKey(env, tenant, key) : summaryIn(summary);
    yield { key, received_ms, started_ms, run, source, trained: namesIn(trained) };
  }
}

/**
 * Runs of one tenant that began in `from <= started_ms < to`, oldest first. Read in pages, so that years of them pass
 * through without standing in memory at once: fold them.
 * @param from ms since 1970
 * @param to ms since 1970
 */
export async function* runsOf(
  env: Env,
  tenant: string,
  from: number,
  to: number,
): AsyncGenerator<BookedRun, void, undefined> {
  let beyond: Place | undefined;
  for (;;) {
    const page = await runPage(env, tenant, { from, to, newestFirst: false, beyond, limit: PAGE });
    yield* runsIn(env, tenant, page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    beyond = [last.started_ms, last.key];
  }
}

interface WholeRow {
  readonly key: string;
  readonly received_ms: number;
  readonly started_ms: number;
  readonly body: string;
  readonly job: string | null;
  readonly trained: string;
}

/** One run of one tenant, whole, or nothing. */
export async function runByKey(env: Env, tenant: string, key: string): Promise<WholeRun | undefined> {
  const row = await env.BOOK.prepare(
    `SELECT r.key, r.received_ms, r.started_ms, r.body, r.job, ${TRAINED}
     FROM runs AS r WHERE r.tenant = ?1 AND r.key = ?2`,
  )
    .bind(tenant, key)
    .first<WholeRow>();
  if (row === null) return undefined;
  const { received_ms, started_ms, body, job, trained } = row;
  // checked by the door before it was written
  const { run, source } = JSON.parse(body) as WireRunsEnvelope;
  return {
    key,
    received_ms,
    started_ms,
    run,
    source: sourceAs(source, job),
    trained: namesIn(trained),
    ...(job === null ? {} : { job: JSON.parse(job) as NonNullable<Principal["job"]> }),
  };
}

function namesIn(trained: string): readonly string[] {
  return (JSON.parse(trained) as string[]).toSorted();
}
