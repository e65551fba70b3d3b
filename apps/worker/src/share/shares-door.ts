/**
 * Public links of a tenant: made, listed, revoked. There is none until somebody makes one.
 * @module
 */
import type { Hono } from "hono";
import type { z } from "zod";
import { allow } from "../auth/allow.ts";
import { mintedKey, sha256 } from "../auth/key-form.ts";
import { forgetKey } from "../auth/key-record.ts";
import type { Ledger, LedgerContext } from "../context.ts";
import { actingTenant, ownTenantRow } from "../keys/acting-tenant.ts";
import { sentForm } from "../keys/sent-form.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { Refusal } from "../problem/problem.ts";
import { SCOPE_OF, type Share, ShareInput, SHOWS } from "./share-form.ts";

interface Row {
  readonly id: string;
  readonly label: string;
  readonly scopes: string;
  readonly created_ms: number;
  readonly expires_ms: number | null;
  readonly revoked_ms: number | null;
}

const COLUMNS = "id, label, scopes, created_ms, expires_ms, revoked_ms";
/** Links stand among the keys, with a scope that no key has. */
const A_LINK = `scopes IN (${Object.values(SCOPE_OF)
  .map((scope) => `'${scope}'`)
  .join(", ")})`;
/** Answers with what nobody else may see stay with who asked. */
const NOT_STORED = { "cache-control": "no-store" };

/** `POST`, `GET` and `DELETE /v1/shares`. */
export function sharesDoor(app: Hono<Ledger>): void {
  app.post("/v1/shares", allow("admin"), async (c) => await made(c));

  app.get("/v1/shares", allow("admin"), async (c) => {
    const tenant = await actingTenant(c, c.req.query("tenant"));
    const { results } = await c.env.BOOK.prepare(
      `SELECT ${COLUMNS} FROM keys WHERE tenant = ?1 AND ${A_LINK} ORDER BY created_ms, id`,
    )
      .bind(tenant)
      .all<Row>();
    return c.json({ shares: results.map(shown) }, 200, NOT_STORED);
  });

  app.delete("/v1/shares/:id", allow("admin"), async (c) => {
    const id = c.req.param("id");
    const { tenant, root } = c.var.principal;
    // the first time counts; the row stays, so that who has the link can be told
    const { meta } = await c.env.BOOK.prepare(
      `UPDATE keys SET revoked_ms = coalesce(revoked_ms, ?2) WHERE id = ?1 AND (tenant = ?3 OR ?4) AND ${A_LINK}`,
    )
      .bind(id, c.var.nowMs, tenant, root === true ? 1 : 0)
      .run();
    if (meta.changes === 0) throw new Refusal("not-found", "there is no such link in this tenant");
    forgetKey(id);
    return c.body(null, 204);
  });
  refuseOtherMethods(app, "/v1/shares", "POST", "GET");
  refuseOtherMethods(app, "/v1/shares/:id", "DELETE");
}

async function made(c: LedgerContext): Promise<Response> {
  const { label, shows = "figures", expires_at } = await sentForm(c, ShareInput);
  const tenant = await actingTenant(c, c.req.query("tenant"));
  const { nowMs } = c.var;
  const expiresMs = expires_at === undefined ? null : Date.parse(expires_at);
  if (expiresMs !== null && expiresMs <= nowMs) {
    throw new Refusal("malformed-body", "the link would have expired before it was made", {
      errors: [{ code: "malformed-body", field: "expires_at", detail: "wants a time to come" }],
    });
  }
  const { id, secret, key } = mintedKey();
  const row: Row = {
    id,
    label,
    scopes: SCOPE_OF[shows],
    created_ms: nowMs,
    expires_ms: expiresMs,
    revoked_ms: null,
  };
  await c.env.BOOK.batch([
    ownTenantRow(c, tenant),
    c.env.BOOK.prepare(
      `INSERT INTO keys (${COLUMNS}, tenant, secret_sha256) VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6, ?7)`,
    ).bind(id, label, row.scopes, nowMs, expiresMs, tenant, (await sha256(secret)).toHex()),
  ]);
  const origin = c.env.PUBLIC_ORIGIN ?? new URL(c.req.url).origin;
  const url = shows === "badge" ? `${origin}/badge/${key}.svg` : `${origin}/share/${key}/`;
  return c.json({ ...shown(row), url }, 201, NOT_STORED);
}

const at = (ms: number): string => new Date(ms).toISOString();

function shown(row: Row): z.output<typeof Share> {
  return {
    id: row.id,
    label: row.label,
    shows: SHOWS.find((name) => SCOPE_OF[name] === row.scopes) ?? "figures",
    created_at: at(row.created_ms),
    ...(row.expires_ms === null ? {} : { expires_at: at(row.expires_ms) }),
    ...(row.revoked_ms === null ? {} : { revoked_at: at(row.revoked_ms) }),
  };
}
