/**
 * Readers who come through Cloudflare Access: it signs who they are.
 * @module
 */
import type { Env } from "../env.ts";
import type { KeySets } from "./key-sets.ts";
import type { Principal } from "./principal.ts";
import { verified } from "./signed-token.ts";

/** Header in which Access hands over its token. */
export const ACCESS_HEADER = "cf-access-jwt-assertion";

/**
 * The reader that Access vouches for; nothing where this ledger does not stand behind Access, or no token came: the
 * header alone says nothing. Throws `unauthenticated` for a token that is not good.
 */
export async function accessReader(
  env: Env,
  headers: Headers,
  keySets: KeySets,
  nowMs: number,
): Promise<Principal | undefined> {
  const { ACCESS_TEAM, ACCESS_AUD, ACCESS_TENANT } = env;
  const token = headers.get(ACCESS_HEADER);
  if (token === null || !ACCESS_TEAM || !ACCESS_AUD || !ACCESS_TENANT) return undefined;
  const team = URL.parse(ACCESS_TEAM);
  if (team?.protocol !== "https:") return undefined;
  const payload = await verified(token, {
    signer: "Cloudflare Access",
    issuer: team.origin,
    audience: ACCESS_AUD,
    keys: keySets(`${team.origin}/cdn-cgi/access/certs`),
    nowMs,
  });
  // a service token has no mail, but a name
  const name = [payload["email"], payload["common_name"], payload.sub].find(
    (claim) => typeof claim === "string" && claim !== "",
  );
  return {
    tenant: ACCESS_TENANT,
    scopes: ["read"],
    by: "access",
    id: typeof name === "string" ? name : "unnamed",
  };
}
