import { ProjectAnswer } from "@gramme/core/wire";
import type { WireConsequences, WireProblem, WireProjectAnswer } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { bookKey, bookTenant } from "../auth/gate.fixture.ts";
import { ask, madeLink, ROOT } from "../dashboard/dashboard.fixture.ts";
import { bookCells, bookRun, here } from "../read/book.fixture.ts";
import { envelope, runResult } from "../runs/run.fixture.ts";

const CONSEQUENCES: WireConsequences = {
  schema: "consequences/1",
  service: {
    name: "spam filter",
    functional_unit: "1000 mails sorted",
    decision: "should mails be sorted by a model?",
    less_consuming_alternative: { tried: true, why_rejected: "rules missed a third" },
  },
  reference_scenario: {
    description: "people sort",
    without_ai: true,
    year: 2026,
    geography: "FR",
    dynamic: false,
  },
  tier: 1,
  effects: [
    {
      id: "more-mail",
      order: 2,
      parent: "first_order",
      text: "more is sent since less is seen",
      mechanism: "rebound_direct",
      direction: "increases",
      indicator: "gwp",
      estimate: null,
      data_quality: "none",
      actual_or_potential: "potential",
    },
  ],
  excluded: [],
};
const BUDGET = { co2e_g: 5e6, per: "year", boundary: "facility" } as const;

async function project(key: string): Promise<WireProjectAnswer> {
  return ProjectAnswer.parse(await (await ask("/api/project", { key })).json());
}

async function status(method: string, path: string, body?: unknown, key = ROOT): Promise<number> {
  return (await ask(path, { method, key, body })).status;
}

