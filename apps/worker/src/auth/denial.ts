/**
 * Refusals of those who may not, with the header that RFC 6750 wants. None repeats what was sent.
 * @module
 */
import { Refusal } from "../problem/problem.ts";
import type { Scope } from "./principal.ts";

/** 401: nobody known. */
export function unauthenticated(detail: string): Refusal {
  return new Refusal("unauthenticated", detail, { headers: { "www-authenticate": 'Bearer realm="gramme"' } });
}

/** 403: known, but not allowed this. */
export function lacking(scope: Scope, scopes: readonly Scope[]): Refusal {
  return new Refusal("forbidden", `this wants ${scope}; you are allowed ${scopes.join(", ") || "nothing"}`, {
    headers: {
      "www-authenticate": `Bearer realm="gramme", error="insufficient_scope", scope="${scope}"`,
    },
  });
}
