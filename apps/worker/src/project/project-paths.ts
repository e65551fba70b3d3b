/**
 * Projects for `/openapi.json`.
 * @module
 */
import { Consequences, ProjectAnswer, ProjectInput, ProjectPatch } from "@gramme/core/wire";
import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import { TenantId } from "../keys/forms.ts";
import { FORM_REFUSALS, refusals } from "../openapi/refusals.ts";
import { SyntheticInput } from "./synthetic.ts";

const query = z.object({ tenant: TenantId.optional().describe("for the ledger's own key only") });
const REFUSED = ["malformed-query", "unauthenticated", "forbidden", "not-found"] as const;

function put(
  summary: string,
  description: string,
  schema: z.ZodType,
  more: readonly "conflict"[] = [],
): ZodOpenApiOperationObject {
  return {
    tags: ["project"],
    summary,
    description: `Wants \`admin\`. ${description}`,
    requestParams: { query },
    requestBody: { content: { "application/json": { schema } } },
    responses: { "204": { description: "kept" }, ...refusals(...FORM_REFUSALS, ...REFUSED, ...more) },
  };
}

function taken(summary: string): ZodOpenApiOperationObject {
  return {
    tags: ["project"],
    summary,
    description: "Wants `admin`. Again: nothing changes.",
    requestParams: { query },
    responses: { "204": { description: "not said any more" }, ...refusals(...REFUSED) },
  };
}

/** For `/openapi.json`. */
export const projectPaths: ZodOpenApiPathsObject = {
  "/api/project": {
    get: {
      tags: ["project"],
      summary: "Whose this is, since when there is anything, and who asks",
      description: "Wants `read`; public links may.",
      responses: {
        "200": { description: "the project", content: { "application/json": { schema: ProjectAnswer } } },
        ...refusals("unauthenticated", "forbidden"),
      },
    },
  },
  "/v1/project": {
    put: put(
      "Say its name and its budget",
      "What is left out is not said any more: `PATCH` leaves it as it was.",
      ProjectInput,
    ),
    patch: {
      tags: ["project"],
      summary: "Say one of them anew",
      description:
        "Wants `admin`. A JSON merge patch (RFC 7396): what is left out stays as it was said, `null` takes it back, in a budget too. What comes of it has to be a whole statement, or nothing changes.",
      requestParams: { query },
      requestBody: {
        content: {
          "application/merge-patch+json": { schema: ProjectPatch },
          "application/json": { schema: ProjectPatch },
        },
      },
      responses: {
        "204": { description: "kept" },
        ...refusals(...FORM_REFUSALS, ...REFUSED, "conflict"),
      },
    },
    delete: taken("Say neither name nor budget"),
  },
  "/v1/project/consequences": {
    put: put(
      "Say what it makes others do",
      "Effects of the second and third order. They stand beside the ledger and are never summed with it.",
      Consequences,
    ),
    delete: taken("Say nothing of consequences"),
  },
  "/v1/project/synthetic": {
    put: put(
      "Say that all data here is made up",
      "Before the first event of a tenant, never taken back: there is no DELETE. Pages and badges say it.",
      SyntheticInput,
      ["conflict"],
    ),
  },
};
