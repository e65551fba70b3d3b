/**
 * The gateway's doors, for `/openapi.json`.
 * @module
 */
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { refusals } from "../openapi/refusals.ts";
import { Route, ROUTE_ID, RouteInput } from "./route/route-input.ts";

const TAGS = ["gateway"];
const path = z.object({ id: z.string().regex(ROUTE_ID) });
const route = { "application/json": { schema: Route } };

/** For `/openapi.json`. */
export const gatewayPaths: ZodOpenApiPathsObject = {
  "/v1/routes": {
    get: {
      tags: TAGS,
      summary: "Every route of the gateway",
      responses: {
        "200": {
          description: "by id",
          content: { "application/json": { schema: z.object({ routes: z.array(Route) }) } },
        },
        ...refusals("unauthenticated", "forbidden"),
      },
    },
  },
  "/v1/routes/{id}": {
    put: {
      tags: TAGS,
      summary:
        "State a route: which upstream `/proxy/ID/…` forwards to, and what its requests are counted under",
      description:
        "Upstreams are https and of the public internet, or an origin that whoever runs the ledger lists in PRIVATE_UPSTREAMS. A `secret` is sent to the origin that the secret itself names, and to no other. Wants `admin`.",
      requestParams: { path },
      requestBody: { content: { "application/json": { schema: RouteInput } } },
      responses: {
        "201": { description: "a new route", content: route },
        "200": {
          description: "in place of the one that was; it holds everywhere within 10 s",
          content: route,
        },
        ...refusals(
          "malformed-json",
          "malformed-body",
          "malformed-query",
          "unknown-profile",
          "unknown-zone",
          "too-large",
          "unsupported-media-type",
          "unauthenticated",
          "forbidden",
        ),
      },
    },
    get: {
      tags: TAGS,
      summary: "One route",
      requestParams: { path },
      responses: {
        "200": { description: "as it was stated", content: route },
        ...refusals("not-found", "malformed-query", "unauthenticated", "forbidden"),
      },
    },
    delete: {
      tags: TAGS,
      summary: "Take a route out",
      requestParams: { path },
      responses: {
        "204": { description: "it holds everywhere within 10 s" },
        ...refusals("not-found", "malformed-query", "unauthenticated", "forbidden"),
      },
    },
  },
  "/proxy/{id}/{path}": {
    post: {
      tags: TAGS,
      summary: "Forward a request to the route's upstream, and meter what passes",
      description:
        "Answers, the upstream's own refusals among them, come back as they are, streams as they come. The ledger's key goes in `x-gramme-key`; `Authorization` is the upstream's. `x-gramme-task`, `x-gramme-model`, `x-gramme-model-version` and `x-gramme-phase` say what the request is counted under; the answer's `x-gramme-metered` says as what it was, or `no`. Other methods go the same way, where the route takes them.",
      security: [{ gatewayKey: [] }],
      requestParams: { path: z.object({ id: z.string().regex(ROUTE_ID), path: z.string() }) },
      responses: {
        default: { description: "whatever the upstream answers" },
        ...refusals(
          "bad-header",
          "malformed-query",
          "malformed-body",
          "unauthenticated",
          "forbidden",
          "not-found",
          "method-not-allowed",
          "upstream-refused",
          "upstream-unreachable",
          "upstream-too-slow",
          "out-of-breath",
        ),
      },
    },
  },
};
