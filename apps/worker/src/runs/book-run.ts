/**
 * Writes a run into the book: its body once, its summary beside it, and what of it was trained, which may be told later.
 * @module
 */
import type { WireRunsEnvelope } from "@gramme/core/wire";
import type { Principal } from "../auth/principal.ts";
import type { Env } from "../env.ts";
import { Refusal } from "../problem/problem.ts";
import type { Claim } from "./run-claim.ts";
import { summaryColumns } from "./run-summaries.ts";
import { runSummary } from "./run-summary.ts";

/**
 * Most bytes that a run may have as it is kept. Nine workloads of 200 pairs each, the most there may be, have 1.0 MB on a
 * machine with RAPL and 1.13 MB with a GPU's meter beside it; a row of D1 may have 2 MB.
 */
export const MOST_RUN_BYTES = 1_500_000;

/** A run on its way into the book. */
export interface RunToBook extends Claim {
  readonly envelope: WireRunsEnvelope;
  /** What GitHub says of the job that sends it. */
  readonly job: Principal["job"];
  /** When the measuring began, ms since 1970. */
  readonly startedMs: number;
  readonly nowMs: number;
}

/** What the book knows of a run that was sent. */
export interface RunBooked {
  /** When it came first, ms since 1970. */
  readonly receivedMs: number;
  readonly isNew: boolean;
  /** Every workload of it whose full training is booked, by name. */
  readonly trained: readonly string[];
}

/**
 * Writes a run once, and adds what is said to be trained to what was said before; nothing of it is ever taken away.
 * Throws `conflict` where another run stands under its key, `too-large` beyond {@link MOST_RUN_BYTES}.
 */
export async function bookRun(env: Env, tenant: string, run: RunToBook): Promise<RunBooked> {
  const { trained = [], ...rest } = run.envelope;
  // keys stand in the order of the form, however they came, so that equal runs are equal texts
  const body = JSON.stringify(rest);
  const bytes = new TextEncoder().encode(body);
  if (bytes.byteLength > MOST_RUN_BYTES) {
    throw new Refusal("too-large", `a run is kept whole, and may have ${MOST_RUN_BYTES} bytes`);
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  const texts = { body, digest, trained: JSON.stringify(trained) };
  let standing = await written(env, tenant, run, texts);
  if (standing.digest === NOT_DIGESTED) {
    await digested(env, tenant, run.key, texts);
    standing = await written(env, tenant, run, texts);
  }
  if (standing.digest === digest) return standing;
  throw new Refusal(
    "conflict",
    `another run stands under ${run.key} already; give each job of a matrix its own part`,
  );
}

interface Texts {
  readonly body: string;
  readonly digest: string;
  /** JSON of names. */
  readonly trained: string;
}

interface Standing {
  readonly received_ms: number;
  readonly body_sha256: string;
  readonly trained: string;
}

/**
 * Writes what is not there, and tells what is there then. A batch is one transaction: whoever comes second finds the first
 * one's run whole, and where that is another run, nothing is added to it.
 */
async function written(
  env: Env,
  tenant: string,
  run: RunToBook,
  texts: Texts,
): Promise<RunBooked & { readonly digest: string }> {
  const { key, nowMs } = run;
  const { digest } = texts;
  const [inserted, , found] = await env.BOOK.batch([
    insertion(env, tenant, run, texts),
    env.BOOK.prepare(
      `INSERT INTO trainings (tenant, key, workload, received_ms)
       SELECT r.tenant, r.key, told.value, ?5 FROM runs AS r, json_each(?4) AS told
       WHERE r.tenant = ?1 AND r.key = ?2 AND r.body_sha256 = ?3
       ON CONFLICT (tenant, key, workload) DO NOTHING`,
    ).bind(tenant, key, digest, texts.trained, nowMs),
    env.BOOK.prepare(
      `SELECT received_ms, body_sha256,
         (SELECT json_group_array(workload) FROM trainings WHERE tenant = ?1 AND key = ?2) AS trained
       FROM runs WHERE tenant = ?1 AND key = ?2`,
    ).bind(tenant, key),
  ]);
  const [standing] = (found?.results ?? []) as Standing[];
  if (standing === undefined) throw new Error("the book wrote a run and does not have it");
  return {
    receivedMs: standing.received_ms,
    isNew: (inserted?.meta.changes ?? 0) > 0,
    trained: (JSON.parse(standing.trained) as string[]).toSorted(),
    digest: standing.body_sha256,
  };
}

function insertion(
  env: Env,
  tenant: string,
  { envelope, source, key, job, startedMs, nowMs }: RunToBook,
  { body, digest }: Texts,
): D1PreparedStatement {
  const { comparisons, summary_form, summary } = summaryColumns({ source, run: runSummary(envelope.run) });
  return env.BOOK.prepare(
    `INSERT INTO runs (tenant, key, received_ms, started_ms, body_sha256, sha, ref, repository, pull_request, job,
       comparisons, summary_form, summary, body)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT (tenant, key) DO NOTHING`,
  ).bind(
    tenant,
    key,
    nowMs,
    startedMs,
    digest,
    source.sha,
    source.ref,
    source.repository,
    source.pull_request ?? null,
    job === undefined ? null : JSON.stringify(job),
    comparisons,
    summary_form,
    summary,
    body,
  );
}

/** What stands for the digest of a run from before trainings stood apart: they were digested with it. */
const NOT_DIGESTED = "";

/** Gives such a row its digest where its run is this one. */
async function digested(env: Env, tenant: string, key: string, { body, digest }: Texts): Promise<void> {
  await env.BOOK.prepare(
    "UPDATE runs SET body_sha256 = ?5 WHERE tenant = ?1 AND key = ?2 AND body_sha256 = ?4 AND body = ?3",
  )
    .bind(tenant, key, body, NOT_DIGESTED, digest)
    .run();
}
