/**
 * Who holds a key.
 * @module
 */
import type { Env } from "../env.ts";
import { unauthenticated } from "./denial.ts";
import { keyParts, sha256 } from "./key-form.ts";
import { keyRecord } from "./key-record.ts";
import type { KeyRecord } from "./key-record.ts";
import { SCOPES } from "./principal.ts";
import type { Principal } from "./principal.ts";

/** Tenant of the ledger's own key, where it names no other. */
export const FIRST_TENANT = "main";

/** What an unknown id is compared with, so that it takes as long as a known one. No secret has this hash. */
const NOBODY = new Uint8Array(32);

/**
 * The holder of a key; throws `unauthenticated` for one that is malformed, unknown, wrong, expired or revoked. Why a key
 * is no longer good is told to those only who have its secret.
 */
export async function keyHolder(env: Env, key: string, nowMs: number): Promise<Principal> {
  const parts = keyParts(key);
  if (parts === undefined) throw unauthenticated("this is not a key; keys look like gk_ID.SECRET");
  const [given, record] = await Promise.all([sha256(parts.secret), recordOf(env, parts.id, nowMs)]);
  const right = crypto.subtle.timingSafeEqual(given, record?.digest ?? NOBODY);
  if (record === undefined || !right)
    throw unauthenticated("this key is not known here, or its secret is wrong");
  const { tenant, scopes, expiresMs, revokedMs, root } = record;
  if (revokedMs !== undefined) {
    throw unauthenticated(`this key was revoked on ${new Date(revokedMs).toISOString()}`);
  }
  if (expiresMs !== undefined && expiresMs <= nowMs) {
    throw unauthenticated(`this key expired on ${new Date(expiresMs).toISOString()}`);
  }
  return { tenant, scopes, by: "key", id: parts.id, ...(root === true ? { root } : {}) };
}

async function recordOf(
  env: Env,
  id: string,
  nowMs: number,
): Promise<(KeyRecord & { readonly root?: true }) | undefined> {
  const first = env.ADMIN_KEY === undefined ? undefined : keyParts(env.ADMIN_KEY);
  if (env.ADMIN_KEY !== undefined && first === undefined) complain();
  if (first?.id !== id) return await keyRecord(env, id, nowMs);
  return {
    tenant: FIRST_TENANT,
    digest: await sha256(first.secret),
    scopes: SCOPES,
    expiresMs: undefined,
    revokedMs: undefined,
    root: true,
  };
}

let complained = false;

/** An ADMIN_KEY that is no key lets nobody in; whoever set it should hear why. */
function complain(): void {
  if (complained) return;
  complained = true;
  // oxlint-disable-next-line no-console -- a Worker's log is its console
  console.warn(
    "ADMIN_KEY lets nobody in: wants gk_ID.SECRET with 32 to 128 letters, digits, - or _ of secret",
  );
}
