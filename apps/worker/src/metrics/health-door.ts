/**
 * `GET /healthz`: whether the ledger stands, for whoever watches it. Public, and tells nothing else.
 * @module
 */
import type { Hono } from "hono";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { z } from "zod";
import type { Ledger } from "../context.ts";

/** Version of the ledger. */
export const LEDGER_VERSION = "0.1.0";

const Health = z.strictObject({
  ok: z.boolean(),
  version: z.string(),
  book: z.enum(["reachable", "unreachable"]),
});

/** Mounts `GET /healthz`: 200 where the book can be read, else 503. */
export function healthDoor(app: Hono<Ledger>): void {
  app.get("/healthz", async (c) => {
    const reachable = await c.env.BOOK.prepare("SELECT 1 FROM tenants LIMIT 1")
      .all()
      .then(
        () => true,
        () => false,
      );
    const health: z.output<typeof Health> = {
      ok: reachable,
      version: LEDGER_VERSION,
      book: reachable ? "reachable" : "unreachable",
    };
    return c.json(health, reachable ? 200 : 503, { "cache-control": "no-store" });
  });
}

/** For `/openapi.json`. */
export const healthPaths: ZodOpenApiPathsObject = {
  "/healthz": {
    get: {
      tags: ["the ledger itself"],
      summary: "Whether the ledger stands",
      security: [],
      responses: {
        "200": { description: "it does", content: { "application/json": { schema: Health } } },
        "503": {
          description: "its book cannot be read",
          content: { "application/json": { schema: Health } },
        },
      },
    },
  },
};