describe("/api/project", () => {
  it("says that nothing is there where nothing is", async () => {
    const { now, ...rest } = await project(ROOT);
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
    expect(rest).toEqual({
      schema: "gramme/project/1",
      name: null,
      budget: null,
      consequences: null,
      since: null,
      has: { requests: false, runs: false },
      synthetic: null,
      reader: "key",
    });
  });

  it("says what its team said, until it says something else or nothing", async () => {
    expect(await status("PUT", "/v1/project", { name: "Post", budget: BUDGET })).toBe(204);
    expect(await status("PUT", "/v1/project/consequences", CONSEQUENCES)).toBe(204);
    expect(await project(ROOT)).toMatchObject({ name: "Post", budget: BUDGET, consequences: CONSEQUENCES });
    expect(await status("PUT", "/v1/project", { name: "Mail" })).toBe(204);
    expect(await project(ROOT)).toMatchObject({ name: "Mail", budget: null, consequences: CONSEQUENCES });
    expect(await status("DELETE", "/v1/project/consequences")).toBe(204);
    expect(await project(ROOT)).toMatchObject({ name: "Mail", consequences: null });
    expect(await status("DELETE", "/v1/project")).toBe(204);
    expect(await status("DELETE", "/v1/project")).toBe(204);
    expect(await project(ROOT)).toMatchObject({ name: null, budget: null });
  });

  it("says on what it said, where a part of it is said anew, and takes back what is null (RFC 7396)", async () => {
    const patch = async (body: unknown): Promise<number> => await status("PATCH", "/v1/project", body);
    expect(await patch({ budget: BUDGET })).toBe(204);
    expect(await patch({ name: "Post" })).toBe(204);
    expect(await project(ROOT)).toMatchObject({ name: "Post", budget: BUDGET });
    expect(await patch({ budget: { co2e_g: 7e6, reason: "the board's" } })).toBe(204);
    expect((await project(ROOT)).budget).toEqual({ ...BUDGET, co2e_g: 7e6, reason: "the board's" });
    expect(await patch({ budget: { reason: null } })).toBe(204);
    expect(await patch({})).toBe(204);
    expect(await project(ROOT)).toMatchObject({ name: "Post", budget: { ...BUDGET, co2e_g: 7e6 } });
    expect((await project(ROOT)).budget?.reason).toBeUndefined();
    expect(await patch({ name: null })).toBe(204);
    expect(await project(ROOT)).toMatchObject({ name: null, budget: { co2e_g: 7e6 } });
    expect(await patch({ budget: null })).toBe(204);
    expect(await project(ROOT)).toMatchObject({ name: null, budget: null });
  });

  it.each([
    ["a budget that lacks what it wants", { budget: { co2e_g: 5 } }, "budget.per"],
    ["what a budget cannot be without, taken away", { budget: { ...BUDGET, per: null } }, "budget.per"],
    ["a key that is none", { nmae: null }, "nmae"],
    ["a wrong value", { budget: { per: "week" } }, "budget.per"],
    ["a list", ["name"], "(root)"],
    ["nothing", null, "(root)"],
  ])("takes no patch with %s, and keeps what was said", async (_, body, field) => {
    expect(await status("PUT", "/v1/project", { name: "Post" })).toBe(204);
    const answer = await ask("/v1/project", { method: "PATCH", key: ROOT, body });
    expect(answer.status).toBe(422);
    expect((await answer.json<WireProblem>()).errors?.map((error) => error.field)).toContain(field);
    expect(await project(ROOT)).toMatchObject({ name: "Post", budget: null });
  });

  it("takes a patch by its own name too, and from admins alone", async () => {
    const headers = { "content-type": "application/merge-patch+json" };
    const answer = await ask("/v1/project", { method: "PATCH", key: ROOT, body: { name: "Post" }, headers });
    expect(answer.status).toBe(204);
    const reader = await bookKey({ tenant: "acme", scopes: "read runs:write" });
    expect(await status("PATCH", "/v1/project", { name: "x" }, reader)).toBe(403);
    expect(await status("PATCH", "/v1/project?tenant=none", { name: "x" })).toBe(404);
  });

  it("loses no patch to another that comes at the same time", async () => {
    await Promise.all([
      status("PATCH", "/v1/project", { name: "Post" }),
      status("PATCH", "/v1/project", { budget: BUDGET }),
    ]);
    expect(await project(ROOT)).toMatchObject({ name: "Post", budget: BUDGET });
  });

  it("knows since when there is anything: the first hour, or its day once hours are gone, or the first run", async () => {
    await bookRun(
      "acme/model/1/1/-",
      envelope({ run: runResult({ started_at: "2026-09-02T10:20:30Z" }) }),
      "main",
    );
    expect(await project(ROOT)).toMatchObject({
      since: "2026-09-02T10:20:30.000Z",
      has: { requests: false, runs: true },
    });
    const cells = ["2026-08-03T15:00Z", "2026-08-03T17:00Z", "2026-08-05T01:00Z"];
    await bookCells(
      cells.map((at) => ({ at, tenant: "main", labels: { model: at }, counters: { failed: 1 } })),
    );
    expect(await project(ROOT)).toMatchObject({
      since: "2026-08-03T15:00:00.000Z",
      has: { requests: true, runs: true },
    });
    await here.BOOK.exec("DELETE FROM hours WHERE hour < 496416");
    expect((await project(ROOT)).since).toBe("2026-08-03T00:00:00.000Z");
  });

  it("is each tenant's own, and its own key's for any", async () => {
    await bookTenant("acme");
    const admin = await bookKey({ tenant: "acme", scopes: "admin read" });
    expect(await status("PUT", "/v1/project", { name: "Acme" }, admin)).toBe(204);
    expect(await status("PUT", "/v1/project?tenant=main", { name: "Theirs" }, admin)).toBe(403);
    expect((await project(ROOT)).name).toBeNull();
    expect(await status("PUT", "/v1/project?tenant=acme", { name: "Root's" })).toBe(204);
    expect((await project(admin)).name).toBe("Root's");
    expect(await status("PUT", "/v1/project?tenant=none", { name: "x" })).toBe(404);
  });

  it("is stated by admins alone", async () => {
    const reader = await bookKey({ tenant: "acme", scopes: "read runs:write" });
    for (const [method, path] of [
      ["PUT", "/v1/project"],
      ["DELETE", "/v1/project"],
      ["PUT", "/v1/project/consequences"],
      ["DELETE", "/v1/project/consequences"],
      ["PUT", "/v1/project/synthetic"],
    ] as const) {
      expect([path, await status(method, path, method === "PUT" ? {} : undefined, reader)]).toEqual([
        path,
        403,
      ]);
    }
    expect((await ask("/api/project")).status).toBe(401);
  });

  it.each([
    ["/v1/project", { name: "two\nlines" }, "name"],
    ["/v1/project", { budget: { ...BUDGET, co2e_g: 0 } }, "budget.co2e_g"],
    ["/v1/project", { synthetic: "no" }, "synthetic"],
    ["/v1/project/consequences", { ...CONSEQUENCES, tier: 4 }, "tier"],
    [
      "/v1/project/consequences",
      { ...CONSEQUENCES, effects: [{ ...CONSEQUENCES.effects[0], parent: "nothing" }] },
      "effects[0].parent",
    ],
    ["/v1/project/synthetic", { says: "" }, "says"],
  ])("%s refuses %j, by name", async (path, body, field) => {
    const answer = await ask(path, { method: "PUT", key: ROOT, body });
    const problem = (await answer.json()) as WireProblem;
    expect([answer.status, problem.errors?.[0]?.field]).toEqual([422, field]);
  });

  it("takes consequences as large as their form, and no more", async () => {
    const effects = Array.from({ length: 200 }, (_, n) => ({
      ...CONSEQUENCES.effects[0],
      id: `e${n}`,
      text: "x".repeat(1000),
    }));
    expect(await status("PUT", "/v1/project/consequences", { ...CONSEQUENCES, effects })).toBe(204);
    const large = { ...CONSEQUENCES, no_increase_because: "x".repeat(300_000) };
    expect(await status("PUT", "/v1/project/consequences", large)).toBe(413);
  });
});

