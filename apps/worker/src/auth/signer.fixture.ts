/**
 * Somebody who signs tokens with RSA keys made for the test, and publishes the public ones.
 * @module
 */
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from "jose";
import { remoteKeySets } from "./key-sets.ts";
import type { KeySets } from "./key-sets.ts";

/** Claims of a token; undefined leaves one out. */
export type Claims = Readonly<Record<string, unknown>>;

/** A signer, and a network on which its keys stand. */
export interface Signer {
  /** Signs claims as they are; `kid` names another key than its own. */
  readonly sign: (
    claims: Claims,
    header?: { readonly kid?: string; readonly typ?: string },
  ) => Promise<string>;
  /** Key sets that are fetched from the signer. */
  readonly keySets: KeySets;
  /** Addresses that were fetched. */
  readonly fetched: readonly string[];
  /** PEM of the public key, as an attacker has it. */
  readonly spki: string;
}

/** A signer with a key of its own; `answer` is what stands at the address of its keys, where it is not the keys. */
export async function signer(kid = "key-1", answer?: () => Response): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, use: "sig", alg: "RS256" };
  const fetched: string[] = [];
  return {
    fetched,
    spki: await exportSPKI(publicKey),
    keySets: remoteKeySets(async (url) => {
      fetched.push(url);
      return answer?.() ?? Response.json({ keys: [jwk] });
    }),
    sign: async (claims, header = {}) =>
      await new SignJWT(claims)
        .setProtectedHeader({ alg: "RS256", typ: "JWT", kid, ...header })
        .sign(privateKey),
  };
}
