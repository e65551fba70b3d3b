/**
 * Labels of cells as keys: a text to tell them apart by, and a digest to find them by in the book.
 * @module
 */
import { createHash } from "node:crypto";
import { DIMS, type Dims } from "./contract.ts";

/** The labels' values in the order of `DIMS`, as JSON. Two cells are of the same labels exactly when these are equal. */
export function dimsKey(dims: Dims): string {
  return JSON.stringify(DIMS.map((name) => dims[name]));
}

/** Id of a tenant's labels in the book: the first 132 bits of a SHA-256, base64url. */
export function dimsDigest(tenant: string, key: string): string {
  return createHash("sha256").update(`${tenant}\n${key}`).digest("base64url").slice(0, 22);
}
