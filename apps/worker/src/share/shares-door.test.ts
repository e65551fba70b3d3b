import type { WireProblem } from "@gramme/core/wire";
import { describe, expect, it } from "vitest";
import { bookKey, bookTenant } from "../auth/gate.fixture.ts";
import { LINK_SCOPES } from "../auth/principal.ts";
import { ask, ROOT } from "../dashboard/dashboard.fixture.ts";

interface Made {
  readonly id: string;
  readonly url: string;
}

async function made(body: unknown = { label: "public" }, key = ROOT): Promise<Made> {
  return (await (await ask("/v1/shares", { method: "POST", key, body })).json()) as Made;
}

const status = async (path: string, key?: string): Promise<number> =>
  (await ask(path, key === undefined ? {} : { key })).status;

describe("/v1/shares", () => {
  it("makes a link, and tells its secret once", async () => {
    expect(await (await ask("/v1/shares", { key: ROOT })).json()).toEqual({ shares: [] });
    const answer = await ask("/v1/shares", { method: "POST", key: ROOT, body: { label: "README" } });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([201, "no-store"]);
    const { url, ...known } = (await answer.json()) as Made;
    expect(url).toMatch(/^https:\/\/ledger\.example\/share\/gk_[0-9a-f]{16}\.[\w-]{43}\/$/u);
    expect(known).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/u),
      label: "README",
      shows: "figures",
      created_at: expect.any(String),
    });
    expect(await (await ask("/v1/shares", { key: ROOT })).json()).toEqual({ shares: [known] });
  });

  it("tells addresses of where the ledger stands, not of where it was asked", async () => {
    const { url } = (await (
      await ask("/v1/shares", {
        method: "POST",
        key: ROOT,
        body: { label: "x", shows: "badge" },
        env: { PUBLIC_ORIGIN: "https://gramme.example.com" },
      })
    ).json()) as Made;
    expect(url).toMatch(/^https:\/\/gramme\.example\.com\/badge\/gk_[^/]+\.svg$/u);
  });

  it("is for admins, of their own tenant", async () => {
    await bookTenant("other");
    const admin = await bookKey({ tenant: "acme", scopes: "admin" });
    const reader = await bookKey({ tenant: "acme", scopes: "read" });
    const body = { label: "x" };
    expect((await ask("/v1/shares", { method: "POST", key: reader, body })).status).toBe(403);
    expect((await ask("/v1/shares?tenant=other", { method: "POST", key: admin, body })).status).toBe(403);
    const { id } = await made(body, admin);
    const other = await bookKey({ tenant: "other", scopes: "admin" });
    expect((await ask(`/v1/shares/${id}`, { method: "DELETE", key: other })).status).toBe(404);
    expect(await (await ask("/v1/shares", { key: other })).json()).toEqual({ shares: [] });
    expect((await ask(`/v1/shares/${id}`, { method: "DELETE", key: admin })).status).toBe(204);
  });

  it.each<[unknown, string]>([
    [{}, "label"],
    [{ label: "a\nb" }, "label"],
    [{ label: "a", shows: "admin" }, "shows"],
    [{ label: "a", scopes: ["admin"] }, "scopes"],
    [{ label: "a", expires_at: "2020-01-01T00:00:00Z" }, "expires_at"],
  ])("refuses %j, by name", async (body, field) => {
    const answer = await ask("/v1/shares", { method: "POST", key: ROOT, body });
    expect([answer.status, ((await answer.json()) as WireProblem).errors?.[0]?.field]).toEqual([422, field]);
  });

  it("keeps links and keys apart: neither door shows or revokes what is the other's", async () => {
    const { id } = await made();
    const key = (await (
      await ask("/v1/keys", { method: "POST", key: ROOT, body: { label: "k", scopes: ["read"] } })
    ).json()) as { readonly id: string; readonly key: string };
    const keys = (await (await ask("/v1/keys", { key: ROOT })).json()) as {
      readonly keys: readonly unknown[];
    };
    expect(keys.keys).toMatchObject([{ id: key.id }]);
    expect((await ask(`/v1/keys/${id}`, { method: "DELETE", key: ROOT })).status).toBe(404);
    expect((await ask(`/v1/shares/${key.id}`, { method: "DELETE", key: ROOT })).status).toBe(404);
    expect(await status("/api/summary", key.key)).toBe(200);
    for (const scope of LINK_SCOPES) {
      const answer = await ask("/v1/keys", {
        method: "POST",
        key: ROOT,
        body: { label: "k", scopes: [scope] },
      });
      expect([scope, answer.status]).toEqual([scope, 422]);
    }
  });
});
