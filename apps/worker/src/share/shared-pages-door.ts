/**
 * What a public link opens: the shell at its path, and the doors of `/api` below `/share/api`, where no login of a company
 * stands before them. The token of a link that is wrong or over opens a shell that says so: the doors refuse it.
 * @module
 */
import type { Hono } from "hono";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { allow } from "../auth/allow.ts";
import { isLink } from "../auth/principal.ts";
import type { Ledger } from "../context.ts";
import { NEAR, nearPage } from "../dashboard/near-page.ts";
import { pageOperation } from "../dashboard/pages-door.ts";
import { shell, VIEWS } from "../dashboard/shell.ts";
import { refusals } from "../openapi/refusals.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { Refusal } from "../problem/problem.ts";

/** Paths below a token: the overview, with and without its slash, and each view. */
const PLACES = ["", "/", ...VIEWS.map((view) => `/${view}`)];
const UNLISTED = { "x-robots-tag": "noindex, nofollow" };

/** Mounts the pages of public links, and the doors that they read. */
export function sharedPagesDoor(app: Hono<Ledger>): void {
  app.get("/share/api/*", allow("shared"), async (c) => {
    // who has a key or a session has /api; a way round what stands before it is for links alone
    if (!isLink(c.var.principal)) {
      throw new Refusal("forbidden", "this is for public links; keys and sessions ask below /api");
    }
    const url = new URL(c.req.url);
    url.pathname = url.pathname.slice("/share".length);
    const answer = await app.fetch(new Request(url, c.req.raw), c.env, c.executionCtx);
    return new Response(answer.body, answer);
  });
  refuseOtherMethods(app, "/share/api/*", "GET");
  for (const place of PLACES) {
    const page = `/share/:token${place}`;
    app.get(page, async (c) => await shell(c, UNLISTED));
    refuseOtherMethods(app, page, "GET");
  }
  const headers = { ...UNLISTED, "referrer-policy": "no-referrer" };
  for (const near of NEAR) app.use(`/share/:token${near}`, nearPage(headers));
}

const ofToken = { path: z.object({ token: z.string().describe("of the link: gk_ID.SECRET") }) };

/** For `/openapi.json`. */
export const sharedPagesPaths: ZodOpenApiPathsObject = {
  ...Object.fromEntries(
    PLACES.map((place) => [
      `/share/{token}${place}`,
      { get: { ...pageOperation("The dashboard by a public link"), requestParams: ofToken } },
    ]),
  ),
  "/share/api/{door}": {
    get: {
      tags: ["figures"],
      summary: "Any door of /api that public links may ask",
      description:
        "The same as below `/api`, for links alone: for where a login stands before `/api`. The link's token comes as a key does.",
      requestParams: { path: z.object({ door: z.string() }) },
      responses: {
        "200": {
          description: "as the door answers",
          content: { "application/json": { schema: z.looseObject({}) } },
        },
        ...refusals("malformed-query", "unauthenticated", "forbidden", "not-found"),
      },
    },
  },
};
