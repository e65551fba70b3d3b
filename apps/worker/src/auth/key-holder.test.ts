import * as fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { bookKey, envWith, knock } from "./gate.fixture.ts";
import { mintedKey } from "./key-form.ts";
import { SCOPES } from "./principal.ts";

const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
const ROOT = `gk_root.${"r".repeat(43)}`;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a key", () => {
  it("lets its holder in, as the tenant that it belongs to", async () => {
    const key = await bookKey({ tenant: "acme", scopes: "events:write read" });
    const { status, principal } = await knock("read", bearer(key));
    expect(status).toBe(200);
    expect(principal).toEqual({
      tenant: "acme",
      scopes: ["events:write", "read"],
      by: "key",
      id: /^gk_(\w+)/u.exec(key)?.[1],
    });
  });

  it.each(SCOPES)("without %s does not open what wants it", async (scope) => {
    const others = SCOPES.filter((other) => other !== scope);
    const { status, problem, headers } = await knock(
      scope,
      bearer(await bookKey({ scopes: others.join(" ") })),
    );
    expect(status).toBe(403);
    expect(problem).toMatchObject({ code: "forbidden", detail: expect.stringContaining(`wants ${scope}`) });
    expect(headers.get("www-authenticate")).toContain(`scope="${scope}"`);
  });

  it("of a scope that this version does not know allows nothing by it", async () => {
    const { status } = await knock("read", bearer(await bookKey({ scopes: "reader everything *" })));
    expect(status).toBe(403);
  });

  it("belongs to one tenant, whatever the request says", async () => {
    const key = await bookKey({ tenant: "acme" });
    const { principal } = await knock(
      "read",
      { ...bearer(key), "x-tenant": "other" },
      {
        url: "https://ledger.example/door?tenant=other",
      },
    );
    expect(principal?.tenant).toBe("acme");
  });

  it("cannot be looked up while the book is away: that is a shortage, to come again after, and no bug", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const key = await bookKey();
    const { BOOK } = envWith({});
    await BOOK.prepare("ALTER TABLE keys RENAME TO away").run();
    const { status, problem, headers } = await knock("read", bearer(key));
    await BOOK.prepare("ALTER TABLE away RENAME TO keys").run();
    expect([status, problem?.code, headers.get("retry-after")]).toEqual([503, "out-of-breath", "5"]);
    expect((await knock("read", bearer(key))).status).toBe(200);
  });

  it("is refused with a secret that is off by one character, or another key's", async () => {
    const [one, two] = [await bookKey(), await bookKey()];
    const crossed = `${one.split(".")[0]}.${two.split(".")[1]}`;
    for (const wrong of [`${one.slice(0, -1)}_`, `${one}x`, crossed]) {
      const { status, problem, headers } = await knock("read", bearer(wrong));
      expect(status).toBe(401);
      expect(problem?.detail).toBe("this key is not known here, or its secret is wrong");
      expect(headers.get("www-authenticate")).toBe('Bearer realm="gramme"');
    }
  });

  it("is refused after its end, and told so only to who has its secret", async () => {
    const key = await bookKey({ expiresMs: 1_600_000_000_000 });
    const { status, problem } = await knock("read", bearer(key));
    expect(status).toBe(401);
    expect(problem?.detail).toBe("this key expired on 2020-09-13T12:26:40.000Z");
    expect((await knock("read", bearer(`${key}x`))).problem?.detail).not.toContain("expired");
  });

  it("is refused once it is revoked", async () => {
    const { status, problem } = await knock("read", bearer(await bookKey({ revokedMs: 1_600_000_000_000 })));
    expect(status).toBe(401);
    expect(problem?.detail).toContain("revoked on 2020-09-13");
  });

  it("that is revoked elsewhere is refused within a minute, and one that is known asks the book once", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
    const key = await bookKey();
    const asked = vi.spyOn(envWith({}).BOOK, "prepare");
    expect((await knock("read", bearer(key))).status).toBe(200);
    expect((await knock("read", bearer(key))).status).toBe(200);
    expect(asked.mock.calls.filter(([sql]) => sql.includes("FROM keys"))).toHaveLength(1);
    await envWith({}).BOOK.prepare("UPDATE keys SET revoked_ms = 1").run();
    vi.setSystemTime(1_700_000_059_999);
    expect((await knock("read", bearer(key))).status).toBe(200);
    vi.setSystemTime(1_700_000_060_000);
    expect((await knock("read", bearer(key))).status).toBe(401);
  });

  it("that is remembered still expires on time", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
    const key = await bookKey({ expiresMs: 1_700_000_010_000 });
    expect((await knock("read", bearer(key))).status).toBe(200);
    vi.setSystemTime(1_700_000_010_000);
    expect((await knock("read", bearer(key))).status).toBe(401);
  });

  it("of an unknown id is hashed and compared in constant time all the same", async () => {
    const compared = vi.spyOn(crypto.subtle, "timingSafeEqual");
    const known = await bookKey();
    for (const key of [known, `${known}x`, mintedKey().key]) {
      compared.mockClear();
      await knock("read", bearer(key));
      expect(compared).toHaveBeenCalledTimes(1);
      expect(compared.mock.calls[0]?.map((bytes) => bytes.byteLength)).toEqual([32, 32]);
    }
  });

  it.each([
    ["nothing", {}],
    ["an empty header", { authorization: "" }],
    ["another scheme", { authorization: `Basic ${btoa("gk_a:b")}` }],
    ["a scheme alone", { authorization: "Bearer" }],
    ["a key without its scheme", { authorization: ROOT }],
    ["a key without its secret", bearer("gk_root")],
    ["a key with a short secret", bearer("gk_root.short")],
    ["a key in the header of the gateway", { "x-gramme-key": ROOT }],
  ])("is wanted: %s opens nothing", async (_, headers) => {
    const { status, problem } = await knock("read", headers, { env: { ADMIN_KEY: ROOT } });
    expect([status, problem?.code]).toEqual([401, "unauthenticated"]);
  });

  it("is not taken from two headers at once", async () => {
    const headers = new Headers(bearer(ROOT));
    headers.append("authorization", `Bearer ${mintedKey().key}`);
    expect((await knock("read", headers, { env: { ADMIN_KEY: ROOT } })).status).toBe(401);
    const same = new Headers(bearer(ROOT));
    same.append("authorization", `Bearer ${ROOT}`);
    expect((await knock("read", same, { env: { ADMIN_KEY: ROOT } })).status).toBe(401);
  });

  it("that differs anywhere, in anything, is none", async () => {
    const env = { ADMIN_KEY: ROOT };
    await fc.assert(
      fc.asyncProperty(
        fc.nat(ROOT.length),
        fc.nat(2),
        fc.string({ minLength: 1, maxLength: 3 }).filter((text) => /^[\u0021-\u00FF]+$/u.test(text)),
        async (at, cut, put) => {
          const other = ROOT.slice(0, at) + put + ROOT.slice(at + cut);
          fc.pre(other !== ROOT);
          expect((await knock("read", bearer(other), { env })).status).toBe(401);
        },
      ),
    );
  });

  it("cannot carry a second line into a header", () => {
    expect(() => new Headers({ authorization: `Bearer ${ROOT}\r\nx-gramme-key: y` })).toThrow(TypeError);
  });

  it("that is a flood is not looked at, and not sent back", async () => {
    const { status, problem } = await knock("read", bearer(`gk_a.${"s".repeat(20_000)}`));
    expect([status, problem?.code]).toEqual([400, "bad-header"]);
    expect(JSON.stringify(problem)).not.toContain("sss");
  });

  it("that is wrong is never sent back", async () => {
    const { key } = mintedKey();
    const { problem } = await knock("read", bearer(key));
    expect(JSON.stringify(problem)).not.toContain(key.slice(5, 15));
  });
});

