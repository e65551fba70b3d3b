/**
 * Public links for `/openapi.json`.
 * @module
 */
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { TenantId } from "../keys/forms.ts";
import { FORM_REFUSALS, refusals } from "../openapi/refusals.ts";
import { MintedShare, Share, ShareInput } from "./share-form.ts";

const query = z.object({ tenant: TenantId.optional().describe("for the ledger's own key only") });

/** For `/openapi.json`. */
export const sharePaths: ZodOpenApiPathsObject = {
  "/v1/shares": {
    post: {
      tags: ["who may do what"],
      summary: "Make a public link",
      description:
        "Wants `admin`. Whoever has the link sees what it shows, and may pass it on. Pages: all figures by task, model, modality, zone and profile, name, budget and consequences of the project; not routes, notes of profiles, who accepted a regression, whole runs, consequences of tier 3, nor, unless `shows` is `commits`, which runs and commits they come from. A badge: single figures as pictures, with the shares of the tasks that one is a mean over.",
      requestParams: { query },
      requestBody: { content: { "application/json": { schema: ShareInput } } },
      responses: {
        "201": { description: "the link", content: { "application/json": { schema: MintedShare } } },
        ...refusals(...FORM_REFUSALS, "malformed-query", "unauthenticated", "forbidden", "not-found"),
      },
    },
    get: {
      tags: ["who may do what"],
      summary: "List the public links of a tenant, revoked ones too",
      requestParams: { query },
      responses: {
        "200": {
          description: "without secrets",
          content: { "application/json": { schema: z.object({ shares: z.array(Share) }) } },
        },
        ...refusals("malformed-query", "unauthenticated", "forbidden", "not-found"),
      },
    },
  },
  "/v1/shares/{id}": {
    delete: {
      tags: ["who may do what"],
      summary: "Revoke a public link",
      description:
        "Holds everywhere within 60 s; pictures of a badge may stay in caches for 5 minutes more, and what was copied stays copied.",
      requestParams: { path: z.object({ id: z.string() }) },
      responses: {
        "204": { description: "it is revoked" },
        ...refusals("unauthenticated", "forbidden", "not-found"),
      },
    },
  },
};