describe("made-up data", () => {
  const SAYS = { says: "gramme demo, seed 1" };

  it("is said before it comes, stays said, and may be said anew", async () => {
    expect(await status("PUT", "/v1/project/synthetic", SAYS)).toBe(204);
    await bookCells([{ at: "2026-11-01T00:00Z", tenant: "main", counters: { count: 1 } }]);
    expect(await status("PUT", "/v1/project/synthetic", { says: "gramme demo, seed 2" })).toBe(204);
    expect(await status("DELETE", "/v1/project")).toBe(204);
    expect(await status("PUT", "/v1/project", {})).toBe(204);
    expect((await project(ROOT)).synthetic).toBe("gramme demo, seed 2");
    expect(await status("DELETE", "/v1/project/synthetic")).toBe(405);
  });

  it.each([
    [
      "requests",
      async () => await bookCells([{ at: "2026-11-01T00:00Z", tenant: "main", counters: { count: 1 } }]),
    ],
    ["a run", async () => await bookRun("acme/model/1/1/-", envelope(), "main")],
  ])("is refused where %s came in that nobody made up", async (_, book) => {
    await book();
    expect(await status("PUT", "/v1/project/synthetic", SAYS)).toBe(409);
    expect((await project(ROOT)).synthetic).toBeNull();
  });

  it("of one tenant is not another's", async () => {
    await bookCells([{ at: "2026-11-01T00:00Z", tenant: "acme", counters: { count: 1 } }]);
    expect(await status("PUT", "/v1/project/synthetic", SAYS)).toBe(204);
  });
});

describe("a reader by a public link", () => {
  let link: string;
  beforeEach(async () => {
    link = await madeLink("figures");
  });

  it("sees the project, and is known as such", async () => {
    await status("PUT", "/v1/project", { name: "Post", budget: { ...BUDGET, reason: "the board's" } });
    expect(await project(link)).toMatchObject({
      name: "Post",
      budget: { reason: "the board's" },
      reader: "share",
      shows_commits: false,
    });
    expect(await project(await madeLink("commits"))).toMatchObject({ shows_commits: true });
    expect(await project(ROOT)).not.toHaveProperty("shows_commits");
  });

  it("sees consequences that are for publication, every word of them", async () => {
    await status("PUT", "/v1/project/consequences", CONSEQUENCES);
    const seen = await project(link);
    expect(seen.consequences).toEqual(CONSEQUENCES);
    expect(seen.effects_not_for_publication).toBeUndefined();
  });

  it.each(["figures", "commits"] as const)(
    "that shows %s sees nothing of consequences of tier 3 but how many effects they are, and their team sees all",
    async (shows) => {
      const hidden = { ...CONSEQUENCES, tier: 3 } as const;
      await status("PUT", "/v1/project/consequences", hidden);
      const answer = await ask("/api/project", { key: await madeLink(shows) });
      const text = await answer.text();
      expect(ProjectAnswer.parse(JSON.parse(text))).toMatchObject({
        consequences: null,
        effects_not_for_publication: 1,
      });
      expect(text).not.toContain("mails");
      const own = await project(ROOT);
      expect(own.consequences).toEqual(hidden);
      expect(own.effects_not_for_publication).toBeUndefined();
    },
  );
});
