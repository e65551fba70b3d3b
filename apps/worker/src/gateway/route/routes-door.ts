/**
 * `/v1/routes`: which upstreams the gateway forwards to. For admins of a tenant.
 * @module
 */
import { findZone } from "@gramme/core";
import { check, pathText, type ProblemCode } from "@gramme/core/wire";
import type { Hono } from "hono";
import { allow } from "../../auth/allow.ts";
import type { Ledger, LedgerContext } from "../../context.ts";
import { readJson } from "../../intake/body.ts";
import { Refusal } from "../../problem/problem.ts";
import { privateOrigins, upstreamVerdict, type UpstreamVerdict } from "../guard/upstream.ts";
import { deleteRoute, hasProfile, readRoute, readRoutes, writeRoute } from "./route-book.ts";
import { ROUTE_ID, RouteInput } from "./route-input.ts";
import { upstreamSecret } from "./upstream-secret.ts";

const MOST_BODY_BYTES = 20_000;

/** Mounts `PUT/GET/DELETE /v1/routes/:id` and `GET /v1/routes`. */
export function routesDoor(app: Hono<Ledger>): void {
  app.get("/v1/routes", allow("admin"), async (c) =>
    c.json({ routes: await readRoutes(c.env.BOOK, c.var.principal.tenant) }),
  );
  app.get("/v1/routes/:id", allow("admin"), async (c) => {
    const route = await readRoute(c.env.BOOK, c.var.principal.tenant, routeId(c));
    if (route === undefined) throw noSuchRoute();
    return c.json(route);
  });
  app.put("/v1/routes/:id", allow("admin"), (c) => putRoute(c));
  app.delete("/v1/routes/:id", allow("admin"), async (c) => {
    if (!(await deleteRoute(c.env.BOOK, c.var.principal.tenant, routeId(c)))) throw noSuchRoute();
    return c.body(null, 204);
  });
}

async function putRoute(c: LedgerContext): Promise<Response> {
  const id = routeId(c);
  const { tenant } = c.var.principal;
  const checked = check(RouteInput, await readJson(c.req.raw, MOST_BODY_BYTES));
  if (!checked.ok) {
    throw new Refusal("malformed-body", "the route is not one", {
      errors: checked.issues.map(({ path, message }) => ({
        code: "malformed-body",
        field: pathText(path),
        detail: message,
      })),
    });
  }
  const input = checked.value;
  const verdict = upstreamOf(c, input.upstream);
  if (!verdict.ok) throw wrong("upstream", verdict.why);
  if (input.secret !== undefined) {
    const secret = upstreamSecret(c.env, input.secret, verdict.url.origin, tenant);
    if (!secret.ok) throw wrong("secret", secret.why);
  }
  if (input.zone !== undefined && findZone(input.zone) === undefined) {
    throw wrong("zone", "the code is of no zone that the ledger knows", "unknown-zone");
  }
  if (input.profile !== undefined && !(await hasProfile(c.env.BOOK, tenant, input.profile))) {
    throw wrong("profile", "the ledger has none of that id; PUT /v1/profiles/ID first", "unknown-profile");
  }
  const { route, isNew } = await writeRoute(c.env.BOOK, tenant, id, input, c.var.nowMs);
  return c.json(route, isNew ? 201 : 200);
}

/** What this ledger says of an upstream. */
export function upstreamOf(c: LedgerContext, upstream: string): UpstreamVerdict {
  const own = [c.req.raw.url, c.env.PUBLIC_ORIGIN ?? ""].flatMap((text) => URL.parse(text)?.host ?? []);
  return upstreamVerdict(upstream, {
    privateOrigins: privateOrigins(c.env.PRIVATE_UPSTREAMS),
    ownHosts: own,
  });
}

/** The refusal of an id that names no route. */
export function noSuchRoute(): Refusal {
  return new Refusal("not-found", "there is no route of that id");
}

function routeId(c: LedgerContext): string {
  const id = c.req.param("id") ?? "";
  if (!ROUTE_ID.test(id)) {
    throw new Refusal("malformed-query", "a route's id wants 1 to 40 letters, digits, _ and -");
  }
  return id;
}

function wrong(field: string, detail: string, code: ProblemCode = "malformed-body"): Refusal {
  return new Refusal(code, `${field}: ${detail}`, { errors: [{ code, field, detail }] });
}
