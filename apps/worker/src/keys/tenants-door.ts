/**
 * Tenants: parts of a ledger that see nothing of each other.
 * @module
 */
import type { Hono } from "hono";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { allow } from "../auth/allow.ts";
import type { Ledger, LedgerContext } from "../context.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { Refusal } from "../problem/problem.ts";
import { FORM_REFUSALS, refusals } from "../openapi/refusals.ts";
import { Tenant, TenantInput } from "./forms.ts";
import { sentForm } from "./sent-form.ts";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly created_ms: number;
}

/** `POST` and `GET /v1/tenants`, for the ledger's own key. */
export function tenantsDoor(app: Hono<Ledger>): void {
  app.post("/v1/tenants", allow("admin"), async (c) => {
    wantRoot(c);
    const { id, name } = await sentForm(c, TenantInput);
    const { meta } = await c.env.BOOK.prepare(
      "INSERT INTO tenants (id, name, created_ms) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING",
    )
      .bind(id, name, c.var.nowMs)
      .run();
    const row = await c.env.BOOK.prepare("SELECT id, name, created_ms FROM tenants WHERE id = ?1")
      .bind(id)
      .first<Row>();
    if (row === null) throw new Error("a tenant that was just written is not there");
    if (row.name !== name) throw new Refusal("conflict", `there is a tenant ${id} by another name`);
    return c.json(shown(row), meta.changes === 0 ? 200 : 201);
  });

  app.get("/v1/tenants", allow("admin"), async (c) => {
    wantRoot(c);
    const { results } = await c.env.BOOK.prepare(
      "SELECT id, name, created_ms FROM tenants ORDER BY created_ms, id",
    ).all<Row>();
    return c.json({ tenants: results.map(shown) });
  });
  refuseOtherMethods(app, "/v1/tenants", "POST", "GET");
}

function wantRoot(c: LedgerContext): void {
  if (c.var.principal.root !== true) {
    throw new Refusal("forbidden", "tenants are for the ledger's own key (ADMIN_KEY)");
  }
}

function shown({ id, name, created_ms }: Row): z.output<typeof Tenant> {
  return { id, name, created_at: new Date(created_ms).toISOString() };
}

/** For `/openapi.json`. */
export const tenantsPaths: ZodOpenApiPathsObject = {
  "/v1/tenants": {
    post: {
      tags: ["who may do what"],
      summary: "Make a tenant",
      description: "For the ledger's own key, ADMIN_KEY.",
      requestBody: { content: { "application/json": { schema: TenantInput } } },
      responses: {
        "201": { description: "it is new", content: { "application/json": { schema: Tenant } } },
        "200": { description: "it was there", content: { "application/json": { schema: Tenant } } },
        ...refusals(...FORM_REFUSALS, "unauthenticated", "forbidden", "conflict"),
      },
    },
    get: {
      tags: ["who may do what"],
      summary: "List the tenants",
      description: "For the ledger's own key, ADMIN_KEY.",
      responses: {
        "200": {
          description: "oldest first",
          content: { "application/json": { schema: z.object({ tenants: z.array(Tenant) }) } },
        },
        ...refusals("unauthenticated", "forbidden"),
      },
    },
  },
};
