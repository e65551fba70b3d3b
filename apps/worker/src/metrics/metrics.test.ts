import { createExecutionContext } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import type { Env } from "../env.ts";
import { ledger } from "../ledger.ts";
import { ask, bookCells, bookProfile, daysAgo, forget, here } from "../read/book.fixture.ts";
import { expositionText } from "./exposition.ts";
import { healthDoor } from "./health-door.ts";

beforeEach(async () => {
  forget();
  await bookProfile("p", 1, {
    kind: "per-inference",
    energy_j: 10,
    rung: "facility",
    site: { grid_g_per_kwh: 360 },
  });
});

/** A line of the text: name{labels} value. */
const LINE = /^[a-z0-9_]+(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+\})? -?[0-9.e+-]+$/u;

describe("/metrics", () => {
  it("counts requests, and gauges what follows from them", async () => {
    await bookCells([
      {
        at: `${daysAgo(40)}T01:00Z`,
        labels: { profile: "p", profile_version: 1 },
        counters: { count: 1000, failed: 2, tokened: 1000, input_tokens: 7, output_tokens: 9 },
      },
      { at: `${daysAgo(1)}T01:00Z`, labels: { model: "acme/x", task: "unknown" }, counters: { count: 5 } },
      { at: `${daysAgo(1)}T01:00Z`, labels: { model: "theirs" }, counters: { count: 5 }, tenant: "other" },
    ]);
    const answer = await ask("/metrics");
    expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const text = await answer.text();
    const labels = 'phase="inference",task="text-generation",model="acme/chat",route="/chat",profile="p"';
    expect(text).toContain(`# TYPE gramme_inferences_total counter\n`);
    expect(text).toContain(`gramme_inferences_total{${labels}} 1000\n`);
    expect(text).toContain(`gramme_failed_requests_total{${labels}} 2\n`);
    expect(text).toContain(`gramme_tokens_total{${labels},direction="output"} 9\n`);
    // it can fall when a profile is put right, so that it is no counter
    expect(text).toContain("# TYPE gramme_energy_joules gauge\n");
    expect(text).toContain(`gramme_energy_joules{${labels},boundary="facility",tier="declared"} 10000\n`);
    // 10 kJ = 1/360 kWh; · 360 g/kWh = 1 g
    expect(text).toMatch(/gramme_co2e_grams\{[^}]*model="acme\/chat"[^}]*\} (?:1|0\.9999999|1\.0000000)/u);
    expect(text).toMatch(/gramme_requests_energy_unknown\{[^}]*reason="task-unknown"\} 5\n/u);
    expect(text).not.toContain("theirs");
    const lines = text.trimEnd().split("\n");
    for (const line of lines.filter((one) => !one.startsWith("#"))) expect(line).toMatch(LINE);
    const types = lines.filter((one) => one.startsWith("# TYPE")).map((one) => one.split(" ")[2]);
    expect(new Set(types).size).toBe(types.length);
    expect((await ask("/metrics?boundary=site")).status).toBe(400);
  });

  it("is for readers", async () => {
    const { ACCESS: _, ...closed } = here;
    expect((await ask("/metrics", { bindings: closed })).status).toBe(401);
  });

  it("escapes what labels must not hold", () => {
    const family = {
      name: "x",
      help: "a\nb\\",
      type: "gauge" as const,
      samples: [
        { labels: { a: 'q"\\\n' }, value: 1e-9 },
        { labels: {}, value: Number.POSITIVE_INFINITY },
      ],
    };
    expect(expositionText([family, { ...family, name: "none", samples: [] }])).toBe(
      '# HELP x a\\nb\\\\\n# TYPE x gauge\nx{a="q\\"\\\\\\n"} 1e-9\nx +Inf\n',
    );
  });
});

describe("/healthz", () => {
  const app = ledger(healthDoor);
  const knock = (bindings: Env): Response | Promise<Response> =>
    app.fetch(new Request("https://ledger.example/healthz"), bindings, createExecutionContext());

  it("is open to all, and tells that the book can be read", async () => {
    const { ACCESS: _, ...open } = here;
    const answer = await knock(open);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ok: true, version: expect.any(String), book: "reachable" });
  });

  it("says so where it cannot", async () => {
    const BOOK = { prepare: () => ({ all: () => Promise.reject(new Error("D1 is away")) }) };
    const answer = await knock({ ...here, BOOK: BOOK as never });
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain("D1");
  });
});
