/**
 * The OpenAPI description of the ledger, from the schemas by which its doors check.
 * @module
 */
import {
  Calibration,
  ComparedWorkload,
  EmbodiedFigures,
  EventsAck,
  Figures,
  MeterEvent,
  Profile,
  ProfileInput,
  Quantity,
  RejectedEvent,
  RunResult,
  RunsEnvelope,
  RunSource,
  WorkloadFigures,
} from "@gramme/core/wire";
import { createDocument } from "zod-openapi";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import { ANY_REFUSAL } from "./refusals.ts";

/** Forms of core's wire that stand by name; they are the same objects that the doors refer to. */
const FORMS = {
  Calibration,
  ComparedWorkload,
  EmbodiedFigures,
  EventsAck,
  Figures,
  MeterEvent,
  Profile,
  ProfileInput,
  Quantity,
  RejectedEvent,
  RunResult,
  RunsEnvelope,
  RunSource,
  WorkloadFigures,
};

/** Ways to say who one is. */
const SECURITY = {
  key: { type: "http", scheme: "bearer", description: "A key of the ledger: `gk_ID.SECRET`." },
  job: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description:
      "GitHub's OIDC token of a job, its audience the ledger's public origin. For `POST /v1/runs`.",
  },
  gatewayKey: {
    type: "apiKey",
    in: "header",
    name: "x-gramme-key",
    description: "A key of the ledger, where Authorization belongs to the upstream.",
  },
  access: {
    type: "apiKey",
    in: "header",
    name: "Cf-Access-Jwt-Assertion",
    description: "What Cloudflare Access adds for a reader. For what wants `read`.",
  },
} as const;

/** The description of doors with these paths, OpenAPI 3.1. */
export function openapiDocument(
  fragments: readonly ZodOpenApiPathsObject[],
): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Gramme ledger",
      version: "1",
      description:
        "Counts inferences where they are served, keeps what benches measured, and tells what they emit. It counts, and computes energy and grams on reading. Every refusal is RFC 9457 with a code of a closed set. A ledger that serves its own machine wants no key.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ key: [] }],
    tags: [
      { name: "intake", description: "What was served and measured comes in." },
      { name: "gateway", description: "Requests to upstreams, metered on their way." },
      { name: "figures", description: "Energy, grams and litres, computed from what was counted." },
      { name: "project", description: "What a team says of its project; nothing of it enters a figure." },
      { name: "profiles", description: "How the energy of models and routes is known." },
      { name: "who may do what", description: "Keys, public links, tenants, trusted repositories." },
      { name: "the ledger itself", description: "Open to anybody." },
    ],
    components: { securitySchemes: SECURITY, schemas: FORMS },
    paths: Object.assign({}, ...fragments.map(completed)) as ZodOpenApiPathsObject,
  });
}

const METHODS = ["get", "put", "post", "patch", "delete"] as const;

/** The read side stands open to readers who come through Cloudflare Access; any door may refuse. */
function whole(path: string, operation: ZodOpenApiOperationObject): ZodOpenApiOperationObject {
  return {
    ...(path.startsWith("/api/") ? { security: [{ key: [] }, { access: [] }] } : {}),
    ...operation,
    responses: { default: ANY_REFUSAL, ...operation.responses },
  };
}

function completed(fragment: ZodOpenApiPathsObject): ZodOpenApiPathsObject {
  return Object.fromEntries(
    Object.entries(fragment).map(([path, item]) => {
      const operations = METHODS.flatMap((method) => {
        const operation = item[method];
        return operation === undefined ? [] : [[method, whole(path, operation)] as const];
      });
      return [path, { ...item, ...Object.fromEntries(operations) }];
    }),
  );
}
