/**
 * Rows of keys in the book. Public links stand among the keys, by scopes that no key has, and have doors of their own: each
 * door sees its own kind of row, and neither finds the other's.
 * @module
 */
import { mintedKey, sha256 } from "../auth/key-form.ts";
import { forgetKey } from "../auth/key-record.ts";
import { LINK_SCOPES } from "../auth/principal.ts";
import type { LedgerContext } from "../context.ts";
import { Refusal } from "../problem/problem.ts";
import { actingTenant, ownTenantRow } from "./acting-tenant.ts";

/** A key, or a link, as the book has it, without the hash of its secret. */
export interface KeyRow {
  readonly id: string;
  readonly tenant: string;
  readonly label: string;
  readonly scopes: string;
  readonly created_ms: number;
  readonly expires_ms: number | null;
  readonly revoked_ms: number | null;
}

/** What a row opens: doors of senders and readers, or what is public. */
export type KeyKind = "key" | "link";

/** What a new row is to say. */
export interface NewKeyRow {
  readonly label: string;
  readonly scopes: string;
  readonly expires_at?: string | undefined;
}

const COLUMNS = "id, tenant, label, scopes, created_ms, expires_ms, revoked_ms";
const OF_LINKS = LINK_SCOPES.map((scope) => `'${scope}'`).join(", ");
const OF_KIND = {
  key: `scopes NOT IN (${OF_LINKS})`,
  link: `scopes IN (${OF_LINKS})`,
} as const satisfies Readonly<Record<KeyKind, string>>;

/** Headers of answers with what nobody else may see: they stay with who asked. */
export const NOT_STORED = { "cache-control": "no-store" };

/**
 * Writes a new row, and gives it with its secret, told this once. Throws `malformed-body` where it would have expired
 * before it was made, `forbidden` and `not-found` for a tenant that is not for who asks.
 * @param named tenant that was asked for, if one was
 */
export async function newKeyRow(
  c: LedgerContext,
  kind: KeyKind,
  { label, scopes, expires_at }: NewKeyRow,
  named: string | undefined,
): Promise<{ readonly row: KeyRow; readonly key: string }> {
  const tenant = await actingTenant(c, named);
  const { nowMs } = c.var;
  const expiresMs = expires_at === undefined ? null : Date.parse(expires_at);
  if (expiresMs !== null && expiresMs <= nowMs) {
    throw new Refusal("malformed-body", `the ${kind} would have expired before it was made`, {
      errors: [{ code: "malformed-body", field: "expires_at", detail: "wants a time to come" }],
    });
  }
  const { id, secret, key } = mintedKey();
  await c.env.BOOK.batch([
    ownTenantRow(c, tenant),
    c.env.BOOK.prepare(
      `INSERT INTO keys (${COLUMNS}, secret_sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, ?7)`,
    ).bind(id, tenant, label, scopes, nowMs, expiresMs, (await sha256(secret)).toHex()),
  ]);
  return {
    row: { id, tenant, label, scopes, created_ms: nowMs, expires_ms: expiresMs, revoked_ms: null },
    key,
  };
}

/** Rows of a tenant, oldest first, revoked ones too. */
export async function keyRows(c: LedgerContext, kind: KeyKind): Promise<readonly KeyRow[]> {
  const tenant = await actingTenant(c, c.req.query("tenant"));
  const { results } = await c.env.BOOK.prepare(
    `SELECT ${COLUMNS} FROM keys WHERE tenant = ?1 AND ${OF_KIND[kind]} ORDER BY created_ms, id`,
  )
    .bind(tenant)
    .all<KeyRow>();
  return results;
}

/**
 * Revokes a row, and answers 204. Throws `not-found` where there is none of this kind. The first time counts; the row stays,
 * so that its holder can be told when it was revoked.
 */
export async function revokeKeyRow(c: LedgerContext, kind: KeyKind, id: string): Promise<Response> {
  const { tenant, root } = c.var.principal;
  const { meta } = await c.env.BOOK.prepare(
    `UPDATE keys SET revoked_ms = coalesce(revoked_ms, ?2) WHERE id = ?1 AND (tenant = ?3 OR ?4) AND ${OF_KIND[kind]}`,
  )
    .bind(id, c.var.nowMs, tenant, root === true ? 1 : 0)
    .run();
  if (meta.changes === 0) throw new Refusal("not-found", `there is no such ${kind} in this tenant`);
  forgetKey(id);
  return c.body(null, 204);
}

/** Times of a row, as answers have them. */
export function timesOf({ created_ms, expires_ms, revoked_ms }: KeyRow): {
  readonly created_at: string;
  readonly expires_at?: string;
  readonly revoked_at?: string;
} {
  return {
    created_at: at(created_ms),
    ...(expires_ms === null ? {} : { expires_at: at(expires_ms) }),
    ...(revoked_ms === null ? {} : { revoked_at: at(revoked_ms) }),
  };
}

const at = (ms: number): string => new Date(ms).toISOString();
