/**
 * Runs as the book keeps them: what jobs and people sent, whole.
 * @module
 */
import type { WireRunsEnvelope, WireRunResult, WireRunSource } from "@gramme/core/wire";
import type { Principal } from "../auth/principal.ts";
import type { Env } from "../env.ts";

/** A run in the book. */
export interface BookedRun {
  /** `owner/name/7/1/-`, or `local/…`. Profiles name it as what they are calibrated by. */
  readonly key: string;
  readonly received_ms: number;
  /** When the measuring began: `run.started_at`. */
  readonly started_ms: number;
  readonly run: WireRunResult;
  /** Where it comes from. Repository, ref, event and numbers of the job are GitHub's word where `job` is there. */
  readonly source: WireRunSource;
  /** Workloads whose full training really took place at this commit. */
  readonly trained: readonly string[];
  /** What GitHub said of the job that sent it; absent where a key sent it. Its sha may be a merge commit: `source.sha` was measured. */
  readonly job?: NonNullable<Principal["job"]>;
}

/** A page of rows: a body has up to 600 kB and some ten times that as objects, and an isolate has 128 MB for all its requests. */
const PAGE = 4;

interface Row {
  readonly key: string;
  readonly received_ms: number;
  readonly started_ms: number;
  readonly body: string;
  readonly job: string | null;
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
  let after: readonly [startedMs: number, key: string] = [from, ""];
  for (;;) {
    const { results } = await env.BOOK.prepare(
      `SELECT key, received_ms, started_ms, body, job FROM runs
       WHERE tenant = ?1 AND started_ms < ?2 AND (started_ms, key) > (?3, ?4)
       ORDER BY started_ms, key LIMIT ${PAGE}`,
    )
      .bind(tenant, to, ...after)
      .all<Row>();
    for (const row of results) yield booked(row);
    const last = results.at(-1);
    if (last === undefined || results.length < PAGE) return;
    after = [last.started_ms, last.key];
  }
}

/** One run of one tenant, or nothing. */
export async function runByKey(env: Env, tenant: string, key: string): Promise<BookedRun | undefined> {
  const row = await env.BOOK.prepare(
    "SELECT key, received_ms, started_ms, body, job FROM runs WHERE tenant = ?1 AND key = ?2",
  )
    .bind(tenant, key)
    .first<Row>();
  return row === null ? undefined : booked(row);
}

function booked({ key, received_ms, started_ms, body, job }: Row): BookedRun {
  // checked by the door before it was written
  const { run, source, trained = [] } = JSON.parse(body) as WireRunsEnvelope;
  const told = job === null ? undefined : (JSON.parse(job) as NonNullable<Principal["job"]>);
  return {
    key,
    received_ms,
    started_ms,
    run,
    trained,
    source: told === undefined ? source : believed(source, told),
    ...(told === undefined ? {} : { job: told }),
  };
}

/**
 * What was sent, put right by what GitHub says of the job. Which commit was measured stays the sender's to say: the job of
 * a pull request is of a merge commit.
 */
export function believed(source: WireRunSource, job: NonNullable<Principal["job"]>): WireRunSource {
  const { repository, ref, run_id, run_attempt, event } = job;
  const [, pull] = /^refs\/pull\/([1-9]\d{0,14})\//u.exec(ref) ?? [];
  return {
    ...source,
    repository,
    ref,
    run_id,
    run_attempt,
    event,
    ...(pull === undefined ? {} : { pull_request: Number(pull) }),
  };
}
