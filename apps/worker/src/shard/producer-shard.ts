/**
 * Which shard a producer's batches belong to. It never changes while anything that the producer may send could count:
 * another shard would not know its numbers.
 * @module
 */
import type { Env } from "../env.ts";
import { fromBook } from "../problem/out-of-breath.ts";
import { NUMBERED_FOR_MS, REMEMBERED_SHARD_MS } from "./ages.ts";
import { shardCount } from "./shards.ts";

/** Most producers whose shards one isolate keeps in mind. */
const MOST_PRODUCERS = 10_000;

type BookEnv = Pick<Env, "BOOK" | "SHARDS_PER_TENANT">;

const kept = new Map<string, { readonly shard: number; readonly untilMs: number }>();

/**
 * The shard of a producer that is about to send: the one that the book knows it by, else one by its name, and then the
 * book knows that before anything counts. So a producer stays where its numbers are, whenever the count of shards is
 * changed. One that was silent for long is heard of in the book first, or it might be forgotten just now.
 * Throws `out-of-breath` where the book does not answer.
 */
export async function shardOf(
  env: BookEnv,
  tenant: string,
  producer: string,
  nowMs: number,
): Promise<number> {
  const known = inMind(tenant, producer, nowMs);
  if (known !== undefined) return known;
  const row = await rowOf(env, tenant, producer);
  const heardLately = row !== null && row.last_seen_ms >= nowMs - NUMBERED_FOR_MS;
  const shard = heardLately ? row.shard : await settledOn(env, tenant, producer, nowMs);
  if (kept.size >= MOST_PRODUCERS) kept.clear();
  kept.set(nameOf(tenant, producer), { shard, untilMs: nowMs + REMEMBERED_SHARD_MS });
  return shard;
}

/**
 * The shard that a producer has sent to; undefined where the book knows none, and so nothing of it has counted or it is
 * forgotten. Writes nothing. Throws `out-of-breath` where the book does not answer.
 */
export async function knownShardOf(
  env: BookEnv,
  tenant: string,
  producer: string,
  nowMs: number,
): Promise<number | undefined> {
  return inMind(tenant, producer, nowMs) ?? (await rowOf(env, tenant, producer))?.shard;
}

/** Drops what is kept in mind: as another isolate, for tests. */
export function forgetShards(): void {
  kept.clear();
}

// neither has a slash in it
const nameOf = (tenant: string, producer: string): string => `${tenant}/${producer}`;

function inMind(tenant: string, producer: string, nowMs: number): number | undefined {
  const known = kept.get(nameOf(tenant, producer));
  // a clock that was put back makes nobody remember for longer
  const holds = known !== undefined && nowMs < known.untilMs && nowMs >= known.untilMs - REMEMBERED_SHARD_MS;
  return holds ? known.shard : undefined;
}

function rowOf(
  { BOOK }: BookEnv,
  tenant: string,
  producer: string,
): Promise<{ readonly shard: number; readonly last_seen_ms: number } | null> {
  return fromBook(
    BOOK.prepare("SELECT shard, last_seen_ms FROM producers WHERE tenant = ? AND producer = ?")
      .bind(tenant, producer)
      .first<{ shard: number; last_seen_ms: number }>(),
  );
}

// a revision of 0: whatever its shard writes up of it is newer
const SETTLE = `
  INSERT INTO producers (tenant, producer, shard, revision, last_seq, last_seen_ms, lost)
  VALUES (?1, ?2, ?3, 0, 0, ?4, 0)
  ON CONFLICT DO UPDATE SET last_seen_ms = max(last_seen_ms, excluded.last_seen_ms) RETURNING shard`;

/** Writes down that a producer is about to send, and where. */
async function settledOn(env: BookEnv, tenant: string, producer: string, nowMs: number): Promise<number> {
  const row = await fromBook(
    env.BOOK.prepare(SETTLE)
      .bind(tenant, producer, hash(producer) % shardCount(env), nowMs)
      .first<{ shard: number }>(),
  );
  if (row === null) throw new Error("a producer that was just written is not there");
  return row.shard;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
