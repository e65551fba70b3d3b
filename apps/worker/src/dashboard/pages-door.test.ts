import type { WireProblem } from "@gramme/core/wire";
import { describe, expect, it } from "vitest";
import { bookKey } from "../auth/gate.fixture.ts";
import { ask, builtPages, SHELL } from "./dashboard.fixture.ts";

const PAGES = ["/", "/inference", "/commits", "/models", "/effects", "/methods"];

describe("the pages", () => {
  it.each(PAGES)("%s is the shell, to anybody, and asks for no key", async (page) => {
    const answer = await ask(page);
    expect([answer.status, await answer.text()]).toEqual([200, SHELL]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-cache",
      etag: expect.any(String),
    });
  });

  it("are not sent again to who has them", async () => {
    const etag = (await ask("/")).headers.get("etag") ?? "";
    const answer = await ask("/models", { headers: { "if-none-match": etag } });
    expect([answer.status, await answer.text()]).toEqual([304, ""]);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("answer HEAD as GET, without a body", async () => {
    const answer = await ask("/inference", { method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(answer.headers.get("etag")).not.toBeNull();
  });

  it.each(["POST", "PUT", "DELETE"])("take no %s", async (method) => {
    for (const path of [...PAGES, "/assets/index-DYuaR1Rs.js", "/favicon.svg", "/share/x/", "/badge/x.svg"]) {
      const answer = await ask(path, { method });
      expect([path, answer.status, answer.headers.get("allow")]).toEqual([path, 405, "GET"]);
    }
  });

  it("say what to run where nobody built them", async () => {
    const empty = { fetch: async () => new Response(null, { status: 404 }) } as unknown as Fetcher;
    for (const pages of ["no binding", empty] as const) {
      const answer = await ask("/", pages === "no binding" ? { pages: false } : { env: { ASSETS: pages } });
      const text = await answer.text();
      expect([answer.status, answer.headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
      expect(text).toContain("npm run build -w @gramme/dashboard");
      expect(text).not.toMatch(/<script|<style|\son\w+=/u);
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("load files that never change under their names, and may be kept for good", async () => {
    const answer = await ask("/assets/index-DYuaR1Rs.js");
    expect([answer.status, await answer.text()]).toEqual([200, "export {};"]);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.get("content-type")).toBe("text/javascript");
    const sign = await ask("/favicon.svg");
    expect([sign.status, sign.headers.get("cache-control")]).toEqual([200, "public, max-age=3600"]);
  });

  it.each([
    "/assets/none.js",
    "/assets/",
    "/assets",
    "/assets/..%2findex.html",
    "/assets/%2e%2e%2findex.html",
    "/assets/.htaccess",
    "/assets/a/b.js",
    "/index.html",
    "/inference/",
    "/inference/x",
    "/_headers",
    `/assets/${"a".repeat(5000)}`,
  ])("have nothing at %s, and say it as every door does", async (path) => {
    const answer = await ask(path);
    const body = (await answer.json()) as WireProblem;
    expect([answer.status, answer.headers.get("content-type"), body.code]).toEqual([
      404,
      "application/problem+json",
      "not-found",
    ]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  const HTML = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

  it.each([
    ["/inference/", "/inference"],
    ["/Inference", "/inference"],
    ["/COMMITS/?last=30d&by=model", "/commits?last=30d&by=model"],
    ["/share/gk_a.b/Inference/", "/share/gk_a.b/inference"],
    ["/share/gk_a.b/effects/?x=1", "/share/gk_a.b/effects?x=1"],
  ])("send a browser from %s to %s, and tell everything else that there is nothing", async (path, to) => {
    const answer = await ask(path, { headers: HTML });
    expect([answer.status, answer.headers.get("location")]).toEqual([308, to]);
    expect(answer.headers.get("x-robots-tag")).toBe(path.startsWith("/share") ? "noindex, nofollow" : null);
    expect((await ask(path, { method: "HEAD", headers: HTML })).status).toBe(308);
    for (const accept of ["*/*", "application/json", "text/html;q=0"]) {
      const other = await ask(path, { headers: { accept } });
      expect([accept, other.status, other.headers.get("content-type")]).toEqual([
        accept,
        404,
        "application/problem+json",
      ]);
    }
    expect((await ask(path, { method: "POST", headers: HTML })).status).toBe(404);
  });

  it.each([
    "//inference",
    "//evil.example/inference/",
    "/inference/x/",
    "/inferences",
    "/x/inference/",
    "/%2finference",
  ])("send nobody away from %s", async (path) => {
    const answer = await ask(path, { headers: HTML });
    expect([answer.status, answer.headers.get("location")]).toEqual([404, null]);
  });

  it("shadow no door: what is below /api, /v1 and /assets/.. is not asked of them", async () => {
    const { binding, asked } = builtPages();
    const paths = [
      "/assets/../api/summary",
      "/api/index.html",
      "/v1/keys",
      "/openapi.json",
      "/docs",
      "/health",
    ];
    for (const path of paths) await ask(path, { env: { ASSETS: binding } });
    expect(asked).toEqual([]);
    expect((await ask("/assets/../api/summary")).status).toBe(401);
  });

  it("hand the assets nothing of who asks", async () => {
    const { binding, asked } = builtPages();
    await ask("/?token=x", {
      key: "gk_a.b",
      headers: { cookie: "CF_Authorization=x" },
      env: { ASSETS: binding },
    });
    expect(asked.map(({ url, headers }) => [url, [...headers]])).toEqual([
      ["https://ledger.example/index.html", []],
    ]);
  });
});

describe("/api/session", () => {
  it("sends who came in to the page, and nobody else", async () => {
    const key = await bookKey({ tenant: "acme" });
    const to = encodeURIComponent("/inference?by=model&last=90d#table");
    const answer = await ask(`/api/session?to=${to}`, { key });
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      "/inference?by=model&last=90d#table",
    ]);
    expect((await ask("/api/session", { key })).headers.get("location")).toBe("/");
    expect((await ask(`/api/session?to=${to}`)).status).toBe(401);
  });

  it.each([
    "https://evil.example/",
    "//evil.example/",
    String.raw`/\evil.example/`,
    "/v1/keys",
    "javascript:alert(1)",
    "inference",
    "/inference/../api/summary",
    "/share/x/",
    "",
  ])("sends nobody to %s", async (to) => {
    const key = await bookKey({ tenant: "acme" });
    const answer = await ask(`/api/session?to=${encodeURIComponent(to)}`, { key });
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
  });
});
