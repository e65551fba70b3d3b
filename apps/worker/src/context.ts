/**
 * What every door of the ledger works with.
 * @module
 */
import type { Context } from "hono";
import type { Principal } from "./auth/principal.ts";
import type { Env } from "./env.ts";

/** The environment of every Hono app and middleware of the ledger. */
export interface Ledger {
  Bindings: Env;
  Variables: {
    /** Who asks. Set by `allow(…)`, which every door that is not public stands behind. */
    principal: Principal;
    /** When the request came, ms since 1970. One reading a request, since the platform's clock stands still anyway. */
    nowMs: number;
    /** Since when the tenant has anything, ms since 1970: set where `last=all` was asked for and there is something. */
    beginningMs?: number;
  };
}

/** A request's context. */
export type LedgerContext = Context<Ledger>;
