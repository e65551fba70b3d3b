/**
 * What keys look like: `gk_ID.SECRET`. The id may be shown and logged; of the secret, only its SHA-256 is kept.
 * @module
 */

/** Id and secret of a key. */
export interface KeyParts {
  readonly id: string;
  readonly secret: string;
}

/** What a key begins with, so that scanners of repositories can tell one. */
export const KEY_PREFIX = "gk_";

/** 32 characters of base64 are 192 bits: a fast hash is enough for a secret that nobody can guess. */
const KEY = /^gk_([A-Za-z0-9]{1,32})\.([A-Za-z0-9_-]{32,128})$/u;

/** The parts of a key, or nothing where it is none. */
export function keyParts(text: string): KeyParts | undefined {
  const [, id, secret] = KEY.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** A new key: 64 random bits of id, 256 of secret. */
export function mintedKey(): KeyParts & { readonly key: string } {
  const id = crypto.getRandomValues(new Uint8Array(8)).toHex();
  const secret = crypto
    .getRandomValues(new Uint8Array(32))
    .toBase64({ alphabet: "base64url", omitPadding: true });
  return { id, secret, key: `${KEY_PREFIX}${id}.${secret}` };
}

/** SHA-256 of text. */
export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
