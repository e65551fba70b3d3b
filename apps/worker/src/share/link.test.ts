import type { WireProblem } from "@gramme/core/wire";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { bookKey } from "../auth/gate.fixture.ts";
import { LINK_SCOPES, SCOPES } from "../auth/principal.ts";
import { ask, madeLink, ROOT, SHELL } from "../dashboard/dashboard.fixture.ts";
import { PATHS } from "../doors.ts";
import { bookCells, forget } from "../read/book.fixture.ts";

interface Made {
  readonly id: string;
  readonly url: string;
}

async function made(body: unknown = { label: "public" }, key = ROOT): Promise<Made> {
  return (await (await ask("/v1/shares", { method: "POST", key, body })).json()) as Made;
}

const status = async (path: string, key?: string): Promise<number> =>
  (await ask(path, key === undefined ? {} : { key })).status;
const detail = async (path: string, key: string): Promise<string> =>
  ((await (await ask(path, { key })).json()) as WireProblem).detail;

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
const FIGURES = [
  "summary",
  "series",
  "phases",
  "parity",
  "decomposition",
  "models",
  "methods",
  "factors",
  "profiles-in-use",
  "grid",
  "project",
];

beforeEach(() => {
  forget();
});

describe("a link", () => {
  it("opens the figures, and nothing else of any door", async () => {
    const link = await madeLink("figures");
    for (const door of FIGURES) expect([door, await status(`/api/${door}`, link)]).toEqual([door, 200]);
    for (const path of [
      "/api/commits",
      "/api/runs",
      "/api/runs/a/b/1/1/-",
      "/api/session",
      "/metrics",
      "/v1/keys",
      "/v1/shares",
    ]) {
      expect([path, await status(path, link)]).toEqual([path, 403]);
    }
    for (const [method, path] of [
      ["POST", "/v1/events"],
      ["POST", "/v1/traces"],
      ["POST", "/v1/runs"],
      ["POST", "/v1/keys"],
      ["POST", "/v1/shares"],
      ["POST", "/v1/tenants"],
      ["PUT", "/v1/project"],
      ["PUT", "/v1/profiles/x"],
      ["PUT", "/v1/routes/x"],
    ] as const) {
      const answer = await ask(path, { method, key: link, body: {} });
      expect([path, answer.status]).toEqual([path, 403]);
    }
    expect((await ask("/proxy/x/v1/models", { headers: { "x-gramme-key": link } })).status).toBe(403);
    expect(await detail("/api/commits", link)).toContain("not among what the public link shows");
  });

  it.each([
    ["figures", FIGURES],
    ["commits", [...FIGURES, "commits", "runs"]],
    ["badge", []],
  ] as const)("that shows %s answers at no other of all doors that are described", async (shows, opens) => {
    const link = await madeLink(shows);
    const answering: string[] = [];
    for (const paths of PATHS) {
      for (const [path, item] of Object.entries(paths)) {
        for (const method of METHODS) {
          const operation = item[method];
          // what is for everybody opens nothing by a link
          if (operation === undefined || operation.security?.length === 0) continue;
          const { status: answered } = await ask(path.replaceAll(/\{(\w+)\}/gu, "x"), {
            method: method.toUpperCase(),
            key: link,
            headers: { "x-gramme-key": link },
            ...(method === "get" ? {} : { body: {} }),
          });
          if (answered !== 401 && answered !== 403) answering.push(`${method} ${path} ${answered}`);
        }
      }
    }
    expect(answering.filter((one) => !one.startsWith("get /share/api/")).toSorted()).toEqual(
      opens.map((door) => `get /api/${door} 200`).toSorted(),
    );
  });

  it("that shows commits opens lists of runs, and no whole run", async () => {
    const link = await madeLink("commits");
    for (const door of [...FIGURES, "commits", "runs"]) {
      expect([door, await status(`/api/${door}`, link)]).toEqual([door, 200]);
    }
    expect(await status("/api/runs/a/b/1/1/-", link)).toBe(403);
    expect(await status("/api/commits?format=csv", link)).toBe(403);
    expect(await status("/api/summary?format=csv", link)).toBe(200);
  });

  it("of one tenant shows nothing of another", async () => {
    await bookCells([
      { at: "2026-11-20T00:00Z", tenant: "main", labels: { model: "ours" }, counters: { count: 1 } },
      { at: "2026-11-20T00:00Z", tenant: "acme", labels: { model: "theirs" }, counters: { count: 1 } },
    ]);
    const text = await (
      await ask("/api/summary?by=model&from=2026-11-01", { key: await madeLink("figures") })
    ).text();
    expect(text).toContain("ours");
    expect(text).not.toContain("theirs");
  });

  it("is over when it is revoked or its time comes, and says so", async () => {
    const { id, url } = await made();
    const link = url.split("/")[4] ?? "";
    expect(await status("/api/summary", link)).toBe(200);
    expect((await ask(`/v1/shares/${id}`, { method: "DELETE", key: ROOT })).status).toBe(204);
    expect(await status("/api/summary", link)).toBe(401);
    expect(await detail("/api/summary", link)).toContain("revoked");
    const shell = await ask(`/share/${link}/`);
    expect([shell.status, await shell.text()]).toEqual([200, SHELL]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-01T00:00:00Z") });
    try {
      const short = (await made({ label: "x", expires_at: "2026-11-02T00:00:00Z" })).url.split("/")[4] ?? "";
      expect(await status("/api/summary", short)).toBe(200);
      vi.setSystemTime(Date.parse("2026-11-02T00:00:00Z"));
      expect(await detail("/api/summary", short)).toContain("expired");
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(["?token=", "?key=", "?access_token="])("is not taken from a query: %s", async (parameter) => {
    expect(await status(`/api/summary${parameter}${await madeLink("figures")}`)).toBe(401);
  });

  it("is not believed in a wrong form or size", async () => {
    const link = await madeLink("figures");
    expect(await status("/api/summary", `${link}x`)).toBe(401);
    expect(await status("/api/summary", link.slice(0, -1))).toBe(401);
    expect(await status("/api/summary", `gk_${"a".repeat(9000)}.b`)).toBe(400);
  });
});

describe("/share", () => {
  it.each(["", "/", "/inference", "/commits", "/models", "/effects", "/methods"])(
    "shows the shell at %j below any token, which no search engine keeps",
    async (rest) => {
      const answer = await ask(`/share/gk_wrong.token${rest}`);
      expect([answer.status, await answer.text()]).toEqual([200, SHELL]);
      expect(answer.headers.get("x-robots-tag")).toBe("noindex, nofollow");
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
      expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    },
  );

  it.each(["/share", "/share/", "/share/x/keys", "/share/x/inference/y", "/share/x/../../v1/keys/y"])(
    "has nothing at %s",
    async (path) => {
      expect([401, 404, 405]).toContain(await status(path));
    },
  );

  it("repeats no token where it has nothing", async () => {
    const link = await madeLink("figures");
    for (const path of [`/share/${link}/keys`, `/share/${link}//`, `/share/api/${link}`, `/badge/${link}`]) {
      const answer = await ask(path, { key: link });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).not.toContain(link.slice(3, 19));
    }
  });

  it("takes a token of any size without a word", async () => {
    const answer = await ask(`/share/${"a".repeat(7000)}/`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(SHELL);
  });
});

describe("/share/api", () => {
  it("answers links as /api does, where a login may stand before that", async () => {
    const link = await madeLink("figures");
    const [here, there] = await Promise.all(
      ["/share/api/summary?by=model", "/api/summary?by=model"].map(
        async (path) => await ask(path, { key: link }),
      ),
    );
    expect([here?.status, await here?.json()]).toEqual([200, await there?.json()]);
    expect(here?.headers.get("cache-control")).toBe("private, no-store");
    expect(await status("/share/api/runs", link)).toBe(403);
    expect(await status("/share/api/nothing", link)).toBe(404);
    expect(await status("/share/api/../../v1/keys", link)).toBe(403);
    expect(await status("/share/api/%2e%2e/v1/keys", link)).toBe(404);
  });

  it("is no way round a login for anybody else", async () => {
    expect(await status("/share/api/summary")).toBe(401);
    expect(await status("/share/api/summary", await bookKey({ tenant: "acme" }))).toBe(403);
    expect(await status("/share/api/summary", ROOT)).toBe(403);
    expect(await status("/share/api/summary", await madeLink("badge"))).toBe(403);
    expect((await ask("/share/api/summary", { method: "POST" })).status).toBe(405);
  });
});

describe("scopes", () => {
  it("of keys hold no link's, and every key that reads may see what links see", async () => {
    expect(SCOPES.filter((scope) => (LINK_SCOPES as readonly string[]).includes(scope))).toEqual([]);
    const reader = await bookKey({ tenant: "acme", scopes: "read" });
    for (const door of [...FIGURES, "commits", "runs"]) {
      expect([door, await status(`/api/${door}`, reader)]).toEqual([door, 200]);
    }
    const writer = await bookKey({ tenant: "acme", scopes: "events:write" });
    expect(await detail("/api/summary", writer)).toBe("this wants read; you are allowed events:write");
  });
});
