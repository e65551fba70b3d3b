/**
 * Meters inference requests: what they are filed under, how long they took, what they used. Runs on Node, Workers, Bun
 * and Deno. The Hono middleware stands in `@gramme/meter/hono`.
 * @module
 */
export type { EventSink } from "./call/event-sink.ts";
export type { Labels } from "./call/labels.ts";
export { type FailureKind, type MeterFailures, meterFailures } from "./call/meter-failures.ts";
export type { MeterSetting } from "./call/meter-setting.ts";
export { type CallSetting, type FoundUsage, type MeteredCall, startCall } from "./call/metered-call.ts";
export { type Clock, onWorkers, platformClock, timingBy } from "./clock/clock.ts";
export * from "./fetch/index.ts";
export { type Flight, type InFlight, inFlight, pool } from "./in-flight/in-flight.ts";
export { type MeteredBody, meteredBody } from "./stream/metered-body.ts";
export type { BodyWatch } from "./stream/body-notes.ts";
export { watchedBody } from "./stream/watched-body.ts";
export { type UsageReader, usageReader } from "./usage/usage-reader.ts";
export { type Outbox, type OutboxOptions, type OutboxSetting, openOutbox } from "./outbox/outbox.ts";
export type { OutboxProblem, OutboxState, ProblemKind } from "./outbox/state.ts";
export type { RefusedEvent } from "./outbox/store.ts";
