/**
 * What the platform hands to the Worker.
 * @module
 */
import type { MeterOutbox, MeterOutboxEnv } from "@gramme/meter/durable-object";

/** Bindings, variables and secrets of `wrangler.jsonc`. */
export interface Env extends MeterOutboxEnv {
  /** Keeps events until the ledger has them. */
  readonly OUTBOX: DurableObjectNamespace<MeterOutbox>;
  /** Id of the profile by which the energy of a window is known; published rates of the task without. */
  readonly PROFILE?: string;
}
