/**
 * Badges: single figures as pictures, for READMEs. A badge's link opens these and nothing else, and nothing else opens a
 * badge.
 * @module
 */
import type { Hono } from "hono";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { sha256 } from "../auth/key-form.ts";
import { keyHolder } from "../auth/key-holder.ts";
import { checkLoopback } from "../auth/loopback.ts";
import type { Ledger, LedgerContext } from "../context.ts";
import { refusals } from "../openapi/refusals.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { Refusal } from "../problem/problem.ts";
import { asked } from "../read/query.ts";
import { BadgeQuery } from "./badge-query.ts";
import { type BadgeWords, drawnBadge } from "./drawing.ts";
import { rateBadge } from "./rate-badge.ts";
import { verdictBadge } from "./verdict-badge.ts";

const NAME = /^(?<token>.{1,300})\.svg$/u;
/** Of every picture: for anybody's page, and no page itself. */
const HEADERS = {
  "content-type": "image/svg+xml; charset=utf-8",
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "cross-origin",
  "x-robots-tag": "noindex",
};
const NO_BADGE: BadgeWords = {
  label: "gramme",
  value: "no such badge",
  reading: "there is no such badge, or it was revoked",
  isKnown: false,
};

/** `GET /badge/:token.svg`. */
export function badgeDoor(app: Hono<Ledger>): void {
  app.get("/badge/:name", async (c) => await badge(c));
  refuseOtherMethods(app, "/badge/:name", "GET");
}

async function badge(c: LedgerContext): Promise<Response> {
  if (c.env.ACCESS === "loopback") checkLoopback(c.req.raw, "badge");
  const token = NAME.exec(c.req.param("name") ?? "")?.groups?.["token"];
  const tenant = token === undefined ? undefined : await tenantOf(c, token);
  // who embeds a badge sees a picture and no JSON, so this refusal is one
  if (tenant === undefined)
    return c.body(drawnBadge(NO_BADGE), 404, { ...HEADERS, "cache-control": "no-store" });
  const query = asked(c, BadgeQuery);
  const { env } = c;
  const [words, synthetic] = await Promise.all([
    query.of === "verdict" ? verdictBadge(env, tenant, query) : rateBadge(env, tenant, c.var.nowMs, query),
    env.BOOK.prepare("SELECT synthetic FROM projects WHERE tenant = ?1")
      .bind(tenant)
      .first<string>("synthetic"),
  ]);
  const picture = drawnBadge(synthetic === null ? words : madeUp(words));
  const etag = `"${(await sha256(picture)).toHex().slice(0, 32)}"`;
  const headers = { ...HEADERS, "cache-control": "public, max-age=300", etag };
  const known = c.req
    .header("if-none-match")
    ?.split(",")
    .map((one) => one.trim().replace(/^W\//u, ""));
  return known?.includes(etag) === true ? c.body(null, 304, headers) : c.body(picture, 200, headers);
}

/** Whose a badge is; nothing where its link is wrong, over, or opens something else. */
async function tenantOf(c: LedgerContext, token: string): Promise<string | undefined> {
  try {
    const { tenant, scopes } = await keyHolder(c.env, token, c.var.nowMs);
    return scopes.includes("badge") ? tenant : undefined;
  } catch (error) {
    if (error instanceof Refusal && error.code === "unauthenticated") return undefined;
    throw error;
  }
}

/** Where all data is made up, so is what a badge says of it. */
function madeUp({ label, value, reading, isKnown }: BadgeWords): BadgeWords {
  return { label, value: `made up: ${value}`, reading: `made-up data: ${reading}`, isKnown };
}

/** For `/openapi.json`. */
export const badgePaths: ZodOpenApiPathsObject = {
  "/badge/{name}": {
    get: {
      tags: ["figures"],
      summary: "A figure as a picture, for a README",
      description:
        "By a link of `POST /v1/shares` with `shows: badge`. Says `unknown` where nothing is known. May be kept for 5 minutes.",
      security: [],
      requestParams: {
        path: z.object({ name: z.string().describe("TOKEN.svg, the link's token: gk_ID.SECRET") }),
        query: BadgeQuery,
      },
      responses: {
        "200": { description: "SVG", content: { "image/svg+xml": { schema: z.string() } } },
        "304": { description: "as it was" },
        "404": {
          description: "a picture that says that there is no such badge",
          content: { "image/svg+xml": { schema: z.string() } },
        },
        ...refusals("malformed-query"),
      },
    },
  },
};
