/// <reference types="@cloudflare/vitest-plugin/types" />
/**
 * A shard to test with, and what it and the book say that was counted.
 * @module
 */
import { COUNTERS } from "@gramme/core";
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import type { Env } from "../env.ts";
import type { CounterRow, Dims, SequencedBatch } from "./contract.ts";
import type { MeterShard } from "./meter-shard.ts";

/** The bindings of the tests. */
export const bindings = env as unknown as Env;

/** A shard's stub, by name: a new one each time, since an abort breaks it. */
export function shardStub(tenant = "acme", shard = 0): DurableObjectStub<MeterShard> {
  return bindings.SHARDS.get(bindings.SHARDS.idFromName(`${tenant}/${shard}`));
}

/** Labels that only differ in the model. */
export function dimsOf(model: string): Dims {
  return {
    phase: "inference",
    task: "text-classification",
    model,
    model_version: "",
    route: "",
    profile: "",
    profile_version: 0,
    zone: "",
    timing: "wall",
  };
}

/** So many inferences, and as many µJ. */
export function inferences(count: number, energy = 0): CounterRow {
  return COUNTERS.map((name) => (name === "count" ? count : name === "energy_uj" ? energy : 0));
}

/** Hours since 1970, now. */
export const thisHour = (): number => Math.floor(Date.now() / 3_600_000);

/** A numbered batch of one cell. */
export function batchOf(
  producer: string,
  seq: number,
  { model = "m", count = 1, hour = thisHour(), lost = 0 } = {},
): SequencedBatch {
  return {
    producer,
    seq,
    lost,
    cells: [{ hour, dims: dimsOf(model), counters: inferences(count), events: [0] }],
  };
}

/** Rows of a query on a shard's tables. */
export function rowsOf<T extends Record<string, SqlStorageValue>>(
  statement: string,
  tenant?: string,
  shard?: number,
): Promise<T[]> {
  return runInDurableObject(shardStub(tenant, shard), (_, { storage }) =>
    storage.sql.exec<T>(statement).toArray(),
  );
}

/** Rows of a query on the book. */
export async function bookRows<T>(statement: string): Promise<T[]> {
  return (await bindings.BOOK.prepare(statement).all<T>()).results;
}
