/**
 * Which version of each profile holds now, the newest that corrects none: what the doors stamp on a cell. Kept for a moment in the isolate, since every
 * batch asks.
 * @module
 */
import type { Env } from "../env.ts";

/** How long an answer of the book is believed, ms. A version that was put elsewhere holds here after that. */
const BELIEVED_MS = 10_000;
/** Most tenants that one isolate keeps. */
const MOST_TENANTS = 500;

interface Kept {
  readonly at: number;
  readonly versions: Promise<ReadonlyMap<string, number>>;
}

/** Insertion order is age, so that the first is the one to drop. */
const kept = new Map<string, Kept>();

/** How the registry is asked. */
export interface RegistryOptions {
  /** Asks the book, whatever is kept: before a profile is refused as unknown, since it may have been put elsewhere. */
  readonly fresh?: boolean;
  /** Now, ms since 1970. */
  readonly nowMs?: number;
}

/**
 * Id → version that holds now, of every profile of a tenant. Up to ten seconds old, unless `fresh`.
 * Throws what the book throws; a failure is not kept.
 */
export function profileVersions(
  env: Pick<Env, "BOOK">,
  tenant: string,
  { fresh = false, nowMs = Date.now() }: RegistryOptions = {},
): Promise<ReadonlyMap<string, number>> {
  const known = kept.get(tenant);
  if (!fresh && known !== undefined && nowMs - known.at < BELIEVED_MS && nowMs >= known.at) {
    return known.versions;
  }
  const versions = read(env, tenant);
  kept.delete(tenant);
  kept.set(tenant, { at: nowMs, versions });
  const [oldest] = kept.keys();
  if (kept.size > MOST_TENANTS && oldest !== undefined) kept.delete(oldest);
  // the caller hears of it; the next one asks again
  versions.catch(() => {
    if (kept.get(tenant)?.versions === versions) kept.delete(tenant);
  });
  return versions;
}

/** Drops what is kept of a tenant, or of all: after a PUT, and between tests. */
export function forgetProfileVersions(tenant?: string): void {
  if (tenant === undefined) kept.clear();
  else kept.delete(tenant);
}

async function read(env: Pick<Env, "BOOK">, tenant: string): Promise<ReadonlyMap<string, number>> {
  const { results } = await env.BOOK.prepare(
    // a correction is of what was: it takes its version's place in readings, and says nothing of from now on
    "SELECT id, max(version) AS version FROM profiles WHERE tenant = ? AND corrects IS NULL GROUP BY id",
  )
    .bind(tenant)
    .all<{ id: string; version: number }>();
  return new Map(results.map(({ id, version }) => [id, version]));
}
