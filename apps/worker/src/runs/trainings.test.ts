import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { WireRunsEnvelope } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { envelope, runResult, SOURCE, workload } from "./run.fixture.ts";
import { allRuns, here, type Sender, senderOf } from "./runs-door.fixture.ts";
import { runByKey } from "./runs.ts";

const KEY = "acme/model/4242/1/-";
const NAMES = ["a", "b", "c", "d"];
const RUN = runResult({ workloads: NAMES.map((name) => workload({ name })) });
const saying = (...trained: readonly string[]): WireRunsEnvelope =>
  envelope({ run: RUN, ...(trained.length === 0 ? {} : { trained: [...trained] }) });

let acme: Sender;
beforeEach(async () => {
  acme = await senderOf();
});
const booked = async (): Promise<readonly (readonly string[])[]> =>
  (await allRuns()).map(({ trained }) => trained);

describe("what was trained", () => {
  it("is kept, and told by the receipt", async () => {
    const { status, body } = await acme.send(saying("b", "a"));
    expect([status, body.trained]).toEqual([201, ["a", "b"]]);
    expect((await runByKey(here, "acme", KEY))?.trained).toEqual(["a", "b"]);
    expect(await booked()).toEqual([["a", "b"]]);
  });

  it("can be said later, and each once", async () => {
    await acme.send(saying());
    const later = await acme.send(saying("a"));
    expect([later.status, later.body.trained]).toEqual([200, ["a"]]);
    expect((await acme.send(saying("a", "c"))).body.trained).toEqual(["a", "c"]);
    expect((await acme.send(saying("d"))).body.trained).toEqual(["a", "c", "d"]);
    expect(await booked()).toEqual([["a", "c", "d"]]);
  });

  it("is not taken back by who says less, or in another order", async () => {
    await acme.send(saying("a", "b"));
    for (const again of [saying(), saying("b"), saying("b", "a")]) {
      const { status, body } = await acme.send(again);
      expect([status, body.trained]).toEqual([200, ["a", "b"]]);
    }
    expect(await booked()).toEqual([["a", "b"]]);
  });

  it("is added up, whoever says it at the same time", async () => {
    const answers = await Promise.all(
      [...NAMES, ...NAMES].map(async (name) => await acme.send(saying(name))),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      ...Array.from({ length: 7 }, () => 200),
      201,
    ]);
    expect(await booked()).toEqual([NAMES]);
  });

  it("is no run's that differs in anything else", async () => {
    await acme.send(saying("a"));
    const other = { ...saying("a", "b"), source: { ...SOURCE, workflow: "other" } };
    const { status, body } = await acme.send(other);
    expect([status, body.code]).toEqual([409, "conflict"]);
    expect(await booked()).toEqual([["a"]]);
  });

  it("of one tenant is no other's", async () => {
    await acme.send(saying("a"));
    const other = await senderOf("other");
    expect((await other.send(saying("b"))).body.trained).toEqual(["b"]);
    expect(await booked()).toEqual([["a"]]);
  });

  it.each<[string, Partial<WireRunsEnvelope>, string]>([
    ["that is not in the run", { trained: ["other"] }, 'no workload "other"'],
    ["twice", { trained: ["digits", "digits"] }, "stands here twice"],
    [
      "that is no training",
      { run: runResult({ workloads: [workload({ phase: "inference" })] }), trained: ["digits"] },
      "phase inference",
    ],
  ])("is no workload %s", async (_, change, words) => {
    const { status, body } = await acme.send(envelope(change));
    expect([status, body.code]).toEqual([422, "malformed-body"]);
    expect(body.errors?.[0]).toMatchObject({
      field: expect.stringMatching(/^trained\[/u),
      detail: expect.stringContaining(words),
    });
  });
});

describe("runs from before trainings stood apart", () => {
  const { TEST_MIGRATIONS } = env as unknown as {
    readonly TEST_MIGRATIONS: Parameters<typeof applyD1Migrations>[1];
  };
  // what JSON escapes, and numbers that are written in several ways
  const ODD = runResult({
    gramme: 'é "\\ \u0001 \u2028 \uD800 😀 </script>',
    own_cost: { ...runResult().own_cost, wall_s: 1e-7 },
    workloads: [workload({ name: "a", units_in_one: 1e19 }), workload({ name: "b", units_in_one: 0.1 })],
  });
  const told = (trained?: readonly string[]): WireRunsEnvelope =>
    envelope({ run: ODD, ...(trained === undefined ? {} : { trained: [...trained] }) });

  /** The tables of the first migration, with a run as they had it. */
  async function before(sent: WireRunsEnvelope): Promise<void> {
    const body = JSON.stringify(sent);
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body));
    for (const table of ["runs", "trainings"]) await here.BOOK.prepare(`DROP TABLE ${table}`).run();
    const first =
      TEST_MIGRATIONS[0]?.queries.filter((query) =>
        /CREATE (?:TABLE runs|INDEX runs_by_time) /u.test(query),
      ) ?? [];
    expect(first).toHaveLength(2);
    for (const query of first) await here.BOOK.prepare(query).run();
    await here.BOOK.prepare(
      `INSERT INTO runs (tenant, key, received_ms, started_ms, body_sha256, sha, ref, repository, body)
       VALUES ('acme', ?1, 5, 6, ?2, ?3, ?4, ?5, ?6)`,
    )
      .bind(KEY, new Uint8Array(digest).toHex(), SOURCE.sha, SOURCE.ref, SOURCE.repository, body)
      .run();
    const second = TEST_MIGRATIONS.filter(({ name }) => name === "0002_run_summaries.sql");
    await here.BOOK.prepare("DELETE FROM d1_migrations WHERE name = '0002_run_summaries.sql'").run();
    await applyD1Migrations(here.BOOK, second);
  }

  it.each([[["b", "a"]], [[]], [undefined]])("are read as they were: trained %j", async (trained) => {
    await before(told(trained));
    const names = (trained ?? []).toSorted();
    expect(await allRuns()).toMatchObject([{ key: KEY, received_ms: 5, started_ms: 6, trained: names }]);
    expect(await runByKey(here, "acme", KEY)).toMatchObject({ run: ODD, trained: names, source: SOURCE });
  });

  it.each([[["b"]], [[]], [undefined]])("are known again, and added to: trained %j", async (trained) => {
    await before(told(trained));
    const names = trained ?? [];
    const both = await Promise.all([acme.send(told(trained)), acme.send(told([...names, "a"]))]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await acme.send(told())).body).toMatchObject({
      trained: ["a", ...names],
      received_at: new Date(5).toISOString(),
    });
    expect(await booked()).toEqual([["a", ...names]]);
  });

  it("are no other run's", async () => {
    await before(told(["a"]));
    const other = { ...told(["a", "b"]), run: { ...ODD, partial: true } };
    expect((await acme.send(other)).status).toBe(409);
    expect((await acme.send(told(["a", "b"]))).status).toBe(200);
    expect((await acme.send(other)).status).toBe(409);
    expect(await booked()).toEqual([["a", "b"]]);
  });
});
