/**
 * The one page that every view is drawn in.
 * @module
 */
import type { LedgerContext } from "../context.ts";
import { builtFile } from "./built-file.ts";
import { SHELL_HEADERS } from "./page-headers.ts";

/** Views of the dashboard, by path. */
export const VIEWS = ["inference", "commits", "models", "effects", "methods"] as const;

const NOT_BUILT = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Gramme: the pages are not built</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <h1>The pages are not built</h1>
    <p>The ledger works, and its figures are at <a href="/api/summary">/api/summary</a>. For the pages, run</p>
    <pre>npm run build -w @gramme/dashboard</pre>
    <p>in the repository, and serve or deploy the ledger again. All doors: <a href="/docs">/docs</a>.</p>
  </body>
</html>
`;

/** The shell, or what to do where nobody built it. */
export async function shell(
  c: LedgerContext,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const headers = { ...SHELL_HEADERS, ...more };
  return (
    (await builtFile(c, "/index.html", headers)) ??
    c.body(NOT_BUILT, 503, { ...headers, "cache-control": "no-store" })
  );
}
