/**
 * List prices and limits of the platform that a ledger runs on, as copies of its documentation have them: nobody here has
 * had a bill. US dollars a month, taxes and contracts aside.
 * @module
 */

/** A price: so much is included, the rest costs by the million or by the GB. */
export interface Price {
  readonly what: string;
  /** Units a month that the paid plan has in it. */
  readonly included: number;
  /** Dollars. */
  readonly price: number;
  /** Units that the price is for. */
  readonly per: number;
  readonly unit: string;
  readonly source: string;
  /** When the copy was made that this was read in. */
  readonly read: string;
}

const WORKERS = "https://developers.cloudflare.com/workers/platform/pricing/";
const OBJECTS = "https://developers.cloudflare.com/durable-objects/platform/pricing/";
const D1 = "https://developers.cloudflare.com/d1/platform/pricing/";
const MILLION = 1e6;
const read = "2026";

/** What a ledger uses of it. */
export const PRICES = {
  plan: { what: "Workers Paid", included: 0, price: 5, per: 1, unit: "month", source: WORKERS, read },
  requests: {
    what: "Worker requests",
    included: 10 * MILLION,
    price: 0.3,
    per: MILLION,
    unit: "requests",
    source: WORKERS,
    read,
  },
  cpu: {
    what: "Worker CPU time",
    included: 30 * MILLION,
    price: 0.02,
    per: MILLION,
    unit: "CPU-ms",
    source: WORKERS,
    read,
  },
  calls: {
    what: "Durable Object requests",
    included: MILLION,
    price: 0.15,
    per: MILLION,
    unit: "requests",
    source: OBJECTS,
    read,
  },
  duration: {
    what: "Durable Object duration",
    included: 400_000,
    price: 12.5,
    per: MILLION,
    unit: "GB-s",
    source: OBJECTS,
    read,
  },
  shardRows: {
    what: "Durable Object rows written",
    included: 50 * MILLION,
    price: 1,
    per: MILLION,
    unit: "rows",
    source: OBJECTS,
    read,
  },
  bookRows: {
    what: "D1 rows written",
    included: 50 * MILLION,
    price: 1,
    per: MILLION,
    unit: "rows",
    source: D1,
    read,
  },
  bookStorage: {
    what: "D1 storage",
    included: 5,
    price: 0.75,
    per: 1,
    unit: "GB-month",
    source: D1,
    read,
  },
} as const satisfies Readonly<Record<string, Price>>;

/** A meter of the bill. */
export type Meter = keyof typeof PRICES;

/** Limits and advice of the platform. */
export const LIMITS = {
  /** Requests a second that one Durable Object is said to bear with storage writes; the documentation says 200 to 500. */
  callsPerShard: 200,
  /** What a Durable Object has of memory while it is awake, GB. */
  shardMemoryGb: 0.128,
  /** Most shards that a ledger spreads one tenant over (`apps/worker/src/shard/shards.ts`). */
  shards: 1000,
  /** D1 does one query after another. Write-ups a second that are planned for, of some 10 ms each at most. */
  writeUpsPerSecond: 50,
  /** Most of one D1 database, GB. */
  bookGb: 10,
} as const;