describe("the header of the gateway", () => {
  const gate = { header: "x-gramme-key" } as const;

  it("carries a key, and leaves Authorization to the upstream", async () => {
    const key = await bookKey({ scopes: "proxy" });
    const { status, principal } = await knock(
      "proxy",
      { "x-gramme-key": key, authorization: "Bearer sk-of-the-upstream" },
      { gate },
    );
    expect([status, principal?.tenant]).toEqual([200, "acme"]);
  });

  it("is wanted there: a key in Authorization opens nothing", async () => {
    const key = await bookKey({ scopes: "proxy" });
    expect((await knock("proxy", bearer(key), { gate })).status).toBe(401);
    expect((await knock("proxy", { "x-gramme-key": `Bearer ${key}` }, { gate })).status).toBe(401);
  });
});

describe("ADMIN_KEY", () => {
  it("may do everything, in the tenant main", async () => {
    for (const scope of SCOPES) {
      const { principal } = await knock(scope, bearer(ROOT), { env: { ADMIN_KEY: ROOT } });
      expect(principal).toEqual({ tenant: "main", scopes: [...SCOPES], by: "key", id: "root", root: true });
    }
  });

  it("opens nothing where it is not set, or set to what is no key", async () => {
    const warned = vi.spyOn(console, "warn").mockReturnValue();
    expect((await knock("admin", bearer(ROOT))).status).toBe(401);
    for (const ADMIN_KEY of ["", "hunter2", "gk_root.short", "undefined"]) {
      expect((await knock("admin", bearer(ROOT), { env: { ADMIN_KEY } })).status).toBe(401);
      expect((await knock("admin", bearer(ADMIN_KEY), { env: { ADMIN_KEY } })).status).toBe(401);
    }
    expect(warned.mock.calls.flat().join("\n")).not.toContain("hunter2");
  });
});
