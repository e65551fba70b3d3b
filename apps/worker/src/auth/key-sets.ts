/**
 * Public keys of those who sign tokens.
 * @module
 */
import { createRemoteJWKSet, customFetch } from "jose";
import type { JWTVerifyGetKey } from "jose";

/** Gives the keys that stand at an address. */
export type KeySets = (address: string) => JWTVerifyGetKey;

/**
 * Key sets over the network, each kept for ten minutes by an isolate. A signer's new key is fetched when the first token
 * comes that it signed, at most every half minute.
 * @param ask fetches; tests bring their own
 */
export function remoteKeySets(ask: (url: string, init: RequestInit) => Promise<Response> = fetched): KeySets {
  const sets = new Map<string, JWTVerifyGetKey>();
  return (address) => {
    const known = sets.get(address);
    if (known !== undefined) return known;
    const set = createRemoteJWKSet(new URL(address), { [customFetch]: ask });
    sets.set(address, set);
    return set;
  };
}

/** The platform's own, looked up at each call. */
async function fetched(url: string, init: RequestInit): Promise<Response> {
  return await fetch(url, init);
}
