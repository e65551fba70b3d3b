import { createExecutionContext, runInDurableObject, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { mintedKey, sha256 } from "../../auth/key-form.ts";
import type { Env } from "../../env.ts";
import { ledger } from "../../ledger.ts";
import { handoverCounts } from "../handover/handover-counts.ts";
import { gatewayDoors } from "../index.ts";

const app = ledger(gatewayDoors);
const here = env as unknown as Env;
const loopback = { ...here, ACCESS: "loopback", UPSTREAM_A: "https://llm.acme.dev sk-ours" } as Env;

/** What reached the upstream, which is the platform's own `fetch`. */
const sent: Request[] = [];
let answer: () => Response | Promise<Response>;

beforeEach(() => {
  sent.length = 0;
  answer = () => Response.json({ model: "m-up", usage: { prompt_tokens: 2, completion_tokens: 3 } });
  vi.stubGlobal("fetch", async (url: URL, init: RequestInit) => {
    sent.push(new Request(url, init));
    return answer();
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function asked(
  path: string,
  init: RequestInit = {},
  { bindings = loopback, origin = "http://127.0.0.1:8787" } = {},
): Promise<Response> {
  const context = createExecutionContext();
  const response = await app.fetch(
    new Request(`${origin}${path}`, { method: "POST", ...init }),
    bindings,
    context,
  );
  const whole = new Response(await response.text(), response);
  await waitOnExecutionContext(context);
  return whole;
}

let routes = 0;
/** A route by a name that no test had before, since isolates remember. */
async function route(input: object, tenant = "local"): Promise<string> {
  routes += 1;
  const id = `r${routes}`;
  await here.BOOK.prepare("INSERT INTO routes VALUES (?, ?, 0, ?)")
    .bind(tenant, id, JSON.stringify({ upstream: "https://llm.acme.dev/v1", ...input }))
    .run();
  return id;
}
const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { code: string }).code;

describe("where a request goes", () => {
  test("under the route's upstream, with its query, and nowhere by itself after that", async () => {
    const id = await route({});
    const response = await asked(`/proxy/${id}/chat/completions?api-version=1`, { body: "{}" });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-gramme-metered")).toBe("text-generation");
    expect(sent[0]?.url).toBe("https://llm.acme.dev/v1/chat/completions?api-version=1");
    expect(sent[0]?.redirect).toBe("manual");
  });

  test.each([
    ["an unknown route", "/proxy/nobody/chat", {}, "not-found"],
    ["a path that goes up", "/proxy/ID/x%2f..%2fy", {}, "malformed-query"],
    ["a method that is not taken", "/proxy/ID/chat", { method: "DELETE" }, "method-not-allowed"],
    ["a path that is not allowed", "/proxy/ID/files", {}, "forbidden"],
    ["a path that only begins like one that is", "/proxy/ID/chatter", {}, "forbidden"],
    ["a WebSocket", "/proxy/ID/chat", { headers: { upgrade: "WebSocket" } }, "bad-header"],
    ["a circle", "/proxy/ID/chat", { headers: { via: "2 gramme-gateway" } }, "upstream-refused"],
    ["a ledger's key as Anthropic's", "/proxy/ID/chat", { headers: { "x-api-key": "gk_a.b" } }, "bad-header"],
    ["a ledger's key as Azure's", "/proxy/ID/chat", { headers: { "api-key": "gk_a.b" } }, "bad-header"],
    ["a ledger's key in the query", "/proxy/ID/chat?key=gk_a.b", {}, "bad-header"],
    ["a label that is none", "/proxy/ID/chat", { headers: { "x-gramme-task": "chatting" } }, "bad-header"],
  ])("%s is refused before anything leaves", async (_, path, init, code) => {
    const id = await route({ allow: ["/chat"], task: "text-generation" });
    const response = await asked(path.replace("ID", id), init);
    expect(await codeOf(response)).toBe(code);
    expect(sent).toEqual([]);
    expect(response.headers.get("allow")).toBe(code === "method-not-allowed" ? "GET, POST" : null);
  });

  test("a body that breaks off while it is held is its sender's fault, and nothing leaves", async () => {
    const id = await route({ ask_usage: true });
    const body = new ReadableStream({
      pull: (controller) => controller.error(new Error("the caller went away")),
    });
    const response = await asked(`/proxy/${id}/chat/completions`, { body });
    expect([response.status, await codeOf(response)]).toEqual([422, "malformed-body"]);
    expect(sent).toEqual([]);
  });

  test("nothing leaves while the book is away, and that is a shortage, no bug", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const id = await route({});
    await here.BOOK.prepare("ALTER TABLE routes RENAME TO away").run();
    const response = await asked(`/proxy/${id}/chat/completions`, { body: "{}" });
    await here.BOOK.prepare("ALTER TABLE away RENAME TO routes").run();
    expect([response.status, await codeOf(response)]).toEqual([503, "out-of-breath"]);
    expect(sent).toEqual([]);
  });

  test("what a route allows has all below it allowed", async () => {
    const id = await route({ allow: ["/chat"], task: "text-generation", methods: ["POST", "DELETE"] });
    expect((await asked(`/proxy/${id}/chat`)).status).toBe(200);
    expect((await asked(`/proxy/${id}/chat/completions`)).status).toBe(200);
    expect((await asked(`/proxy/${id}/chat/1`, { method: "DELETE" })).status).toBe(200);
  });

  test.each([
    "http://llm.acme.dev/v1",
    "https://127.0.0.1/v1",
    "https://169.254.169.254/latest",
    "https://metadata.google.internal",
    "http://127.0.0.1:11434",
    "https://user:pw@llm.acme.dev",
  ])("an upstream that came into the book by another way is refused all the same: %s", async (upstream) => {
    const id = await route({ upstream });
    const response = await asked(`/proxy/${id}/chat/completions`);
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain(upstream);
    expect(sent).toEqual([]);
  });

  test("a private origin goes where the keeper lists it, and as long as it does", async () => {
    const id = await route({ upstream: "http://127.0.0.1:11434" });
    const bindings = { ...loopback, PRIVATE_UPSTREAMS: "http://127.0.0.1:11434" } as Env;
    expect((await asked(`/proxy/${id}/api/chat`, {}, { bindings })).status).toBe(200);
    expect((await asked(`/proxy/${id}/api/chat`)).status).toBe(502);
  });

  test.each([301, 302, 303, 307, 308])(
    "an upstream that answers %i is refused, unmetered",
    async (status) => {
      const id = await route({});
      const before = handoverCounts().metered;
      answer = () => new Response("go there", { status, headers: { location: "https://evil.dev/" } });
      const response = await asked(`/proxy/${id}/chat/completions`);
      expect(response.headers.has("location")).toBe(false);
      expect(await codeOf(response)).toBe("upstream-refused");
      expect(sent).toHaveLength(1);
      expect(handoverCounts().metered).toBe(before);
    },
  );

  test("an upstream that fails is told without its words", async () => {
    const id = await route({});
    answer = () => Promise.reject(new Error("connect ECONNREFUSED 10.1.2.3:443 with sk-ours"));
    const response = await asked(`/proxy/${id}/chat/completions`);
    expect(response.status).toBe(502);
    const text = await response.text();
    expect(text).toContain("upstream-unreachable");
    expect(text).not.toMatch(/10\.1\.2\.3|sk-ours|acme/u);
  });
});

describe("who may, and with what", () => {
  const strict = { ...loopback } as Record<string, unknown>;
  delete strict["ACCESS"];
  const bindings = strict as unknown as Env;
  const origin = "https://ledger.acme.dev";

  const keyOf = async (tenant: string, scopes: string): Promise<string> => {
    const { id, secret, key } = mintedKey();
    await here.BOOK.prepare("INSERT OR IGNORE INTO tenants VALUES (?, ?, 0)").bind(tenant, tenant).run();
    await here.BOOK.prepare("INSERT INTO keys VALUES (?, ?, ?, ?, '', 0, NULL, NULL)")
      .bind(id, tenant, (await sha256(secret)).toHex(), scopes)
      .run();
    return key;
  };

  test("the ledger's key goes in x-gramme-key, and no further", async () => {
    const key = await keyOf("acme", "proxy");
    const id = await route({}, "acme");
    const response = await asked(
      `/proxy/${id}/chat/completions`,
      { headers: { "x-gramme-key": key, authorization: "Bearer sk-theirs" } },
      { bindings, origin },
    );
    expect(response.status).toBe(200);
    expect(sent[0]?.headers.get("authorization")).toBe("Bearer sk-theirs");
    expect(JSON.stringify([...(sent[0]?.headers ?? [])])).not.toContain(key);
    const mixedUp = await asked(
      `/proxy/${id}/chat/completions`,
      { headers: { "x-gramme-key": key, authorization: `Bearer ${key}` } },
      { bindings, origin },
    );
    expect(mixedUp.status).toBe(400);
    expect(sent).toHaveLength(1);
  });

  test("without a key, with one in Authorization, of another scope or of another tenant: nothing leaves", async () => {
    const proxy = await keyOf("acme", "proxy");
    const admin = await keyOf("acme", "admin");
    const other = await keyOf("beta", "proxy");
    const id = await route({ secret: "UPSTREAM_A" }, "acme");
    const statusOf = async (headers: Record<string, string>): Promise<number> =>
      (await asked(`/proxy/${id}/chat/completions`, { headers }, { bindings, origin })).status;
    expect(await statusOf({})).toBe(401);
    expect(await statusOf({ authorization: `Bearer ${proxy}` })).toBe(401);
    expect(await statusOf({ "x-gramme-key": `${proxy}x` })).toBe(401);
    expect(await statusOf({ "x-gramme-key": admin })).toBe(403);
    expect(await statusOf({ "x-gramme-key": other })).toBe(404);
    expect(sent).toEqual([]);
    expect(await statusOf({ "x-gramme-key": proxy })).toBe(200);
    expect(sent[0]?.headers.get("authorization")).toBe("Bearer sk-ours");
  });

  test("a secret goes to its own origin only, whatever a route says", async () => {
    const id = await route({ upstream: "https://evil.dev", secret: "UPSTREAM_A" });
    const response = await asked(`/proxy/${id}/chat/completions`);
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain("sk-ours");
    expect(sent).toEqual([]);
  });

  test("a page of another site cannot have the ledger's secret spent", async () => {
    const id = await route({ secret: "UPSTREAM_A" });
    const response = await asked(`/proxy/${id}/chat/completions`, {
      headers: { origin: "https://evil.dev" },
    });
    expect(response.status).toBe(403);
    expect(sent).toEqual([]);
  });
});

describe("what of it the ledger gets", () => {
  interface Row {
    readonly key: string;
    readonly count: number;
    readonly failed: number;
    readonly input_tokens: number;
  }
  const cells = async (): Promise<readonly Row[]> => {
    const shard = here.SHARDS.get(here.SHARDS.idFromName("local/0"));
    return runInDurableObject(shard, (_, { storage }) =>
      storage.sql
        .exec<Row & Record<string, SqlStorageValue>>(
          "SELECT key, count, failed, input_tokens FROM cells JOIN labels USING (label)",
        )
        .toArray(),
    );
  };

  test("one event for each inference, under the route's labels and the answer's model", async () => {
    const id = await route({ model: "m", model_version: "3", zone: "FR" });
    await asked(`/proxy/${id}/chat/completions`);
    await asked(`/proxy/${id}/chat/completions`, { headers: { "x-gramme-task": "translation" } });
    answer = () => new Response("no", { status: 500 });
    await asked(`/proxy/${id}/chat/completions`);
    answer = () => new Response("no", { status: 404 });
    await asked(`/proxy/${id}/chat/completions`);
    await asked(`/proxy/${id}/files`);
    await asked(`/proxy/${id}/models`, { method: "GET" });
    const rows = (await cells()).filter(({ key }) => key.includes(`"${id}/`));
    expect(rows.map(({ count, failed, input_tokens }) => ({ count, failed, input_tokens }))).toEqual([
      { count: 1, failed: 0, input_tokens: 2 },
      { count: 1, failed: 0, input_tokens: 2 },
      { count: 0, failed: 1, input_tokens: 0 },
    ]);
    const labels = rows.map(({ key }) => JSON.parse(key) as readonly string[]);
    expect(labels[0]?.slice(0, 5)).toEqual([
      "inference",
      "text-generation",
      "m-up",
      "3",
      `${id}/chat/completions`,
    ]);
    expect(labels[1]?.[1]).toBe("translation");
    expect(labels[2]?.[2]).toBe("m");
    expect(rows.every(({ key }) => key.includes('"FRA"'))).toBe(true);
  });

  test("what is no inference is said to be none, and counted as passed", async () => {
    const id = await route({});
    const before = handoverCounts();
    const response = await asked(`/proxy/${id}/models`, { method: "GET" });
    expect(response.headers.get("x-gramme-metered")).toBe("no");
    expect(handoverCounts()).toMatchObject({ metered: before.metered, unmetered: before.unmetered + 1 });
  });

  test("a ledger that cannot take events now does not touch the answer, and gets them when it can", async () => {
    const id = await route({});
    const before = handoverCounts();
    const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    let out = true;
    const bindings = {
      ...loopback,
      SHARDS: {
        idFromName: (name: string) => {
          if (!out) return here.SHARDS.idFromName(name);
          out = false;
          throw new TypeError("no shards today");
        },
        get: (shard: DurableObjectId) => here.SHARDS.get(shard),
      },
    } as unknown as Env;
    const response = await asked(`/proxy/${id}/chat/completions`, {}, { bindings });
    expect(await response.json()).toMatchObject({ model: "m-up" });
    expect(handoverCounts()).toMatchObject({
      handed: before.handed + 1,
      retried: before.retried + 1,
      waiting: before.waiting,
    });
    expect(warned).toHaveBeenCalledOnce();
    warned.mockRestore();
    expect((await cells()).find(({ key }) => key.includes(`"${id}/`))).toMatchObject({ count: 1 });
  });
});
