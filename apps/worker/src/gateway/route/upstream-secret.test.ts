import { describe, expect, test } from "vitest";
import type { Env } from "../../env.ts";
import { upstreamSecret } from "./upstream-secret.ts";

const env = {
  UPSTREAM_ALL: "https://api.openai.com sk-all",
  UPSTREAM_ACME: " https://api.openai.com/v1  sk-acme acme  beta ",
  UPSTREAM_BARE: "sk-bare",
  UPSTREAM_EMPTY: "",
  UPSTREAM_BROKEN: "not-a-url sk-broken",
  UPSTREAM_UNPRINTABLE: "https://api.openai.com sk-\u0007",
  ADMIN_KEY: "https://api.openai.com gk_admin.secret",
} as unknown as Env;
const OPENAI = "https://api.openai.com";

describe("a secret for an upstream", () => {
  test("goes to the origin that it names, for the tenants that it names", () => {
    expect(upstreamSecret(env, "UPSTREAM_ALL", OPENAI, "anyone")).toEqual({ ok: true, key: "sk-all" });
    expect(upstreamSecret(env, "UPSTREAM_ACME", OPENAI, "acme")).toEqual({ ok: true, key: "sk-acme" });
    expect(upstreamSecret(env, "UPSTREAM_ACME", OPENAI, "beta")).toEqual({ ok: true, key: "sk-acme" });
  });

  test.each([
    ["another origin", "UPSTREAM_ALL", "https://evil.com", "acme"],
    ["a sister of the origin", "UPSTREAM_ALL", "https://evil.openai.com", "acme"],
    ["another port", "UPSTREAM_ALL", "https://api.openai.com:8443", "acme"],
    ["without TLS", "UPSTREAM_ALL", "http://api.openai.com", "acme"],
    ["another tenant", "UPSTREAM_ACME", OPENAI, "gamma"],
    ["a secret without an origin", "UPSTREAM_BARE", OPENAI, "acme"],
    ["an empty one", "UPSTREAM_EMPTY", OPENAI, "acme"],
    ["a broken one", "UPSTREAM_BROKEN", OPENAI, "acme"],
    ["a key that no header takes", "UPSTREAM_UNPRINTABLE", OPENAI, "acme"],
    ["one that is not there", "UPSTREAM_NONE", OPENAI, "acme"],
    ["a binding that is for no upstream", "ADMIN_KEY", OPENAI, "acme"],
  ])("is not given out: %s", (_, name, origin, tenant) => {
    const verdict = upstreamSecret(env, name, origin, tenant);
    expect(verdict).toMatchObject({ ok: false, why: expect.stringContaining(name) });
    expect(JSON.stringify(verdict)).not.toMatch(/sk-|gk_/u);
  });
});
