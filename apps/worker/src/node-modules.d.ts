/**
 * What is used of Node's modules, which workerd has too. All of Node's types would bring globals that it has not.
 * @module
 */
declare module "node:crypto" {
  interface Hash {
    update(text: string): Hash;
    digest(encoding: "base64url"): string;
  }
  export function createHash(algorithm: "sha256"): Hash;
}

declare module "node:zlib" {
  export function gunzipSync(
    bytes: Uint8Array,
    options: { readonly maxOutputLength: number },
  ): Uint8Array<ArrayBuffer>;
}
