/**
 * Which shard a batch belongs to, and how it is asked.
 * @module
 */
import type { Env } from "../env.ts";
import { Refusal } from "../problem/problem.ts";
import type { IdentifiedBatch, Recorded, SequencedBatch, ShardDoor, ShardHealth } from "./contract.ts";

/** Most producers whose shards one isolate keeps in mind. */
const MOST_PRODUCERS = 10_000;
/** Most shards of a tenant. */
const MOST_SHARDS = 1000;
/** When to come again after a refusal for lack of breath, s. */
const COME_AGAIN_S = "5";

/**
 * The shard of everything that has no producer: a tenant's ids are told apart in one place, whichever key, shard count
 * or door they come with.
 */
export const SHARD_OF_NAMED = 0;

/** Shards that new producers are spread over. */
export function shardCount(env: Pick<Env, "SHARDS_PER_TENANT">): number {
  const count = Number(env.SHARDS_PER_TENANT ?? "1");
  return Number.isInteger(count) && count >= 1 && count <= MOST_SHARDS ? count : 1;
}

const kept = new Map<string, number>();

/**
 * The shard of a producer: the one that the book knows it by, else one by its name. So a producer stays where its
 * numbers are known when the count of shards is changed. Throws `out-of-breath` where the book does not answer.
 */
export async function shardOf(
  env: Pick<Env, "BOOK" | "SHARDS_PER_TENANT">,
  tenant: string,
  producer: string,
): Promise<number> {
  const key = `${tenant}/${producer}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const row = await env.BOOK.prepare("SELECT shard FROM producers WHERE tenant = ? AND producer = ?")
    .bind(tenant, producer)
    .first<{ shard: number }>()
    .catch((error: unknown) => {
      throw outOfBreath("the ledger's book does not answer", error);
    });
  const shard = row?.shard ?? hash(producer) % shardCount(env);
  if (kept.size >= MOST_PRODUCERS) kept.clear();
  kept.set(key, shard);
  return shard;
}

/** FNV-1a, 32 bits. Part of the contract: another hash would move producers that the book does not know yet. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/** Counts a numbered batch. Throws `out-of-breath`; then it counts or not, and can be sent again. */
export function recordSequenced(
  env: Pick<Env, "SHARDS">,
  tenant: string,
  shard: number,
  batch: SequencedBatch,
): Promise<Recorded> {
  return ask(env, tenant, shard, (door) => door.recordSequenced(tenant, shard, batch));
}

/** Counts events with ids of their own. Throws `out-of-breath`; then they count or not, and can be sent again. */
export function recordIdentified(
  env: Pick<Env, "SHARDS">,
  tenant: string,
  batch: IdentifiedBatch,
): Promise<Recorded> {
  const shard = SHARD_OF_NAMED;
  return ask(env, tenant, shard, (door) => door.recordIdentified(tenant, shard, batch));
}

/** Whether a numbered batch counted before. Throws `out-of-breath`. */
export function hasCounted(
  env: Pick<Env, "SHARDS">,
  tenant: string,
  shard: number,
  producer: string,
  seq: number,
): Promise<boolean> {
  return ask(env, tenant, shard, (door) => door.hasCounted(tenant, shard, producer, seq));
}

/** How far the write-ups of a tenant's shards lag, by shard. Throws `out-of-breath`. */
export function shardHealth(
  env: Pick<Env, "SHARDS" | "SHARDS_PER_TENANT">,
  tenant: string,
): Promise<readonly ShardHealth[]> {
  const shards = Array.from({ length: shardCount(env) }, (_, shard) => shard);
  return Promise.all(shards.map((shard) => ask(env, tenant, shard, (door) => door.health())));
}

/**
 * Asks a shard, once more where the platform says that this may help: everything a shard does counts once however often
 * it is asked. One that is overloaded is left alone.
 */
async function ask<T>(
  env: Pick<Env, "SHARDS">,
  tenant: string,
  shard: number,
  question: (door: ShardDoor) => Promise<T>,
): Promise<T> {
  // a stub is broken for good by an error, so each try takes a new one
  const door = (): ShardDoor => env.SHARDS.get(env.SHARDS.idFromName(`${tenant}/${shard}`));
  try {
    return await question(door());
  } catch (error) {
    if (!isRetryable(error)) throw outOfBreathOrBug(error);
  }
  try {
    return await question(door());
  } catch (error) {
    throw outOfBreathOrBug(error);
  }
}

interface PlatformError {
  readonly retryable?: boolean;
  readonly overloaded?: boolean;
  readonly remote?: boolean;
}

function isRetryable(error: unknown): boolean {
  const { retryable, overloaded } = error as PlatformError;
  return retryable === true && overloaded !== true;
}

/** What the platform says of a shard is a shortage; what the shard's own code throws is a bug, and keeps its stack. */
function outOfBreathOrBug(error: unknown): unknown {
  const { retryable, overloaded, remote } = error as PlatformError;
  return remote === true && retryable !== true && overloaded !== true
    ? error
    : outOfBreath("the ledger is out of breath", error);
}

/** A refusal for lack of breath: what it was sent for counts or not, and can be sent again. Logs the reason. */
export function outOfBreath(words: string, error: unknown): Refusal {
  // oxlint-disable-next-line no-console -- a Worker's log is its console
  console.warn(`${words}: ${String(error).slice(0, 200)}`);
  return new Refusal("out-of-breath", `${words}; nothing is lost: send it again in ${COME_AGAIN_S} s`, {
    headers: { "retry-after": COME_AGAIN_S },
  });
}
