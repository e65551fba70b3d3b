import type { WireComparedWorkload, WireProblem, WireRunResult } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { bookKey } from "../auth/gate.fixture.ts";
import { ask, madeLink, ROOT } from "../dashboard/dashboard.fixture.ts";
import { bookCells, bookProfile, bookRun, daysAgo, forget, here } from "../read/book.fixture.ts";
import { envelope, runResult, SOURCE, workload } from "../runs/run.fixture.ts";

const HOSTILE = `<script>alert(1)</script>"'&`;
let token: string;

beforeEach(async () => {
  forget();
  token = await madeLink("badge");
});

async function badge(query = "", of = token): Promise<Response> {
  return await ask(`/badge/${of}.svg${query}`);
}

/** Text of a badge: what it draws, and what it is read out as. */
async function wordsOf(query = ""): Promise<{ readonly drawn: readonly string[]; readonly read: string }> {
  const answer = await badge(query);
  const svg = await answer.text();
  expect([answer.status, svg.match(/<(\w+)/gu)?.includes("<script")]).toEqual([200, false]);
  return {
    drawn: [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map(([, text = ""]) => text),
    read: /<title>([^<]*)<\/title>/u.exec(svg)?.[1] ?? "",
  };
}

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

describe("a badge of verdicts", () => {
  const compared = (
    name: string,
    verdict: WireComparedWorkload["verdict"],
    change: number,
    more: Partial<WireComparedWorkload> = {},
  ): WireComparedWorkload => ({
    name,
    verdict,
    why: "",
    pairs: 10,
    pairing: "in-turns",
    change,
    level: 0.95,
    threshold: 0.05,
    noise_floor: 0.01,
    explained: { time: 0, power: 0 },
    base: workload({ name }),
    head: workload({ name }),
    ...more,
  });

  let runs = 0;
  async function book(
    comparisons: readonly WireComparedWorkload[],
    run: Partial<WireRunResult> = {},
    source: Partial<typeof SOURCE> & { readonly pull_request?: number } = {},
  ): Promise<void> {
    runs += 1;
    const whole = envelope({
      run: runResult({ comparisons: [...comparisons], ...run }),
      source: { ...SOURCE, run_id: runs, ...source },
    });
    await bookRun(`acme/model/${runs}/1/-`, whole, "main");
  }

  const said = async (query = ""): Promise<string | undefined> =>
    (await wordsOf(`?of=verdict${query}`)).drawn[1];

  it("is unknown where nothing was compared", async () => {
    expect(await said()).toBe("unknown");
    await book([]);
    expect(await said()).toBe("unknown");
  });

  it("says one verdict with its interval", async () => {
    await book([compared("digits", "regression", 0.071, { low: 0.05, high: 0.092 })]);
    expect(await said()).toBe("regression +7.1 % (+5.0 % to +9.2 %)");
    expect((await wordsOf("?of=verdict")).read).toContain("base against head at aaaaaaa, 2026-11-20");
  });

  it("says the worst of several, then what is not sure", async () => {
    await book([compared("a", "improvement", -0.2), compared("b", "no-change", 0)]);
    expect(await said()).toBe("improvement in 1 of 2");
    await book([compared("a", "no-change", 0), compared("b", "no-change", 0)], {
      started_at: "2026-11-20T11:00:00Z",
    });
    // both are of one commit
    expect(await said()).toBe("improvement in 1 of 4");
    const next = { sha: "b".repeat(40) };
    await book(
      [compared("a", "improvement", -0.2), compared("b", "inconclusive", 0.1)],
      {
        started_at: "2026-11-20T12:00:00Z",
      },
      next,
    );
    expect(await said()).toBe("inconclusive in 1 of 2");
    await book(
      [compared("c", "regression", 0.2)],
      { started_at: "2026-11-20T12:01:00Z", partial: true },
      next,
    );
    expect(await said()).toBe("regression in 1 of 3, not all measured");
  });

  it("is of what stands, and not of a pull request", async () => {
    await book([compared("digits", "no-change", 0)]);
    const later = { started_at: "2026-11-21T10:00:00Z" };
    await book([compared("digits", "regression", 0.5)], later, { sha: "c".repeat(40), pull_request: 7 });
    expect(await said()).toBe("no change ±0.0 %");
  });

  it("says that a regression was accepted, and by nobody's name", async () => {
    await book([compared("digits", "regression", 0.5)], {
      accepted: { label: "ok", by: "ada", at: "2026-11-20T10:00:00Z", reason: "secret" },
    });
    const answer = await (await badge("?of=verdict")).text();
    expect(await said()).toBe("regression +50.0 %, accepted");
    expect(answer).not.toMatch(/ada|secret/u);
  });

  it("is of a workload, a model or a task where asked", async () => {
    const spam = {
      ...compared("spam", "no-change", 0),
      head: workload({ name: "spam", task: "text-classification" }),
    };
    await book([compared("digits", "regression", 0.5), spam], {
      workloads: [
        workload({ model: "acme/digits" }),
        workload({ name: "spam", task: "text-classification" }),
      ],
    });
    expect(await said("&model=acme/digits")).toBe("regression +50.0 %");
    expect(await said("&model=spam")).toBe("no change ±0.0 %");
    expect(await said("&task=text-classification")).toBe("no change ±0.0 %");
    expect(await said("&task=text-to-speech")).toBe("unknown");
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
