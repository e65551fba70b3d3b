/**
 * Secrets of the ledger that routes may send to their upstreams. Routes are written by tenants, secrets by the ledger's
 * keeper; so a secret says itself where it may go, and whose it is.
 * @module
 */
import type { Env } from "../../env.ts";

/** Outcome of asking for a secret. `why` names the secret, never what it holds. */
export type SecretVerdict =
  | { readonly ok: true; readonly key: string }
  | { readonly ok: false; readonly why: string };

const no = (why: string): SecretVerdict => ({ ok: false, why });

/**
 * The key to send to `origin` for this tenant. The binding reads `ORIGIN KEY [TENANT …]`, parted by spaces:
 * `https://api.openai.com sk-… acme`. Without tenants it is for all of the ledger's. Without the origin, one who may
 * write routes could have the key sent to a server of their own.
 */
export function upstreamSecret(env: Env, name: string, origin: string, tenant: string): SecretVerdict {
  const held = name.startsWith("UPSTREAM_") ? env[name as `UPSTREAM_${string}`] : undefined;
  if (held === undefined || typeof held !== "string") return no(`the ledger has no secret ${name}`);
  const [forOrigin = "", key, ...tenants] = held.trim().split(/\s+/u);
  if (key === undefined || URL.parse(forOrigin)?.origin === undefined) {
    return no(`the secret ${name} wants the form "ORIGIN KEY [TENANT …]"`);
  }
  if (URL.parse(forOrigin)?.origin !== origin) return no(`the secret ${name} is not for ${origin}`);
  if (tenants.length > 0 && !tenants.includes(tenant)) return no(`the secret ${name} is not for this tenant`);
  if (!/^[\x21-\x7e]+$/u.test(key)) return no(`the secret ${name} has characters that no header takes`);
  return { ok: true, key };
}
