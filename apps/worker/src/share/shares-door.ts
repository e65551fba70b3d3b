/**
 * Public links of a tenant: made, listed, revoked. There is none until somebody makes one.
 * @module
 */
import type { Hono } from "hono";
import type { z } from "zod";
import { allow } from "../auth/allow.ts";
import type { Ledger, LedgerContext } from "../context.ts";
import { type KeyRow, keyRows, newKeyRow, NOT_STORED, revokeKeyRow, timesOf } from "../keys/key-rows.ts";
import { sentForm } from "../keys/sent-form.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { SCOPE_OF, type Share, ShareInput, SHOWS } from "./share-form.ts";

/** `POST`, `GET` and `DELETE /v1/shares`. */
export function sharesDoor(app: Hono<Ledger>): void {
  app.post("/v1/shares", allow("admin"), async (c) => await made(c));

  app.get("/v1/shares", allow("admin"), async (c) =>
    c.json({ shares: (await keyRows(c, "link")).map(shown) }, 200, NOT_STORED),
  );

  app.delete("/v1/shares/:id", allow("admin"), async (c) => await revokeKeyRow(c, "link", c.req.param("id")));
  refuseOtherMethods(app, "/v1/shares", "POST", "GET");
  refuseOtherMethods(app, "/v1/shares/:id", "DELETE");
}

async function made(c: LedgerContext): Promise<Response> {
  const { label, shows = "figures", expires_at } = await sentForm(c, ShareInput);
  const link = { label, scopes: SCOPE_OF[shows], expires_at };
  const { row, key } = await newKeyRow(c, "link", link, c.req.query("tenant"));
  const origin = c.env.PUBLIC_ORIGIN ?? new URL(c.req.url).origin;
  const url = shows === "badge" ? `${origin}/badge/${key}.svg` : `${origin}/share/${key}/`;
  return c.json({ ...shown(row), url }, 201, NOT_STORED);
}

function shown(row: KeyRow): z.output<typeof Share> {
  const { id, label, scopes } = row;
  return {
    id,
    label,
    shows: SHOWS.find((name) => SCOPE_OF[name] === scopes) ?? "figures",
    ...timesOf(row),
  };
}
