/**
 * `/openapi.json`, and the page that shows it.
 * @module
 */
import type { Hono } from "hono";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import type { Ledger } from "../context.ts";
import { docsPage } from "./docs-page.ts";
import { openapiDocument } from "./document.ts";

/** `GET /openapi.json` and `GET /docs`. Public: they hold nothing of anybody. */
export function openapiDoor(app: Hono<Ledger>, fragments: readonly ZodOpenApiPathsObject[]): void {
  let text: string | undefined;
  app.get("/openapi.json", (c) => {
    // built when it is first asked for: most isolates never are
    text ??= JSON.stringify(openapiDocument([...fragments, openapiPaths]));
    return c.body(text, 200, {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "public, max-age=300",
    });
  });
  docsPage(app);
}

/** For `/openapi.json`. */
export const openapiPaths: ZodOpenApiPathsObject = {
  "/openapi.json": {
    get: {
      tags: ["the ledger itself"],
      summary: "This description",
      security: [],
      responses: {
        "200": {
          description: "OpenAPI 3.1",
          content: { "application/json": { schema: z.looseObject({ openapi: z.string() }) } },
        },
      },
    },
  },
  "/docs": {
    get: {
      tags: ["the ledger itself"],
      summary: "This description, to read and to try",
      security: [],
      responses: { "200": { description: "a page", content: { "text/html": { schema: z.string() } } } },
    },
  },
};
