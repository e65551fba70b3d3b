/**
 * Keys as the book has them, remembered for a minute by each isolate.
 * @module
 */
import type { Env } from "../env.ts";
import { fromBook } from "../problem/out-of-breath.ts";
import { LINK_SCOPES, SCOPES } from "./principal.ts";
import type { Scope } from "./principal.ts";

/** What is kept of a key. */
export interface KeyRecord {
  readonly tenant: string;
  /** SHA-256 of its secret. */
  readonly digest: Uint8Array;
  readonly scopes: readonly Scope[];
  readonly expiresMs: number | undefined;
  readonly revokedMs: number | undefined;
}

/** A key that is revoked is refused everywhere after this long, ms, and at once where the revocation came in. */
export const REMEMBERED_MS = 60_000;

/** Keys that are remembered at once; the one that was asked for first gives way. */
const MOST_REMEMBERED = 1000;

const remembered = new Map<string, { readonly record: KeyRecord; readonly untilMs: number }>();

/**
 * The record of a key's id, at most {@link REMEMBERED_MS} old. Ids that nobody has are not remembered: anybody could
 * send any number of them.
 */
export async function keyRecord(env: Env, id: string, nowMs: number): Promise<KeyRecord | undefined> {
  const known = remembered.get(id);
  if (known !== undefined && known.untilMs > nowMs) return known.record;
  remembered.delete(id);
  const row = await fromBook(
    env.BOOK.prepare("SELECT tenant, secret_sha256, scopes, expires_ms, revoked_ms FROM keys WHERE id = ?1")
      .bind(id)
      .first<{
        tenant: string;
        secret_sha256: string;
        scopes: string;
        expires_ms: number | null;
        revoked_ms: number | null;
      }>(),
  );
  if (row === null) return undefined;
  const record: KeyRecord = {
    tenant: row.tenant,
    digest: Uint8Array.fromHex(row.secret_sha256),
    scopes: scopesOf(row.scopes),
    expiresMs: row.expires_ms ?? undefined,
    revokedMs: row.revoked_ms ?? undefined,
  };
  remembered.set(id, { record, untilMs: nowMs + REMEMBERED_MS });
  for (const oldest of remembered.keys()) {
    if (remembered.size <= MOST_REMEMBERED) break;
    remembered.delete(oldest);
  }
  return record;
}

/** Forgets a key in this isolate, so that its revocation holds here at once. */
export function forgetKey(id: string): void {
  remembered.delete(id);
}

/** Scopes as the book has them, parted by spaces. One that this version does not know allows nothing. */
export function scopesOf(text: string): readonly Scope[] {
  const words = text.split(" ");
  return [...SCOPES, ...LINK_SCOPES].filter((scope) => words.includes(scope));
}
