/**
 * Factors that figures of runs rest on: powers of chips, curves, PUE as the run took it. They are in the runs' results, and
 * fixed there; what a profile is calibrated by rests on those of its run.
 * @module
 */
import type { WireFigures } from "@gramme/core/wire";
import type { Env } from "../env.ts";

/** A factor as a run lists it. */
export type RunFactor = WireFigures["factors"][number];

/** Factors of runs, and how many runs they are of. */
export interface RunFactors {
  readonly factors: readonly RunFactor[];
  readonly read: number;
  /** Runs that were not looked at: older ones, which no profile is calibrated by. */
  readonly more: number;
}

/** Newest runs that are looked at, besides those that profiles are calibrated by. Results are large. */
export const NEWEST_RUNS = 20;
/** Most runs of profiles that are looked at. */
const MOST_CALIBRATING = 50;

/** Factors of a tenant's newest runs, and of those that calibrate profiles, by their keys. */
export async function runFactors(
  env: Pick<Env, "BOOK">,
  tenant: string,
  calibrating: readonly string[],
): Promise<RunFactors> {
  const keys = JSON.stringify([...new Set(calibrating)].slice(0, MOST_CALIBRATING));
  const picked = `WITH picked AS (
    SELECT key FROM runs WHERE tenant = ?1 AND key IN (SELECT value FROM json_each(?2))
    UNION SELECT key FROM (SELECT key FROM runs WHERE tenant = ?1 ORDER BY started_ms DESC, key LIMIT ?3))`;
  const [factors, counts] = await env.BOOK.batch([
    env.BOOK.prepare(
      `${picked} SELECT DISTINCT f.value AS factor
       FROM runs AS r, json_each(r.body, '$.run.workloads') AS w, json_each(w.value, '$.figures.factors') AS f
       WHERE r.tenant = ?1 AND r.key IN (SELECT key FROM picked)`,
    ).bind(tenant, keys, NEWEST_RUNS),
    env.BOOK.prepare(
      `${picked} SELECT (SELECT count(*) FROM picked) AS read,
         (SELECT count(*) FROM runs WHERE tenant = ?1) AS whole`,
    ).bind(tenant, keys, NEWEST_RUNS),
  ]);
  const [{ read, whole } = { read: 0, whole: 0 }] = (counts?.results ?? []) as {
    readonly read: number;
    readonly whole: number;
  }[];
  // checked by the door before they were written
  const rows = (factors?.results ?? []) as { readonly factor: string }[];
  return { factors: rows.map(({ factor }) => JSON.parse(factor) as RunFactor), read, more: whole - read };
}
