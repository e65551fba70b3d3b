import { calibrationOf } from "@gramme/core";
import { beforeEach, describe, expect, it } from "vitest";
import { ask, madeLink, ROOT } from "../dashboard/dashboard.fixture.ts";
import { bookCells, bookProfile, bookRun, forget } from "../read/book.fixture.ts";
import { envelope, runResult, workload } from "../runs/run.fixture.ts";
import { withheld, WITHHELD } from "./withheld.ts";

const AT = "2026-11-20T10:00:00Z";

const status = async (path: string, key?: string): Promise<number> =>
  (await ask(path, key === undefined ? {} : { key })).status;

beforeEach(() => {
  forget();
});

describe("what a link does not show", () => {
  const accepted = { label: "energy-ok", by: "ada", at: "2026-11-20T10:00:00Z", reason: "new customer Acme" };

  beforeEach(async () => {
    await bookProfile(
      "chat",
      1,
      { kind: "metered", meter: "meter of rack 7", rung: "node", note: "in Ada's office" },
      { tenant: "main" },
    );
    await bookCells([
      {
        at: "2026-11-20T00:00Z",
        tenant: "main",
        labels: { route: "/internal/acme", profile: "chat", profile_version: 1 },
        counters: { count: 1, metered: 1, energy_uj: 5 },
      },
    ]);
    await bookProfile(
      "digits",
      1,
      { kind: "calibrated", run: "acme/secret/4242/1/-", workload: "digits", note: "in Ada's office" },
      { tenant: "main", calibration: calibrationOf(workload(), { started_at: AT, commit: "b".repeat(40) }) },
    );
    await bookCells([
      {
        at: "2026-11-20T00:00Z",
        tenant: "main",
        labels: { route: "/internal/acme", model: "digits", profile: "digits", profile_version: 1 },
        counters: { count: 7 },
      },
    ]);
    const run = runResult({
      accepted,
      workloads: [workload({ quality: { metric: "accuracy", better: "higher", value: 0.9 } })],
    });
    await bookRun("acme/secret/4242/1/-", envelope({ run, trained: ["digits"] }), "main");
  });

  const answers = async (key: string, doors: readonly string[]): Promise<string> =>
    (await Promise.all(doors.map(async (door) => await (await ask(`/api/${door}`, { key })).text()))).join(
      "\n",
    );
  const MODELS = [
    "models?from=2026-11-01",
    "profiles-in-use?from=2026-11-01",
    "phases?from=2026-11-01",
    "summary?from=2026-11-01&by=profile",
    "methods?from=2026-11-01",
  ];

  it("is there for who has a key", async () => {
    const text = await answers(ROOT, [...MODELS, "runs?from=2026-11-01", "summary?from=2026-11-01&by=route"]);
    for (const word of [
      "acme/secret",
      "Ada's",
      "rack 7",
      "ada",
      "new customer",
      "/internal/acme",
      "a".repeat(40),
      "b".repeat(40),
    ]) {
      expect(text).toContain(word);
    }
  });

  it("is people, notes, commits and runs", async () => {
    const text = await answers(await madeLink("figures"), MODELS);
    for (const word of ["acme/secret", "Ada's", "rack 7"]) expect(text).not.toContain(word);
    expect(text).not.toMatch(/[0-9a-f]{40}/u);
    expect(text).toContain(WITHHELD);
  });

  it("is people and notes, where it shows commits", async () => {
    const text = await answers(await madeLink("commits"), [...MODELS, "runs?from=2026-11-01"]);
    for (const word of ["Ada's", "rack 7", '"ada"', "new customer"]) expect(text).not.toContain(word);
    expect(text).toContain("acme/secret");
  });

  it("is routes, by any way to ask for them", async () => {
    const link = await madeLink("commits");
    for (const query of ["by=route", "route=/internal/acme", "route=", "by=model&route=x"]) {
      expect([query, await status(`/api/summary?${query}`, link)]).toEqual([query, 403]);
      expect([query, await status(`/api/series?${query}`, link)]).toEqual([query, 403]);
    }
  });

  it("is found within texts too", () => {
    const commit = "0123456789abcdef".repeat(4);
    const text = `calibrated by local/my-box/7/1/-: accuracy, at ${commit} and ${"c".repeat(40)}`;
    const answer = { schema: "gramme/summary/1", ground: { assumptions: [{ code: "x", text }] } };
    const [found, kept] = [withheld(answer, false), withheld(answer, true)];
    expect(found).toMatchObject({
      ground: { assumptions: [{ text: "calibrated by withheld: accuracy, at withheld and withheld" }] },
    });
    expect(kept).toEqual(answer);
  });

  it("is a repository too, in a text beside the run that is withheld", () => {
    const left = [{ run: "acme/secret/7/1/-", part: "a", why: "the grid of acme/secret is not known" }];
    expect(withheld({ schema: "gramme/phases/1", left_out: left }, false)).toMatchObject({
      left_out: [{ run: WITHHELD, part: "a", why: "the grid of withheld is not known" }],
    });
  });

  it("is every text that nobody decided on, and every text of a form that nobody knows", () => {
    const answer = { schema: "gramme/summary/1", note: "a", rows: [{ key: "m", more: { deep: ["b"] } }] };
    expect(withheld(answer, true)).toEqual({
      schema: "gramme/summary/1",
      note: WITHHELD,
      rows: [{ key: "m", more: { deep: [WITHHELD] } }],
    });
    expect(withheld({ schema: "gramme/new/1", a: ["b", 1, null] }, true)).toEqual({
      schema: WITHHELD,
      a: [WITHHELD, 1, null],
    });
  });

  it("is no refusal: who asks wrongly by a link is told what was wrong", async () => {
    const link = await madeLink("figures");
    for (const path of ["/api/summary?by=modle", "/api/phases?step=hour", "/api/project?tenant=x&last=9d"]) {
      expect([path, await status(path, link)]).toEqual([path, await status(path, ROOT)]);
    }
  });
});
