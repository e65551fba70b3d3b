/**
 * What the platform hands to the Worker.
 * @module
 */
import type { MeterShard } from "./shard/meter-shard.ts";

/** Bindings, variables and secrets of `wrangler.jsonc`. */
export interface Env {
  readonly SHARDS: DurableObjectNamespace<MeterShard>;
  readonly BOOK: D1Database;
  /** The pages, as apps/dashboard builds them; absent where nobody built them. */
  readonly ASSETS?: Fetcher;
  /** Shards that one tenant's events are spread over; 1 unless said. Raising it is safe, lowering it too. */
  readonly SHARDS_PER_TENANT?: string;
  /** `loopback`: requests to a loopback host need no key and belong to the tenant `local`. For `gramme serve` only. */
  readonly ACCESS?: "loopback";
  /**
   * First key of a new ledger, `gk_ID.SECRET` with 32 to 128 characters of secret: every right over the tenant `main`, and
   * who makes tenants and their first keys. `wrangler secret put ADMIN_KEY`.
   */
  readonly ADMIN_KEY?: string;
  /** Audience that jobs' OIDC tokens are for: the ledger's public origin. Fails closed where it is missing. */
  readonly PUBLIC_ORIGIN?: string;
  /** Cloudflare Access in front of the read side: `https://TEAM.cloudflareaccess.com`, and the application's tag. */
  readonly ACCESS_TEAM?: string;
  readonly ACCESS_AUD?: string;
  /** Tenant that readers who come through Cloudflare Access read. */
  readonly ACCESS_TENANT?: string;
  /** Key of Electricity Maps, for live intensities. */
  readonly ELECTRICITYMAPS_TOKEN?: string;
  /** `on`: UK Carbon Intensity is asked for Great Britain. */
  readonly UK_CARBON_INTENSITY?: string;
  /** Origins, comma-separated, that gateway routes may use though they are plain or private: `http://127.0.0.1:11434`. */
  readonly PRIVATE_UPSTREAMS?: string;
  /**
   * What routes name as their upstream's secret: `ORIGIN KEY [TENANT …]`, where the key may go, and whose it is:
   * `https://api.openai.com sk-… acme`. All tenants' where none is named.
   */
  readonly [secret: `UPSTREAM_${string}`]: string | undefined;
}
