/**
 * What the platform hands to the tail consumer.
 * @module
 */

/** Bindings, variables and secrets of `wrangler.tail.jsonc`. */
export interface TailEnv {
  /** The ledger's Worker, where it is in the same account. Goes before the address. */
  readonly GRAMME?: Pick<Fetcher, "fetch">;
  /** The ledger's public origin, where there is no binding: `https://gramme.example.com`. */
  readonly GRAMME_LEDGER?: string;
  /** Key with `events:write` of the tenant that the inferences are counted for: `wrangler secret put GRAMME_KEY`. */
  readonly GRAMME_KEY?: string;
}
