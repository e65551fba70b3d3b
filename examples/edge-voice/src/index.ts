/**
 * The Worker: the service, and the outbox that keeps its events.
 * @module
 */
import { env } from "cloudflare:workers";
import { durableObjectSink } from "@gramme/meter/durable-object";
import type { Env } from "./env.ts";
import { service } from "./service.ts";

export { MeterOutbox } from "@gramme/meter/durable-object";

const { OUTBOX, PROFILE } = env as unknown as Env;
const app = service(durableObjectSink(OUTBOX), PROFILE);

export default { fetch: app.fetch };
