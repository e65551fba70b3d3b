/**
 * The dashboard: its shell at every view's path, and the files that it loads. Public, since none of it holds data: that
 * stands behind the gates of `/api`.
 * @module
 */
import type { Hono } from "hono";
import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import { allow } from "../auth/allow.ts";
import type { Ledger, LedgerContext } from "../context.ts";
import { refusals } from "../openapi/refusals.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { Refusal } from "../problem/problem.ts";
import { asked, wrongParameter } from "../read/query.ts";
import { builtFile } from "./built-file.ts";
import { NEAR, nearPage } from "./near-page.ts";
import { HASHED_HEADERS, NAMED_HEADERS } from "./page-headers.ts";
import { shell, VIEWS } from "./shell.ts";

const PAGES = ["/", ...VIEWS.map((view) => `/${view}`)];
/** The build names its files flatly, `index-DYuaR1Rs.js`. */
const FILE = "/assets/:file{[A-Za-z0-9][A-Za-z0-9._-]*}";

/** The query of `/api/session`. */
const SessionQuery = z.strictObject({
  to: z.string().max(2000).optional().describe("page to go to; / when not said"),
});

/** Mounts the pages, their files, and the way back from a login. */
export function pagesDoor(app: Hono<Ledger>): void {
  for (const page of PAGES) {
    app.get(page, async (c) => await shell(c));
    refuseOtherMethods(app, page, "GET");
  }
  for (const near of NEAR) app.use(near, nearPage());
  app.get(FILE, async (c) => await file(c, c.req.path, HASHED_HEADERS));
  app.get("/favicon.svg", async (c) => await file(c, "/favicon.svg", NAMED_HEADERS));
  refuseOtherMethods(app, FILE, "GET");
  refuseOtherMethods(app, "/favicon.svg", "GET");
  app.get("/api/session", allow("read"), session);
}

async function file(
  c: LedgerContext,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const found = await builtFile(c, path, headers);
  if (found === undefined) throw new Refusal("not-found", "the pages have no such file");
  return found;
}

/**
 * Back to a page, once the reader has come in. A page whose session with Cloudflare Access lapsed cannot log in by what it
 * fetches in the background; it sends its reader here, where Access stands before `/api` and asks.
 */
function session(c: LedgerContext): Response {
  const { to = "/" } = asked(c, SessionQuery);
  const here = new URL(c.req.url).origin;
  const target = URL.parse(to, here);
  if (target === null || target.origin !== here || !to.startsWith("/") || !PAGES.includes(target.pathname)) {
    throw wrongParameter("to", `wants a page of this ledger: ${PAGES.join(", ")}`);
  }
  return c.body(null, 303, {
    location: `${target.pathname}${target.search}${target.hash}`,
    "cache-control": "no-store",
  });
}

/** Of a page, for `/openapi.json`. */
export function pageOperation(summary: string): ZodOpenApiOperationObject {
  return {
    tags: ["the ledger itself"],
    summary,
    security: [],
    responses: {
      "200": {
        description: "a page without data of its own",
        content: { "text/html": { schema: z.string() } },
      },
      "503": { description: "nobody built the pages", content: { "text/html": { schema: z.string() } } },
    },
  };
}

const fileOperation = (
  summary: string,
  path: ZodOpenApiOperationObject["requestParams"] = {},
): ZodOpenApiOperationObject => ({
  tags: ["the ledger itself"],
  summary,
  security: [],
  requestParams: path,
  responses: { "200": { description: "the file" }, ...refusals("not-found") },
});

/** For `/openapi.json`. */
export const pagesPaths: ZodOpenApiPathsObject = {
  ...Object.fromEntries(
    PAGES.map((page) => [
      page,
      { get: pageOperation(`The dashboard: ${page === "/" ? "overview" : page.slice(1)}`) },
    ]),
  ),
  "/assets/{file}": {
    get: fileOperation("A file of the dashboard", { path: z.object({ file: z.string() }) }),
  },
  "/favicon.svg": { get: fileOperation("The sign of the dashboard") },
  "/api/session": {
    get: {
      tags: ["the ledger itself"],
      summary: "Come in, and go back to a page",
      description: "For a page whose session with Cloudflare Access lapsed: it sends its reader here.",
      requestParams: { query: SessionQuery },
      responses: {
        "303": { description: "to the page" },
        ...refusals("malformed-query", "unauthenticated", "forbidden"),
      },
    },
  },
};
