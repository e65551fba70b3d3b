/**
 * The page on which people read and try the doors: Swagger UI, from this origin alone.
 * @module
 */
import script from "swagger-ui-dist/swagger-ui-bundle.js" with { type: "text" };
import style from "swagger-ui-dist/swagger-ui.css" with { type: "text" };
import type { Hono } from "hono";
import type { Ledger } from "../context.ts";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Gramme ledger: its doors</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <main id="doors"></main>
    <noscript>This page wants JavaScript; the same stands in <a href="/openapi.json">openapi.json</a>.</noscript>
    <script src="/docs/swagger-ui.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

// a validator of somebody else's is what it would ask by default
const START = `SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#doors",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`;

/** Nothing from elsewhere, no inline script, in nobody's frame. Swagger UI draws its arrows as data: images. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const FILES = [
  ["/docs", "text/html; charset=utf-8", PAGE],
  ["/docs/swagger-ui.js", "text/javascript; charset=utf-8", script],
  ["/docs/swagger-ui.css", "text/css; charset=utf-8", style],
  ["/docs/start.js", "text/javascript; charset=utf-8", START],
] as const;

/** `GET /docs` and its files. Public: they say what anybody can read in the sources. */
export function docsPage(app: Hono<Ledger>): void {
  for (const [path, type, text] of FILES) {
    app.get(path, (c) =>
      c.body(text, 200, {
        "content-type": type,
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "public, max-age=3600",
      }),
    );
  }
}
