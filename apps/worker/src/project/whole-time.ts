/**
 * The period `last=all` wants to be known before a query is read.
 * @module
 */
import type { MiddlewareHandler } from "hono";
import type { Ledger } from "../context.ts";
import { BEGINNING, type Beginning, beginningMs } from "./beginning.ts";

/** Asks the book since when there is anything, where `last=all` is asked for: `c.var.beginningMs`. Stands behind a gate. */
export const wholeTime: MiddlewareHandler<Ledger> = async (c, next) => {
  if (c.req.query("last") === "all") {
    const row = await c.env.BOOK.prepare(`SELECT ${BEGINNING}`)
      .bind(c.var.principal.tenant)
      .first<Beginning>();
    const found = row === null ? undefined : beginningMs(row);
    if (found !== undefined) c.set("beginningMs", found);
  }
  await next();
};
