/**
 * How many shards there are, and how they are asked.
 * @module
 */
import type { Env } from "../env.ts";
import { outOfBreath } from "../problem/out-of-breath.ts";
import type { IdentifiedBatch, Recorded, SequencedBatch, ShardDoor, ShardHealth } from "./contract.ts";

/** Most shards of a tenant. */
const MOST_SHARDS = 1000;

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

/** What became of a numbered batch that counted before; undefined where none did. Throws `out-of-breath`. */
export function replayOf(
  env: Pick<Env, "SHARDS">,
  tenant: string,
  shard: number,
  producer: string,
  seq: number,
): Promise<Recorded | undefined> {
  return ask(env, tenant, shard, (door) => door.replayOf(tenant, shard, producer, seq));
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
