/**
 * Keys of a tenant: made, listed, revoked.
 * @module
 */
import type { Hono } from "hono";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { allow } from "../auth/allow.ts";
import { mintedKey, sha256 } from "../auth/key-form.ts";
import { forgetKey, scopesOf } from "../auth/key-record.ts";
import { LINK_SCOPES, SCOPES } from "../auth/principal.ts";
import type { Ledger } from "../context.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { Refusal } from "../problem/problem.ts";
import { FORM_REFUSALS, refusals } from "../openapi/refusals.ts";
import { actingTenant, ownTenantRow } from "./acting-tenant.ts";
import { Key, KeyInput, MintedKey, TenantId } from "./forms.ts";
import { sentForm } from "./sent-form.ts";

interface Row {
  readonly id: string;
  readonly tenant: string;
  readonly label: string;
  readonly scopes: string;
  readonly created_ms: number;
  readonly expires_ms: number | null;
  readonly revoked_ms: number | null;
}

/** Public links stand among the keys, and have doors of their own. */
const NO_LINK = `scopes NOT IN (${LINK_SCOPES.map((scope) => `'${scope}'`).join(", ")})`;
const COLUMNS = "id, tenant, label, scopes, created_ms, expires_ms, revoked_ms";

/** `POST`, `GET` and `DELETE /v1/keys`. */
export function keysDoor(app: Hono<Ledger>): void {
  app.post("/v1/keys", allow("admin"), async (c) => {
    const { label, scopes, expires_at, tenant: named } = await sentForm(c, KeyInput);
    const tenant = await actingTenant(c, named);
    const { nowMs } = c.var;
    const expiresMs = expires_at === undefined ? null : Date.parse(expires_at);
    if (expiresMs !== null && expiresMs <= nowMs) {
      throw new Refusal("malformed-body", "the key would have expired before it was made", {
        errors: [{ code: "malformed-body", field: "expires_at", detail: "wants a time to come" }],
      });
    }
    const { id, secret, key } = mintedKey();
    const digest = (await sha256(secret)).toHex();
    const row: Row = {
      id,
      tenant,
      label,
      scopes: scopes.join(" "),
      created_ms: nowMs,
      expires_ms: expiresMs,
      revoked_ms: null,
    };
    await c.env.BOOK.batch([
      ownTenantRow(c, tenant),
      c.env.BOOK.prepare(
        `INSERT INTO keys (${COLUMNS}, secret_sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
      ).bind(id, tenant, label, row.scopes, nowMs, expiresMs, null, digest),
    ]);
    return c.json({ ...shown(row), key }, 201, NOT_STORED);
  });

  app.get("/v1/keys", allow("admin"), async (c) => {
    const tenant = await actingTenant(c, c.req.query("tenant"));
    const { results } = await c.env.BOOK.prepare(
      `SELECT ${COLUMNS} FROM keys WHERE tenant = ?1 AND ${NO_LINK} ORDER BY created_ms, id`,
    )
      .bind(tenant)
      .all<Row>();
    return c.json({ keys: results.map(shown) }, 200, NOT_STORED);
  });

  app.delete("/v1/keys/:id", allow("admin"), async (c) => {
    const id = c.req.param("id");
    const { tenant, root } = c.var.principal;
    // the row stays, so that its holder can be told when it was revoked; the first time counts
    const { meta } = await c.env.BOOK.prepare(
      `UPDATE keys SET revoked_ms = coalesce(revoked_ms, ?2) WHERE id = ?1 AND (tenant = ?3 OR ?4) AND ${NO_LINK}`,
    )
      .bind(id, c.var.nowMs, tenant, root === true ? 1 : 0)
      .run();
    if (meta.changes === 0) throw new Refusal("not-found", "there is no such key in this tenant");
    forgetKey(id);
    return c.body(null, 204);
  });
  refuseOtherMethods(app, "/v1/keys", "POST", "GET");
  refuseOtherMethods(app, "/v1/keys/:id", "DELETE");
}

/** Answers with what nobody else may see stay with who asked. */
const NOT_STORED = { "cache-control": "no-store" };

const at = (ms: number): string => new Date(ms).toISOString();

function shown(row: Row): z.output<typeof Key> {
  return {
    id: row.id,
    tenant: row.tenant,
    label: row.label,
    scopes: SCOPES.filter((scope) => scopesOf(row.scopes).includes(scope)),
    created_at: at(row.created_ms),
    ...(row.expires_ms === null ? {} : { expires_at: at(row.expires_ms) }),
    ...(row.revoked_ms === null ? {} : { revoked_at: at(row.revoked_ms) }),
  };
}

/** For `/openapi.json`. */
export const keysPaths: ZodOpenApiPathsObject = {
  "/v1/keys": {
    post: {
      tags: ["who may do what"],
      summary: "Make a key",
      description: "Wants `admin`. The answer holds the secret, once.",
      requestBody: { content: { "application/json": { schema: KeyInput } } },
      responses: {
        "201": { description: "the key", content: { "application/json": { schema: MintedKey } } },
        ...refusals(...FORM_REFUSALS, "unauthenticated", "forbidden", "not-found"),
      },
    },
    get: {
      tags: ["who may do what"],
      summary: "List the keys of a tenant, revoked ones too",
      requestParams: {
        query: z.object({ tenant: TenantId.optional().describe("for the ledger's own key only") }),
      },
      responses: {
        "200": {
          description: "without secrets",
          content: { "application/json": { schema: z.object({ keys: z.array(Key) }) } },
        },
        ...refusals("malformed-query", "unauthenticated", "forbidden", "not-found"),
      },
    },
  },
  "/v1/keys/{id}": {
    delete: {
      tags: ["who may do what"],
      summary: "Revoke a key",
      description: "Holds everywhere within 60 s, and at once where it was asked. Again: nothing changes.",
      requestParams: { path: z.object({ id: z.string() }) },
      responses: {
        "204": { description: "it is revoked" },
        ...refusals("unauthenticated", "forbidden", "not-found"),
      },
    },
  },
};
