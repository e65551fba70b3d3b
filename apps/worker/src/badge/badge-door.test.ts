import type { WireProblem } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { bookKey } from "../auth/gate.fixture.ts";
import { ask, madeLink, ROOT } from "../dashboard/dashboard.fixture.ts";
import { bookCells, bookProfile, daysAgo, forget, here } from "../read/book.fixture.ts";
import { type BadgeText, textOf } from "./badge.fixture.ts";

const HOSTILE = `<script>alert(1)</script>"'&`;
let token: string;

beforeEach(async () => {
  forget();
  token = await madeLink("badge");
});

async function badge(query = "", of = token): Promise<Response> {
  return await ask(`/badge/${of}.svg${query}`);
}

const wordsOf = async (query = ""): Promise<BadgeText> => await textOf(token, query);

/** 1.2 g per inference at facility, within ×1.5. */
async function bookChat(model = "acme/chat", counters: object = { count: 1000 }): Promise<void> {
  await bookProfile(
    `p-${model.length}`,
    1,
    {
      kind: "per-inference",
      energy_j: 36,
      rung: "node",
      spread: 1.5,
      site: { pue: 1.2, grid_g_per_kwh: 100 },
    },
    { tenant: "main" },
  );
  await bookCells([
    {
      at: `${daysAgo(3)}T10:00Z`,
      tenant: "main",
      labels: { model, profile: `p-${model.length}`, profile_version: 1 },
      counters,
    },
  ]);
}

describe("a badge of what 1000 inferences emit", () => {
  it("says value and interval, two digits each, and more to who hears it", async () => {
    await bookChat();
    // 1000 · 36 J = 0.01 kWh at node · 1.2 · 100 g/kWh = 1.2 g
    const { drawn, read } = await wordsOf();
    expect(drawn).toEqual(["CO2e", "1.2 g/1000 (0.80–1.8)"]);
    expect(read).toMatch(
      /^CO2e: 1\.20 g \(0\.800 to 1\.80\) CO2e per 1000 inferences, 90 % interval, facility, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d$/u,
    );
  });

  it("says unknown where nothing is known, and never 0", async () => {
    expect((await wordsOf()).drawn).toEqual(["CO2e", "unknown"]);
    await bookCells([
      { at: `${daysAgo(1)}T10:00Z`, tenant: "main", labels: { task: "unknown" }, counters: { count: 5 } },
    ]);
    expect((await wordsOf()).drawn).toEqual(["CO2e", "unknown"]);
    expect((await wordsOf("?model=acme/none")).drawn).toEqual(["CO2e", "unknown"]);
  });

  it("says of how many it is known, where not of all; what failed is none of them", async () => {
    await bookChat("acme/chat", { count: 600, failed: 50 });
    await bookCells([
      { at: `${daysAgo(1)}T10:00Z`, tenant: "main", labels: { task: "unknown" }, counters: { count: 400 } },
    ]);
    expect((await wordsOf()).drawn[1]).toBe("1.2 g/1000 (0.80–1.8), 60 % known");
    expect((await wordsOf("?model=acme/chat&task=text-generation")).drawn).toEqual([
      "CO2e, acme/chat, text-generation",
      "1.2 g/1000 (0.80–1.8)",
    ]);
  });

  it("says that it is of a mix, where several tasks were served and none was asked for", async () => {
    await bookChat();
    await bookCells(
      [
        {
          at: `${daysAgo(1)}T10:00Z`,
          labels: { task: "image-classification", profile: "p-9" } as const,
          of: 8990,
        },
        {
          at: `${daysAgo(1)}T10:00Z`,
          labels: { task: "text-classification", profile: "p-9" } as const,
          of: 10,
        },
        { at: `${daysAgo(1)}T10:00Z`, labels: { task: "unknown" } as const, of: 500 },
      ].map(({ at, labels, of }) => ({
        at,
        tenant: "main",
        labels: { ...labels, profile_version: "profile" in labels ? 1 : 0 },
        counters: { count: of },
      })),
    );
    const { drawn, read } = await wordsOf();
    expect(drawn).toEqual(["CO2e, 3 tasks", "1.2 g/1000 (0.80–1.8), 95 % known"]);
    expect(read).toContain(
      "; of all inferences in it, 90 % image-classification, 10 % text-generation, under 1 % text-classification; ",
    );
    expect((await wordsOf("?task=text-generation")).drawn[0]).toBe("CO2e, text-generation");
    expect((await wordsOf("?task=text-generation")).read).not.toContain("of all inferences");
    expect((await wordsOf("?task=text-generation&task=text-classification")).read).toContain(
      "99 % text-generation",
    );
    expect((await wordsOf("?model=acme/chat")).drawn[0]).toBe("CO2e, acme/chat, 3 tasks");
  });

  it("is of its period", async () => {
    await bookChat();
    expect((await wordsOf("?last=7d")).drawn[1]).toBe("1.2 g/1000 (0.80–1.8)");
    await here.BOOK.exec("UPDATE days SET day = day - 40");
    expect((await wordsOf()).drawn[1]).toBe("unknown");
    expect((await wordsOf("?last=90d")).drawn[1]).toBe("1.2 g/1000 (0.80–1.8)");
  });

  it("draws a hostile name as a name", async () => {
    await bookChat(HOSTILE);
    const answer = await badge(`?model=${encodeURIComponent(HOSTILE)}`);
    const svg = await answer.text();
    expect(svg).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
    expect(svg).not.toContain("<script");
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    // one that turns what stands beside it round stands alone, as it is
    await bookChat("acme/\u202Egpj\u2066");
    const turned = await (await badge(`?model=${encodeURIComponent("acme/\u202Egpj\u2066")}`)).text();
    expect(turned).toContain("CO2e, acme/gpj");
    expect(turned).not.toMatch(/\p{Bidi_Control}/u);
    // one that the ledger does not know is not repeated at all
    expect(await (await badge("?model=Buy%20now")).text()).not.toContain("Buy");
  });

  it("says that made-up data is made up", async () => {
    const body = { says: "gramme demo" };
    expect((await ask("/v1/project/synthetic", { method: "PUT", key: ROOT, body })).status).toBe(204);
    await bookChat();
    const { drawn, read } = await wordsOf();
    expect(drawn[1]).toBe("made up: 1.2 g/1000 (0.80–1.8)");
    expect(read).toContain("made-up data");
  });
});

