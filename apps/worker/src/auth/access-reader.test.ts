import { beforeAll, describe, expect, it } from "vitest";
import type { Env } from "../env.ts";
import { bookKey, knock } from "./gate.fixture.ts";
import type { Answer } from "./gate.fixture.ts";
import { SCOPES } from "./principal.ts";
import type { Scope } from "./principal.ts";
import { signer } from "./signer.fixture.ts";
import type { Claims, Signer } from "./signer.fixture.ts";

const TEAM = "https://acme.cloudflareaccess.com";
const SETTINGS = { ACCESS_TEAM: TEAM, ACCESS_AUD: "f00d", ACCESS_TENANT: "acme" } as const;

let access: Signer;
beforeAll(async () => {
  access = await signer();
});

function claims(change: Claims = {}): Claims {
  const now = Math.floor(Date.now() / 1000);
  const day = 86_400;
  // sessions of Access may last a month
  return {
    iss: TEAM,
    aud: ["f00d"],
    sub: "b1",
    email: "ada@acme.example",
    iat: now - 7 * day,
    nbf: now - 7 * day,
    exp: now + 7 * day,
    type: "app",
    ...change,
  };
}

async function come(
  change: Claims = {},
  {
    scope = "read",
    env = SETTINGS,
    more = {},
  }: {
    readonly scope?: Scope;
    readonly env?: Partial<Env>;
    readonly more?: Record<string, string>;
  } = {},
): Promise<Answer> {
  return await knock(
    scope,
    { "cf-access-jwt-assertion": await access.sign(claims(change)), ...more },
    { gate: { keySets: access.keySets }, env },
  );
}

describe("a reader whom Cloudflare Access vouches for", () => {
  it("may read what the tenant of Access has", async () => {
    const { principal } = await come();
    expect(principal).toEqual({ tenant: "acme", scopes: ["read"], by: "access", id: "ada@acme.example" });
    expect(access.fetched).toEqual([`${TEAM}/cdn-cgi/access/certs`]);
  });

  it("may be a service, which has a name and no mail", async () => {
    const { principal } = await come({ email: undefined, sub: "", common_name: "grafana.access" });
    expect(principal?.id).toBe("grafana.access");
  });

  it.each(SCOPES.filter((scope) => scope !== "read"))("may do nothing that wants %s", async (scope) => {
    expect((await come({}, { scope })).status).toBe(401);
  });

  it.each<[string, Claims]>([
    ["for another application", { aud: ["cafe"] }],
    ["of another team", { iss: "https://evil.cloudflareaccess.com" }],
    ["that has expired", { exp: 1_600_000_000 }],
    ["without an end", { exp: undefined }],
  ])("with a token %s stays outside", async (_, change) => {
    expect((await come(change)).status).toBe(401);
  });

  it("stays outside with a token that somebody else signed", async () => {
    const forger = await signer();
    const { status } = await knock(
      "read",
      { "cf-access-jwt-assertion": await forger.sign(claims()) },
      { gate: { keySets: access.keySets }, env: SETTINGS },
    );
    expect(status).toBe(401);
  });

  it.each(["ACCESS_TEAM", "ACCESS_AUD", "ACCESS_TENANT"] as const)(
    "stays outside where %s is not set: then the header says nothing",
    async (missing) => {
      const { [missing]: _, ...env } = SETTINGS;
      expect((await come({}, { env })).status).toBe(401);
      expect((await come({}, { env: { ...SETTINGS, [missing]: "" } })).status).toBe(401);
    },
  );

  it("stays outside where the team's address is no https", async () => {
    const plain = "http://acme.cloudflareaccess.com";
    expect((await come({ iss: plain }, { env: { ...SETTINGS, ACCESS_TEAM: plain } })).status).toBe(401);
  });

  it("is who their key says when they send one, and nobody when it is wrong", async () => {
    const key = await bookKey({ tenant: "other" });
    const { principal } = await come({}, { more: { authorization: `Bearer ${key}` } });
    expect(principal).toMatchObject({ tenant: "other", by: "key" });
    expect((await come({}, { more: { authorization: `Bearer ${key}x` } })).status).toBe(401);
  });
});
