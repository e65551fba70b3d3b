/**
 * Refusals of those who may not, with the header that RFC 6750 wants. None repeats what was sent.
 * @module
 */
import { Refusal } from "../problem/problem.ts";
import { isLink, READING } from "./principal.ts";
import type { Scope } from "./principal.ts";

/** 401: nobody known. */
export function unauthenticated(detail: string): Refusal {
  return new Refusal("unauthenticated", detail, { headers: { "www-authenticate": 'Bearer realm="gramme"' } });
}

/** 403: known, but not allowed this. */
export function lacking(scope: Scope, scopes: readonly Scope[]): Refusal {
  if (isLink({ scopes })) {
    return new Refusal("forbidden", "this is not among what the public link shows; a key with read opens it");
  }
  // links have their scopes from nobody but the ledger: what a key wants there is read
  const wanted = READING.includes(scope) ? "read" : scope;
  return new Refusal("forbidden", `this wants ${wanted}; you are allowed ${scopes.join(", ") || "nothing"}`, {
    headers: {
      "www-authenticate": `Bearer realm="gramme", error="insufficient_scope", scope="${wanted}"`,
    },
  });
}
