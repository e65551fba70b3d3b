import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { mintedKey, sha256 } from "../../auth/key-form.ts";
import type { Env } from "../../env.ts";
import { ledger } from "../../ledger.ts";
import { ROUTE_MEMORY_MS, routeFor } from "./route-book.ts";
import { routesDoor } from "./routes-door.ts";

const app = ledger(routesDoor);
const here = env as unknown as Env;
const settings = {
  ...here,
  ACCESS: "loopback",
  PRIVATE_UPSTREAMS: "http://127.0.0.1:11434",
  UPSTREAM_OPENAI: "https://api.openai.com sk-ours",
  UPSTREAM_THEIRS: "https://api.openai.com sk-theirs someone-else",
} as Env;

const ask = async (
  method: string,
  path: string,
  body?: unknown,
  {
    bindings = settings,
    headers = {},
  }: { readonly bindings?: Env; readonly headers?: Record<string, string> } = {},
): Promise<Response> =>
  app.fetch(
    new Request(`http://127.0.0.1:8787${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
    bindings,
    createExecutionContext(),
  );

const openai = { upstream: "https://api.openai.com/v1", model: "gpt-4o", secret: "UPSTREAM_OPENAI" };

describe("/v1/routes", () => {
  test("a route is stated, read, restated and taken out", async () => {
    const stated = await ask("PUT", "/v1/routes/openai", openai);
    expect(stated.status).toBe(201);
    const route = await stated.json();
    expect(route).toEqual({ id: "openai", created_at: expect.any(String), input: openai });
    expect(await (await ask("GET", "/v1/routes/openai")).json()).toEqual(route);

    const restated = await ask("PUT", "/v1/routes/openai", { ...openai, model: "gpt-5" });
    expect(restated.status).toBe(200);
    await ask("PUT", "/v1/routes/local", { upstream: "http://127.0.0.1:11434" });
    const all: { readonly routes: readonly { readonly id: string }[] } = await (
      await ask("GET", "/v1/routes")
    ).json();
    expect(all.routes.map(({ id }) => id)).toEqual(["local", "openai"]);

    expect((await ask("DELETE", "/v1/routes/openai")).status).toBe(204);
    expect((await ask("DELETE", "/v1/routes/openai")).status).toBe(404);
    expect((await ask("GET", "/v1/routes/openai")).status).toBe(404);
  });

  test("everything of a route passes through whole", async () => {
    await here.BOOK.prepare("INSERT INTO profiles VALUES ('local', 'h100', 1, 0, NULL, '{}')").run();
    const input = {
      upstream: "https://api.openai.com/v1",
      task: "text-generation",
      tasks: { "/predict": "image-classification", "/warm-up": "none" },
      model: "acme/m-7b",
      model_version: "2026-01",
      profile: "h100",
      zone: "FR",
      secret: "UPSTREAM_OPENAI",
      allow: ["/chat", "/embeddings"],
      methods: ["POST"],
      head_limit_s: 30,
      ask_usage: true,
    };
    const answer = await ask("PUT", "/v1/routes/all", input);
    expect(await answer.json()).toMatchObject({ input });
  });

  test.each([
    ["upstream", { upstream: "https://127.0.0.1/v1" }],
    ["upstream", { upstream: "http://api.openai.com/v1" }],
    ["upstream", { upstream: "http://127.0.0.1:11435" }],
    ["upstream", { upstream: "http://127.0.0.1:8787/proxy/a" }],
    ["upstream", { upstream: "https://metadata.google.internal" }],
    ["upstream", {}],
    ["upstream", { upstream: 7 }],
    ["task", { upstream: "https://a.dev", task: "text-generatoin" }],
    ["tasks", { upstream: "https://a.dev", tasks: { "no-slash": "translation" } }],
    ["tasks", { upstream: "https://a.dev", tasks: { "/../x": "nothing" } }],
    ["model", { upstream: "https://a.dev", model: "two words" }],
    ["profile", { upstream: "https://a.dev", profile: "h100" }],
    ["zone", { upstream: "https://a.dev", zone: "fr" }],
    ["zone", { upstream: "https://a.dev", zone: "XX" }],
    ["secret", { upstream: "https://a.dev", secret: "ADMIN_KEY" }],
    ["secret", { upstream: "https://a.dev", secret: "UPSTREAM_NONE" }],
    ["secret", { upstream: "https://evil.dev", secret: "UPSTREAM_OPENAI" }],
    ["secret", { upstream: "https://api.openai.com/v1", secret: "UPSTREAM_THEIRS" }],
    ["allow[0]", { upstream: "https://a.dev", allow: ["chat"] }],
    ["allow", { upstream: "https://a.dev", allow: [] }],
    ["methods[0]", { upstream: "https://a.dev", methods: ["TRACE"] }],
    ["head_limit_s", { upstream: "https://a.dev", head_limit_s: 0 }],
    ["ask_usage", { upstream: "https://a.dev", ask_usage: "yes" }],
    ["upsteam", { upsteam: "https://a.dev", upstream: "https://a.dev" }],
  ])("what is wrong is named: %s", async (field, input) => {
    const answer = await ask("PUT", "/v1/routes/bad", input);
    expect(answer.status).toBe(422);
    const problem: { readonly errors: readonly { readonly field: string }[] } = await answer.json();
    expect(problem.errors.map((error) => error.field)).toContainEqual(expect.stringContaining(field));
    expect((await ask("GET", "/v1/routes/bad")).status).toBe(404);
  });

  test.each([
    ["PUT", "/v1/routes/a.b", 400],
    ["PUT", `/v1/routes/${"a".repeat(41)}`, 400],
    ["PUT", "/v1/routes/-a", 400],
    ["GET", "/v1/routes/a%2fb", 400],
  ])("%s %s: %i", async (method, path, status) => {
    expect((await ask(method, path, method === "PUT" ? openai : undefined)).status).toBe(status);
  });

  test("bodies that are no JSON, or too long", async () => {
    expect((await ask("PUT", "/v1/routes/a", "{")).status).toBe(400);
    expect((await ask("PUT", "/v1/routes/a", { ...openai, model: "m".repeat(30_000) })).status).toBe(413);
  });
});

describe("whose a route is", () => {
  const strict = { ...settings } as { ACCESS?: string } & Record<string, unknown>;
  delete strict.ACCESS;
  const bindings = strict as unknown as Env;

  const keyOf = async (tenant: string, scopes: string): Promise<Record<string, string>> => {
    const { id, secret, key } = mintedKey();
    await here.BOOK.prepare("INSERT OR IGNORE INTO tenants VALUES (?, ?, 0)").bind(tenant, tenant).run();
    await here.BOOK.prepare("INSERT INTO keys VALUES (?, ?, ?, ?, '', 0, NULL, NULL)")
      .bind(id, tenant, (await sha256(secret)).toHex(), scopes)
      .run();
    return { authorization: `Bearer ${key}` };
  };

  test("routes are for admins, and each tenant has its own", async () => {
    const [acme, beta, caller] = [
      await keyOf("acme", "admin"),
      await keyOf("beta", "admin"),
      await keyOf("acme", "proxy read events:write"),
    ];
    expect((await ask("PUT", "/v1/routes/a", openai, { bindings, headers: acme })).status).toBe(201);
    expect((await ask("GET", "/v1/routes/a", undefined, { bindings, headers: acme })).status).toBe(200);
    expect((await ask("GET", "/v1/routes/a", undefined, { bindings, headers: beta })).status).toBe(404);
    expect((await ask("DELETE", "/v1/routes/a", undefined, { bindings, headers: beta })).status).toBe(404);
    for (const method of ["GET", "PUT", "DELETE"]) {
      const body = method === "PUT" ? openai : undefined;
      expect((await ask(method, "/v1/routes/a", body, { bindings, headers: caller })).status).toBe(403);
      expect((await ask(method, "/v1/routes/a", body, { bindings })).status).toBe(401);
    }
    expect((await ask("GET", "/v1/routes", undefined, { bindings })).status).toBe(401);
  });
});

test("an isolate goes by what it read for a little while, and not after a change of its own", async () => {
  await ask("PUT", "/v1/routes/a", { upstream: "https://one.dev" });
  const read = async (nowMs: number): Promise<string | undefined> =>
    (await routeFor(here.BOOK, "local", "a", nowMs))?.input.upstream;
  expect(await read(0)).toBe("https://one.dev");
  // behind the isolate's back
  await here.BOOK.prepare(`UPDATE routes SET body = '{"upstream":"https://two.dev"}'`).run();
  expect(await read(ROUTE_MEMORY_MS - 1)).toBe("https://one.dev");
  expect(await read(ROUTE_MEMORY_MS)).toBe("https://two.dev");
  await ask("PUT", "/v1/routes/a", { upstream: "https://three.dev" });
  expect(await read(ROUTE_MEMORY_MS + 1)).toBe("https://three.dev");
  await ask("DELETE", "/v1/routes/a");
  expect(await read(ROUTE_MEMORY_MS + 2)).toBeUndefined();
  // what is not there is not remembered
  await here.BOOK.prepare(
    `INSERT INTO routes VALUES ('local', 'a', 0, '{"upstream":"https://four.dev"}')`,
  ).run();
  expect(await read(ROUTE_MEMORY_MS + 3)).toBe("https://four.dev");
});
