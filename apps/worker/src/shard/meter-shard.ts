/** One shard of a tenant's ledger. @module */
import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";

/** A shard. */
export class MeterShard extends DurableObject<Env> {
  ping(): number {
    return this.ctx.storage.sql.exec<{ n: number }>("SELECT 1 AS n").one().n;
  }
}
