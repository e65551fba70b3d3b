import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pathVerdict, proxyPath, targetUrl } from "./target.ts";

const BASE = new URL("https://api.openai.com/v1");

describe("a path under the upstream", () => {
  test.each([
    ["/chat/completions", "https://api.openai.com/v1/chat/completions"],
    ["/models/gpt-4o", "https://api.openai.com/v1/models/gpt-4o"],
    ["/models/", "https://api.openai.com/v1/models/"],
    ["/", "https://api.openai.com/v1/"],
    ["/@evil.com/x", "https://api.openai.com/v1/@evil.com/x"],
    ["/models/ft:gpt-4o:acme::id", "https://api.openai.com/v1/models/ft:gpt-4o:acme::id"],
    ["/a%20b", "https://api.openai.com/v1/a%20b"],
    ["/caf%C3%A9", "https://api.openai.com/v1/caf%C3%A9"],
    ["/...", "https://api.openai.com/v1/..."],
    ["/.well-known", "https://api.openai.com/v1/.well-known"],
    ["/a..b", "https://api.openai.com/v1/a..b"],
  ])("%s", (path, url) => {
    expect(pathVerdict(path)).toEqual({ ok: true, path });
    expect(targetUrl(BASE, path, "")?.href).toBe(url);
  });

  test("the query passes as it came", () => {
    expect(targetUrl(BASE, "/x", "?a=%2e%2e%2f&b=//h&api-version=1")?.href).toBe(
      "https://api.openai.com/v1/x?a=%2e%2e%2f&b=//h&api-version=1",
    );
  });

  test("an upstream with and without a slash at its end is the same one", () => {
    expect(targetUrl(new URL("https://a.dev/v1/"), "/x", "")?.href).toBe("https://a.dev/v1/x");
    expect(targetUrl(new URL("https://a.dev"), "/x", "")?.href).toBe("https://a.dev/x");
    expect(targetUrl(new URL("https://a.dev/"), "/x", "")?.href).toBe("https://a.dev/x");
  });
});

describe("a path that could mean another place", () => {
  test.each([
    "",
    "chat",
    "/..",
    "/.",
    "/../admin",
    "/a/../../admin",
    "/a/./b",
    "/a/..",
    "/%2e%2e/admin",
    "/%2E%2e/admin",
    "/.%2e/admin",
    "/%2e/admin",
    "/..;/admin",
    "/..;x=1/admin",
    "/%2e%2e;/admin",
    "/%252e%252e/admin",
    "/%25252e%25252e/admin",
    "/a%2f..%2fadmin",
    "/a%2Fb",
    "/a%252fb",
    "/a%5c..%5cadmin",
    "/a%255cb",
    "/..\\admin",
    "/\\evil.com",
    "//evil.com/x",
    "/a//b",
    "/http://evil.com/",
    "/a%00",
    "/a%0d%0aHost: evil.com",
    "/a\r\nb",
    "/a\tb",
    "/a%",
    "/a%zz",
    "/a%ff",
    "/a%2525252525252525",
    `/${"a".repeat(2001)}`,
  ])("%j is refused", (path) => {
    expect(pathVerdict(path)).toMatchObject({ ok: false, why: expect.any(String) });
  });

  test("whatever passes stays under the upstream", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "/",
        ".",
        "..",
        "%2e",
        "%2f",
        "%5c",
        "\\",
        "@",
        ":",
        ";",
        "?",
        "#",
        "%25",
        "%",
        "//",
        "a",
      ),
      fc.constantFrom("evil.com", "\t", "\n", " ", "[", "]", "．", "／", "%EF%BC%8F", "%E3%80%82"),
      fc.string({ unit: "binary", maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const path = `/${pieces.join("")}`;
        const verdict = pathVerdict(path);
        const url = verdict.ok ? targetUrl(BASE, path, "") : undefined;
        if (url === undefined) return;
        expect(url.origin).toBe(BASE.origin);
        expect(url.pathname.startsWith("/v1/")).toBe(true);
        // nor does it go elsewhere when a server decodes it once more
        expect(URL.parse(decodeURIComponent(url.pathname), url)?.pathname.startsWith("/v1/")).not.toBe(false);
        expect(decodeURIComponent(url.pathname)).not.toMatch(/\/\.\.?(?:\/|$)|\\/u);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("the parts of a proxied request", () => {
  test.each([
    [
      "http://127.0.0.1:8787/proxy/openai/chat/completions?x=1",
      { route: "openai", path: "/chat/completions", search: "?x=1" },
    ],
    ["https://l.dev/proxy/a/", { route: "a", path: "/", search: "" }],
    ["https://l.dev/proxy/a/%2e%2e/b", { route: "a", path: "/%2e%2e/b", search: "" }],
    ["https://l.dev/proxy/a//evil.com", { route: "a", path: "//evil.com", search: "" }],
    ["https://l.dev/proxy/a/b#c", { route: "a", path: "/b", search: "" }],
  ])("%s", (url, parts) => {
    expect(proxyPath(url)).toEqual(parts);
  });

  test.each([
    "https://l.dev/proxy/a",
    "https://l.dev/proxy/",
    "https://l.dev/proxy//a/b",
    "https://l.dev/%70roxy/a/b",
    "https://l.dev/x/proxy/a/b",
    "https://l.dev/x?/proxy/a/b",
    "https://l.dev/proxy/a%2fb/c",
    "https://l.dev/proxy/../a/b",
    `https://l.dev/proxy/${"a".repeat(41)}/b`,
  ])("%s is none", (url) => {
    expect(proxyPath(url)).toBeUndefined();
  });
});
