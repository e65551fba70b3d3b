/**
 * Summaries of runs as the book keeps them beside the bodies. Each follows from its body, so that one that is missing, or
 * of an older form, is made again by whoever reads the run first.
 * @module
 */
import type { WireRunsEnvelope, WireRunSource } from "@gramme/core/wire";
import type { Principal } from "../auth/principal.ts";
import type { Env } from "../env.ts";
import { believed } from "./run-claim.ts";
import { type RunSummary, runSummary, SUMMARY_FORM } from "./run-summary.ts";

/** What is kept: a summary, and where its run comes from, as it is believed. */
export interface StoredSummary {
  readonly source: WireRunSource;
  readonly run: RunSummary;
}

/**
 * Most characters of a summary that is kept. Nine compared workloads take 21,000; a run of more than some 28 is read from
 * its body each time, alone, so that no page of runs is larger than 2 MB.
 */
const MOST_KEPT = 65_536;

/** The columns of a run's summary. */
export interface SummaryColumns {
  readonly comparisons: number;
  readonly summary_form: number;
  /** JSON; null where it would be too large. */
  readonly summary: string | null;
}

/** What is written of a summary. */
export function summaryColumns(summary: StoredSummary): SummaryColumns {
  const text = JSON.stringify(summary);
  return {
    comparisons: summary.run.comparisons.length,
    summary_form: SUMMARY_FORM,
    summary: text.length > MOST_KEPT ? null : text,
  };
}

interface Row {
  readonly summary: string | null;
  readonly body: string | null;
  readonly job: string | null;
}

/**
 * The summary of one run: the one that is kept, else made from the body, and kept where it is of a newer form. Throws
 * where there is no such run.
 */
export async function summaryByKey(env: Env, tenant: string, key: string): Promise<StoredSummary> {
  const row = await env.BOOK.prepare(
    `SELECT CASE WHEN summary_form = ?3 THEN summary END AS summary,
       CASE WHEN summary_form = ?3 AND summary IS NOT NULL THEN NULL ELSE body END AS body, job
     FROM runs WHERE tenant = ?1 AND key = ?2`,
  )
    .bind(tenant, key, SUMMARY_FORM)
    .first<Row>();
  if (row === null) throw new Error("a run that was there is gone, and runs are kept for good");
  if (row.summary !== null) return summaryIn(row.summary);
  const { run, source } = JSON.parse(row.body ?? "") as WireRunsEnvelope;
  const made = { source: sourceAs(source, row.job), run: runSummary(run) };
  const { comparisons, summary_form, summary } = summaryColumns(made);
  await env.BOOK.prepare(
    `UPDATE runs SET comparisons = ?3, summary_form = ?4, summary = ?5
     WHERE tenant = ?1 AND key = ?2 AND coalesce(summary_form, 0) < ?4`,
  )
    .bind(tenant, key, comparisons, summary_form, summary)
    .run();
  return made;
}

/** The summary in a column's text, which this room wrote. */
export function summaryIn(text: string): StoredSummary {
  return JSON.parse(text) as StoredSummary;
}

/** A source as it was sent, put right by what the row's `job` says. */
export function sourceAs(source: WireRunSource, job: string | null): WireRunSource {
  return job === null ? source : believed(source, JSON.parse(job) as NonNullable<Principal["job"]>);
}
