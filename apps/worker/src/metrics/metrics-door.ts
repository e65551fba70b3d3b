/**
 * The door of `GET /metrics`.
 * @module
 */
import type { Hono } from "hono";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { allow } from "../auth/allow.ts";
import type { Ledger } from "../context.ts";
import { refusals } from "../openapi/refusals.ts";
import { metrics, MetricsQuery } from "./metrics.ts";

/** Mounts `GET /metrics`. */
export function metricsDoor(app: Hono<Ledger>): void {
  app.get("/metrics", allow("read"), metrics);
}

/** For `/openapi.json`. */
export const metricsPaths: ZodOpenApiPathsObject = {
  "/metrics": {
    get: {
      tags: ["figures"],
      summary: "Counters and gauges since the beginning, for Prometheus",
      requestParams: { query: MetricsQuery },
      responses: {
        "200": { description: "text exposition 0.0.4", content: { "text/plain": { schema: z.string() } } },
        ...refusals("malformed-query", "unauthenticated", "forbidden"),
      },
    },
  },
};
