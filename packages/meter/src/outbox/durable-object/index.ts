/**
 * An outbox for Workers: events are kept by a Durable Object until the ledger has them.
 * @module
 */
export { MeterOutbox, type MeterOutboxEnv, type ObjectSetting } from "./meter-outbox.ts";
export { type ObjectSinkOptions, durableObjectSink } from "./object-sink.ts";
export type { Hand } from "./sql-store.ts";
