/**
 * Refusals, as RFC 9457 has them.
 * @module
 */
import type { ProblemCode, WireProblem, WireProblemError } from "@gramme/core/wire";
import { PROBLEMS } from "@gramme/core/wire";

/** Most errors that one answer lists. */
const MOST_ERRORS = 100;

/** A refusal on its way out. Thrown by doors, answered once, by the app. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly WireProblemError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: {
      readonly errors?: readonly WireProblemError[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail);
    this.name = "Refusal";
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}

/** The answer to a refusal: `application/problem+json`, never stored by anybody on the way. */
export function problemResponse(refusal: Refusal): Response {
  const { code, message, errors, headers } = refusal;
  const status = PROBLEMS[code];
  const body: WireProblem = {
    type: `urn:gramme:problem:${code}`,
    title: code.replaceAll("-", " "),
    status,
    code,
    detail: message,
    ...(errors.length === 0 ? {} : { errors: errors.slice(0, MOST_ERRORS) }),
    ...(errors.length <= MOST_ERRORS ? {} : { more: errors.length - MOST_ERRORS }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}
