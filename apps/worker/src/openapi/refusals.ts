/**
 * Refusals of a door, as OpenAPI has them: by status, with the codes that come under each.
 * @module
 */
import { Problem, PROBLEMS } from "@gramme/core/wire";
import type { ProblemCode } from "@gramme/core/wire";
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";

/** The form of every refusal. */
const ProblemForm = Problem.meta({
  id: "Problem",
  description: `RFC 9457. Codes: ${Object.keys(PROBLEMS).join(", ")}.`,
});

/** What any door refuses that takes a small form in JSON. */
export const FORM_REFUSALS = [
  "malformed-json",
  "malformed-body",
  "too-slow",
  "too-large",
  "unsupported-media-type",
] as const satisfies readonly ProblemCode[];

/** Any door may answer this: to another method, to another host on loopback, when it fails. */
export const ANY_REFUSAL: ZodOpenApiResponseObject = {
  description: "any other refusal: method-not-allowed, misdirected-host, bug",
  content: { "application/problem+json": { schema: ProblemForm } },
};

/** Answers for these codes. */
export function refusals(...codes: readonly ProblemCode[]): ZodOpenApiResponsesObject {
  const statuses = new Map<number, ProblemCode[]>();
  for (const code of codes) statuses.set(PROBLEMS[code], [...(statuses.get(PROBLEMS[code]) ?? []), code]);
  return Object.fromEntries(
    [...statuses].map(([status, under]) => [
      String(status),
      {
        description: under.join(", "),
        content: { "application/problem+json": { schema: ProblemForm } },
      },
    ]),
  );
}