describe("/badge", () => {
  it("may be kept for five minutes, and is not sent again to who has it", async () => {
    const answer = await badge();
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/svg+xml; charset=utf-8",
      "cache-control": "public, max-age=300",
      "x-content-type-options": "nosniff",
    });
    const etag = answer.headers.get("etag") ?? "";
    const weak = await ask(`/badge/${token}.svg`, { headers: { "if-none-match": `"x", W/${etag}` } });
    expect([weak.status, await weak.text(), weak.headers.get("etag")]).toEqual([304, "", etag]);
    await bookChat();
    const anew = await ask(`/badge/${token}.svg`, { headers: { "if-none-match": etag } });
    expect(anew.status).toBe(200);
    const head = await ask(`/badge/${token}.svg`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("loads nothing from anywhere", async () => {
    const svg = await (await badge()).text();
    expect(svg).not.toMatch(/href|<image|<style|@import|<foreignObject|url\(|\sid=/u);
    expect(svg.match(/https?:[^"]*/gu)).toEqual(["http://www.w3.org/2000/svg"]);
  });

  it("is opened by a badge's link alone", async () => {
    const others = [
      await madeLink("figures"),
      await madeLink("commits"),
      await bookKey({ tenant: "acme", scopes: "read admin" }),
      ROOT,
      `${token}x`,
      "gk_none.x",
      "x",
      `gk_${"a".repeat(5000)}`,
      "%3Csvg%20onload=alert(1)%3E",
    ];
    for (const other of others) {
      const answer = await badge("", other);
      const svg = await answer.text();
      expect([
        answer.status,
        answer.headers.get("content-type"),
        answer.headers.get("cache-control"),
      ]).toEqual([404, "image/svg+xml; charset=utf-8", "no-store"]);
      expect(svg).toContain("no such badge");
      expect(svg).not.toContain("onload");
    }
  });

  it("opens nothing else", async () => {
    for (const path of [
      "/api/summary",
      "/api/project",
      "/api/commits",
      "/metrics",
      "/v1/keys",
      "/v1/shares",
    ]) {
      expect([path, (await ask(path, { key: token })).status]).toEqual([path, 403]);
    }
  });

  it("is over when it is revoked", async () => {
    const id = /^gk_([^.]+)/u.exec(token)?.[1] ?? "";
    expect((await badge()).status).toBe(200);
    expect((await ask(`/v1/shares/${id}`, { method: "DELETE", key: ROOT })).status).toBe(204);
    expect((await badge()).status).toBe(404);
  });

  it("of a ledger on loopback is for its own machine", async () => {
    const answer = await ask(`/badge/${token}.svg`, { env: { ACCESS: "loopback" } });
    expect(answer.status).toBe(421);
  });

  it("is each tenant's own", async () => {
    await bookChat();
    const admin = await bookKey({ tenant: "acme", scopes: "admin" });
    expect(await (await badge("", await madeLink("badge", admin))).text()).toContain("unknown");
  });

  it.each([
    ["?of=grams", "of"],
    ["?last=all", "last"],
    ["?task=nonsense", "task"],
    ["?label=Buy", "label"],
    ["?of=verdict&of=per-1000", "of"],
  ])("refuses %s, by name", async (query, field) => {
    const answer = await badge(query);
    const problem = (await answer.json()) as WireProblem;
    expect([answer.status, problem.errors?.[0]?.field.split("[")[0]]).toEqual([400, field]);
  });

  it.each(["/badge", "/badge/", "/badge/x.svg/y", "/badge/../badge"])("has nothing at %s", async (path) => {
    expect((await ask(path)).status).toBe(404);
  });
});
