import { describe, expect, it } from "vitest";
import { bookKey, knock } from "./gate.fixture.ts";
import type { Answer } from "./gate.fixture.ts";
import { SCOPES } from "./principal.ts";
import type { Scope } from "./principal.ts";

async function local(
  headers: Record<string, string> = {},
  {
    origin = "http://127.0.0.1:8787",
    scope = "read",
    method = "POST",
  }: {
    readonly origin?: string;
    readonly scope?: Scope;
    readonly method?: string;
  } = {},
): Promise<Answer> {
  return await knock(scope, headers, { env: { ACCESS: "loopback" }, url: `${origin}/door`, method });
}

describe("a ledger on loopback", () => {
  it.each(SCOPES)("allows %s to who sits at the machine, without a key", async (scope) => {
    const { principal } = await local({}, { scope });
    expect(principal).toEqual({ tenant: "local", scopes: [...SCOPES], by: "loopback", id: "local" });
  });

  it.each(["http://127.0.0.1", "http://localhost:1", "http://LOCALHOST:8787", "http://[::1]:65535"])(
    "answers to %s",
    async (origin) => {
      expect((await local({}, { origin })).status).toBe(200);
    },
  );

  it.each([
    "http://evil.example:8787",
    "http://localhost.evil.example",
    "http://127.0.0.1.nip.example",
    "http://my-machine.local",
    "http://192.168.1.7:8787",
    "http://0.0.0.0:8787",
    "http://[::2]:8787",
  ])("is not to be had by another name: %s (DNS rebinding)", async (origin) => {
    const { status, problem } = await local({}, { origin });
    expect([status, problem?.code]).toEqual([421, "misdirected-host"]);
  });

  it("believes no Host that is not its address's", async () => {
    expect((await local({ host: "evil.example" })).status).toBe(421);
    expect((await local({ host: "localhost@evil.example" })).status).toBe(421);
    expect((await local({ host: "localhost" }, { origin: "http://evil.example" })).status).toBe(421);
  });

  it.each([
    [{ "x-forwarded-for": "203.0.113.9" }],
    [{ "x-forwarded-for": "127.0.0.1, 203.0.113.9" }],
    [{ "x-real-ip": "203.0.113.9" }],
    [{ "cf-connecting-ip": "203.0.113.9" }],
    [{ "x-forwarded-host": "ledger.example" }],
    [{ forwarded: "for=203.0.113.9" }],
  ])("is not for those who come through a proxy: %j", async (headers) => {
    expect((await local(headers)).status).toBe(421);
  });

  it("is for those whom a server on the same machine passes on", async () => {
    expect((await local({ "cf-connecting-ip": "127.0.0.1", "x-forwarded-for": "::1" })).status).toBe(200);
  });
});

describe("a web page", () => {
  it("of the ledger itself may use it", async () => {
    const own = { origin: "http://127.0.0.1:8787", "sec-fetch-site": "same-origin" };
    expect((await local(own)).status).toBe(200);
    expect(
      (await local({ "sec-fetch-site": "none", "sec-fetch-mode": "navigate" }, { method: "GET" })).status,
    ).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["another site, in an old browser", { origin: "https://evil.example" }],
    ["another site that sends no Origin", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
    ["a file or a frame without an origin", { origin: "null" }],
    ["another port of this machine", { origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-site" }],
    ["another port, without its Origin", { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors" }],
    ["another scheme", { origin: "https://127.0.0.1:8787" }],
  ])("of %s may not", async (_, headers) => {
    for (const method of ["GET", "POST"]) {
      const { status, problem } = await local(headers, { method });
      expect([status, problem?.code]).toEqual([403, "forbidden"]);
    }
  });

  const followed = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
  };

  it("of another site may link to what is read, and to nothing that does anything", async () => {
    expect((await local(followed, { method: "GET" })).status).toBe(200);
    expect((await local(followed, { method: "POST" })).status).toBe(403);
    expect((await local(followed, { method: "GET", scope: "proxy" })).status).toBe(403);
    expect((await local({ ...followed, "sec-fetch-dest": "iframe" }, { method: "GET" })).status).toBe(403);
  });
});

describe("a key on loopback", () => {
  it("makes its holder who it says, and must be right", async () => {
    const key = await bookKey({ tenant: "acme" });
    expect((await local({ authorization: `Bearer ${key}` })).principal).toMatchObject({
      tenant: "acme",
      by: "key",
    });
    expect((await local({ authorization: `Bearer ${key}x` })).status).toBe(401);
    expect((await local({ authorization: "Bearer anything" })).status).toBe(401);
    expect((await local({ authorization: `Bearer ${key}` }, { scope: "admin" })).status).toBe(403);
  });
});

describe("a ledger that is not on loopback", () => {
  it.each([undefined, "", "LOOPBACK", "true"])(
    "wants a key though it is asked by loopback (ACCESS=%s)",
    async (access) => {
      const env = access === undefined ? {} : { ACCESS: access as "loopback" };
      expect((await knock("read", {}, { env, url: "http://127.0.0.1:8787/door" })).status).toBe(401);
    },
  );
});
