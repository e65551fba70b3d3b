/**
 * Keys of a tenant: made, listed, revoked.
 * @module
 */
import type { Hono } from "hono";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { allow } from "../auth/allow.ts";
import { scopesOf } from "../auth/key-record.ts";
import { SCOPES } from "../auth/principal.ts";
import type { Ledger } from "../context.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { FORM_REFUSALS, refusals } from "../openapi/refusals.ts";
import { Key, KeyInput, MintedKey, TenantId } from "./forms.ts";
import { type KeyRow, keyRows, newKeyRow, NOT_STORED, revokeKeyRow, timesOf } from "./key-rows.ts";
import { sentForm } from "./sent-form.ts";

/** `POST`, `GET` and `DELETE /v1/keys`. */
export function keysDoor(app: Hono<Ledger>): void {
  app.post("/v1/keys", allow("admin"), async (c) => {
    const { label, scopes, expires_at, tenant } = await sentForm(c, KeyInput);
    const { row, key } = await newKeyRow(c, "key", { label, scopes: scopes.join(" "), expires_at }, tenant);
    return c.json({ ...shown(row), key }, 201, NOT_STORED);
  });

  app.get("/v1/keys", allow("admin"), async (c) =>
    c.json({ keys: (await keyRows(c, "key")).map(shown) }, 200, NOT_STORED),
  );

  app.delete("/v1/keys/:id", allow("admin"), async (c) => await revokeKeyRow(c, "key", c.req.param("id")));
  refuseOtherMethods(app, "/v1/keys", "POST", "GET");
  refuseOtherMethods(app, "/v1/keys/:id", "DELETE");
}

function shown(row: KeyRow): z.output<typeof Key> {
  const { id, tenant, label, scopes } = row;
  return {
    id,
    tenant,
    label,
    scopes: SCOPES.filter((scope) => scopesOf(scopes).includes(scope)),
    ...timesOf(row),
  };
}

/** For `/openapi.json`. */
export const keysPaths: ZodOpenApiPathsObject = {
  "/v1/keys": {
    post: {
      tags: ["who may do what"],
      summary: "Make a key",
      description: "Wants `admin`. The answer holds the secret, once.",
      requestBody: { content: { "application/json": { schema: KeyInput } } },
      responses: {
        "201": { description: "the key", content: { "application/json": { schema: MintedKey } } },
        ...refusals(...FORM_REFUSALS, "unauthenticated", "forbidden", "not-found"),
      },
    },
    get: {
      tags: ["who may do what"],
      summary: "List the keys of a tenant, revoked ones too",
      requestParams: {
        query: z.object({ tenant: TenantId.optional().describe("for the ledger's own key only") }),
      },
      responses: {
        "200": {
          description: "without secrets",
          content: { "application/json": { schema: z.object({ keys: z.array(Key) }) } },
        },
        ...refusals("malformed-query", "unauthenticated", "forbidden", "not-found"),
      },
    },
  },
  "/v1/keys/{id}": {
    delete: {
      tags: ["who may do what"],
      summary: "Revoke a key",
      description: "Holds everywhere within 60 s, and at once where it was asked. Again: nothing changes.",
      requestParams: { path: z.object({ id: z.string() }) },
      responses: {
        "204": { description: "it is revoked" },
        ...refusals("unauthenticated", "forbidden", "not-found"),
      },
    },
  },
};
