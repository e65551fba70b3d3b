import { createExecutionContext } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { bookTenant, envWith, knock } from "../auth/gate.fixture.ts";
import { ledger } from "../ledger.ts";
import { keysDoor } from "./keys-door.ts";
import { tenantsDoor } from "./tenants-door.ts";
import { trustedRepositoriesDoor } from "./trusted-repositories-door.ts";

const ROOT = `gk_root.${"r".repeat(43)}`;
const env = { ADMIN_KEY: ROOT };

interface AnsweredKey {
  readonly id: string;
  readonly key: string;
  readonly tenant: string;
  readonly expires_at?: string;
  readonly revoked_at?: string;
}

interface Answer {
  readonly status: number;
  /** What any of the doors may answer. */
  readonly body: AnsweredKey & {
    readonly keys: readonly AnsweredKey[];
    readonly tenants: readonly unknown[];
    readonly repositories: readonly unknown[];
    readonly code: string;
    readonly errors: readonly { readonly field: string }[];
  };
  readonly headers: Headers;
}

async function ask(
  method: string,
  path: string,
  key: string | undefined = ROOT,
  body?: unknown,
): Promise<Answer> {
  const app = ledger((doors) => {
    keysDoor(doors);
    tenantsDoor(doors);
    trustedRepositoriesDoor(doors);
  });
  const answer = await app.fetch(
    new Request(`https://ledger.example${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    envWith(env),
    createExecutionContext(),
  );
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? undefined : JSON.parse(text), headers: answer.headers };
}

/** A new key with admin in a tenant of its own. */
async function adminOf(tenant: string): Promise<string> {
  await ask("POST", "/v1/tenants", ROOT, { id: tenant, name: tenant });
  const { body } = await ask("POST", "/v1/keys", ROOT, { label: "admin", scopes: ["admin"], tenant });
  return body.key;
}

afterEach(() => {
  vi.useRealTimers();
});

describe("POST /v1/keys", () => {
  it("makes a key that works, and tells its secret once", async () => {
    const { status, body, headers } = await ask("POST", "/v1/keys", ROOT, {
      label: "ci",
      scopes: ["read", "events:write"],
    });
    expect(status).toBe(201);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/u),
      tenant: "main",
      label: "ci",
      scopes: ["events:write", "read"],
      created_at: expect.any(String),
      key: expect.stringMatching(/^gk_[0-9a-f]{16}\.[A-Za-z0-9_-]{43}$/u),
    });
    const { principal } = await knock("read", { authorization: `Bearer ${body.key}` });
    expect(principal).toMatchObject({ tenant: "main", id: body.id, by: "key" });
    const listed = await ask("GET", "/v1/keys");
    const { key: _, ...known } = body;
    expect(listed.body).toEqual({ keys: [known] });
  });

  it("keeps a hash of the secret, and the secret nowhere", async () => {
    const { body } = await ask("POST", "/v1/keys", ROOT, { label: "ci", scopes: ["read"] });
    const secret = body.key.split(".")[1] ?? "";
    const rows = JSON.stringify(await envWith({}).BOOK.prepare("SELECT * FROM keys").all());
    expect(rows).toContain(body.id);
    expect(rows).not.toContain(secret);
  });

  it("makes a key that ends, at a time to come", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
    const input = { label: "demo", scopes: ["read"], expires_at: "2023-11-15T00:00:00+01:00" };
    const { body } = await ask("POST", "/v1/keys", ROOT, input);
    expect(body.expires_at).toBe("2023-11-14T23:00:00.000Z");
    vi.setSystemTime(Date.parse("2023-11-14T23:00:00Z"));
    expect((await knock("read", { authorization: `Bearer ${body.key}` })).status).toBe(401);
    const { status, body: problem } = await ask("POST", "/v1/keys", ROOT, input);
    expect([status, problem.errors[0]?.field]).toEqual([422, "expires_at"]);
  });

  it.each<[string, unknown, string]>([
    ["no label", { scopes: ["read"] }, "label"],
    ["no scope", { label: "a", scopes: [] }, "scopes"],
    ["a scope that is none", { label: "a", scopes: ["write"] }, "scopes[0]"],
    ["a scope twice", { label: "a", scopes: ["read", "read"] }, "scopes"],
    ["a key that nobody knows", { label: "a", scopes: ["read"], secret: "x" }, "secret"],
    ["a day without a time", { label: "a", scopes: ["read"], expires_at: "2030-01-01" }, "expires_at"],
    ["a label of two lines", { label: "a\nb", scopes: ["read"] }, "label"],
    ["a list", [], "(root)"],
  ])("refuses %s, by name", async (_, input, field) => {
    const { status, body } = await ask("POST", "/v1/keys", ROOT, input);
    expect([status, body.code]).toEqual([422, "malformed-body"]);
    expect(body.errors.map((error) => error.field)).toContain(field);
  });

  it("is for admin, and for one's own tenant", async () => {
    const admin = await adminOf("acme");
    await bookTenant("other");
    const input = { label: "r", scopes: ["read"] };
    const { body: reader } = await ask("POST", "/v1/keys", admin, input);
    expect(reader.tenant).toBe("acme");
    expect((await ask("POST", "/v1/keys", reader.key, input)).status).toBe(403);
    expect((await ask("POST", "/v1/keys", admin, { ...input, tenant: "other" })).status).toBe(403);
    expect((await ask("POST", "/v1/keys", admin, { ...input, tenant: "acme" })).status).toBe(201);
    expect((await ask("POST", "/v1/keys", ROOT, { ...input, tenant: "nobody" })).status).toBe(404);
    expect((await ask("POST", "/v1/keys", undefined, input)).status).toBe(201);
  });
});

describe("GET and DELETE /v1/keys", () => {
  it("revoke a key at once where it is asked, and keep when that was", async () => {
    const { body } = await ask("POST", "/v1/keys", ROOT, { label: "ci", scopes: ["read"] });
    const authorization = `Bearer ${body.key}`;
    expect((await knock("read", { authorization })).status).toBe(200);
    expect((await ask("DELETE", `/v1/keys/${body.id}`)).status).toBe(204);
    const { status, problem } = await knock("read", { authorization });
    expect([status, problem?.detail]).toEqual([401, expect.stringContaining("revoked")]);
    const first = (await ask("GET", "/v1/keys")).body.keys[0]?.revoked_at;
    expect((await ask("DELETE", `/v1/keys/${body.id}`)).status).toBe(204);
    expect((await ask("GET", "/v1/keys")).body.keys[0]?.revoked_at).toBe(first);
  });

  it("show and revoke nothing of another tenant", async () => {
    const [acme, other] = [await adminOf("acme"), await adminOf("other")];
    const { body } = await ask("POST", "/v1/keys", acme, { label: "mine", scopes: ["read"] });
    expect((await ask("DELETE", `/v1/keys/${body.id}`, other)).status).toBe(404);
    expect((await ask("GET", "/v1/keys?tenant=acme", other)).status).toBe(403);
    expect(JSON.stringify((await ask("GET", "/v1/keys", other)).body)).not.toContain(body.id);
    expect((await knock("read", { authorization: `Bearer ${body.key}` })).status).toBe(200);
    expect(JSON.stringify((await ask("GET", "/v1/keys?tenant=acme")).body)).toContain(body.id);
    expect((await ask("DELETE", `/v1/keys/${body.id}`)).status).toBe(204);
  });

  it("do not know what is no key", async () => {
    expect((await ask("DELETE", "/v1/keys/root")).status).toBe(404);
    expect((await ask("DELETE", "/v1/keys/%27%20OR%201")).status).toBe(404);
  });
});

describe("/v1/tenants", () => {
  it("are made once, by the ledger's own key", async () => {
    const tenant = { id: "acme", name: "Acme" };
    expect((await ask("POST", "/v1/tenants", ROOT, tenant)).status).toBe(201);
    expect((await ask("POST", "/v1/tenants", ROOT, tenant)).status).toBe(200);
    expect((await ask("POST", "/v1/tenants", ROOT, { ...tenant, name: "Other" })).status).toBe(409);
    const { body } = await ask("GET", "/v1/tenants");
    expect(body.tenants).toEqual([{ ...tenant, created_at: expect.any(String) }]);
  });

  it("are nobody else's to make or to see", async () => {
    const admin = await adminOf("acme");
    expect((await ask("POST", "/v1/tenants", admin, { id: "b", name: "b" })).status).toBe(403);
    expect((await ask("GET", "/v1/tenants", admin)).status).toBe(403);
  });

  it.each(["Acme", "a/b", "", "-a", "a b", "x".repeat(64)])("have no such id: %j", async (id) => {
    expect((await ask("POST", "/v1/tenants", ROOT, { id, name: "a" })).status).toBe(422);
  });
});

describe("/v1/trusted-repositories", () => {
  it("are trusted, listed, and trusted no more", async () => {
    const path = "/v1/trusted-repositories/Acme/Model.js";
    const { status, body } = await ask("PUT", path);
    expect([status, body]).toEqual([
      201,
      { repository: "acme/model.js", tenant: "main", created_at: expect.any(String) },
    ]);
    expect((await ask("PUT", path)).status).toBe(200);
    expect((await ask("PUT", "/v1/trusted-repositories/acme/*")).status).toBe(201);
    expect((await ask("GET", "/v1/trusted-repositories")).body.repositories).toMatchObject([
      { repository: "acme/*" },
      { repository: "acme/model.js" },
    ]);
    expect((await ask("DELETE", path)).status).toBe(204);
    expect((await ask("DELETE", path)).status).toBe(404);
  });

  const put = (name: string, key?: string) => ask("PUT", `/v1/trusted-repositories/${name}`, key);

  it("are any admin's to trust where there is one tenant", async () => {
    const only = await adminOf("only");
    expect((await put("acme/*", only)).status).toBe(201);
    expect((await put("acme/a", only)).status).toBe(201);
    expect((await put("acme/a", only)).status).toBe(200);
    expect((await put("other/a", only)).status).toBe(201);
  });

  it("of one owner are one tenant's, whose the ledger's own key says", async () => {
    const [one, two] = [await adminOf("one"), await adminOf("two")];
    for (const name of ["acme/a", "acme/*"]) {
      expect((await put(name, one)).body).toMatchObject({
        code: "forbidden",
        detail: expect.stringContaining(`${name}?tenant=one`),
      });
    }
    expect((await put("acme/a?tenant=one")).status).toBe(201);
    expect((await put("acme/b", one)).status).toBe(201);
    expect((await put("acme/*", one)).status).toBe(201);
    for (const name of ["acme/a", "acme/b", "acme/c", "acme/*"]) {
      const { status, body } = await put(name, two);
      expect([status, JSON.stringify(body)]).toEqual([409, expect.not.stringContaining("one")]);
    }
    // names that begin alike are other owners'
    expect((await put("acm/a", two)).status).toBe(403);
    expect((await put("acme-b/a", two)).status).toBe(403);
    expect((await ask("DELETE", "/v1/trusted-repositories/acme/a", two)).status).toBe(404);
    // an exception is the ledger's to make, and what one has stays its own
    expect((await put("acme/c?tenant=two")).status).toBe(201);
    expect((await put("acme/c", two)).status).toBe(200);
    expect((await put("acme/a", one)).status).toBe(200);
    expect((await put("acme/d", one)).status).toBe(409);
    expect((await put("acme/a?tenant=two")).status).toBe(409);
  });

  it("that two tenants trust at once are one's", async () => {
    const tenants = ["one", "two", "three"];
    for (const id of tenants) await ask("POST", "/v1/tenants", ROOT, { id, name: id });
    const answers = await Promise.all(tenants.map((id) => put(`acme/a?tenant=${id}`)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });

  it.each(["a_b/c", "*/c", "a/..", "a/.", "a/b%2Fc", `${"a".repeat(40)}/c`, "a/b%20c", "a/**", "a"])(
    "are no such name: %s",
    async (name) => {
      expect((await ask("PUT", `/v1/trusted-repositories/${name}`)).status).toBe(404);
    },
  );
});
