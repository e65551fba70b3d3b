import {
  DecompositionAnswer,
  ModelsAnswer,
  ParityAnswer,
  PhasesAnswer,
  RunsAnswer,
  SeriesAnswer,
} from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { runResult, SOURCE, workload } from "../runs/run.fixture.ts";
import {
  ask,
  answerOf,
  bookCells,
  bookProfile,
  bookRun,
  daysAgo,
  forget,
  refusalOf,
} from "./book.fixture.ts";

const KEY = "acme/model/4242/1/-";
const STARTED = `${daysAgo(9)}T10:00:00Z`;
const ENVELOPE = {
  schema: "gramme/runs/1",
  run: runResult({ started_at: STARTED, workloads: [workload({ model: "acme/chat" })] }),
  source: SOURCE,
  trained: ["digits"],
} as const;
const FIGURES = workload().figures;
const MONTH = `from=${daysAgo(20)}&to=${daysAgo(0)}`;
const inferences = (at: string, count: number) => ({
  at,
  labels: { profile: "chat", profile_version: 1 },
  counters: { count },
});

beforeEach(async () => {
  forget();
  await bookProfile("chat", 1, {
    kind: "power",
    power_w: 1,
    rung: "node",
    // as the run's: figures of two tiers are not compared
    tier: "rated",
    site: { pue: 1, grid_g_per_kwh: 100 },
  });
});
const busy = (at: string, count: number, seconds: number) => ({
  at,
  labels: { profile: "chat", profile_version: 1 },
  counters: { count, timed: count, share_us: seconds * 1e6 },
});

describe("/api/phases", () => {
  it("books a training that took place, and a measurement's own cost, beside inference", async () => {
    await bookRun(KEY, ENVELOPE);
    await bookCells([busy(`${daysAgo(8)}T10:00Z`, 10, 3600), busy(`${daysAgo(2)}T10:00Z`, 10, 7200)]);
    const { phases, points, left_out } = await answerOf(PhasesAnswer, `/api/phases?${MONTH}&step=day`);
    expect(phases.map(({ phase, requests, runs }) => [phase, requests, runs])).toEqual([
      ["development", 0, 1],
      ["training", 0, 1],
      ["inference", 20, 0],
    ]);
    const of = (phase: string) => phases.find((row) => row.phase === phase);
    expect(of("training")?.energy_kwh?.value).toBeCloseTo(FIGURES.energy_kwh.value, 9);
    expect(of("training")?.energy_kwh?.high).toBeCloseTo(FIGURES.energy_kwh.high, 9);
    // its own zone's grid, as it is in the table; not that of the day it ran
    expect(of("training")?.co2e_g?.value).toBeCloseTo(FIGURES.co2e_g.value, 6);
    expect(of("development")?.energy_kwh?.value).toBeCloseTo(runResult().own_cost.energy_kwh.value, 9);
    // 3 h · 1 W
    expect(of("inference")?.energy_kwh?.value).toBeCloseTo(0.003, 12);
    expect(left_out).toEqual([]);
    const inference = points.filter(({ phase }) => phase === "inference");
    expect(inference.map(({ at, cumulative }) => [at.slice(0, 10), cumulative.energy_kwh?.value])).toEqual(
      Array.from({ length: 9 }, (_, n) => [daysAgo(8 - n), expect.closeTo(n < 6 ? 0.001 : 0.003, 9)]),
    );
    expect(inference[3]?.energy_kwh?.value).toBe(0);
    expect(points.at(-1)?.partial).toBe(true);
  });

  it("books the work of `gramme run` once, into its own phase", async () => {
    const work = workload({
      phase: "data",
      units_in_one: 1,
      units_per_replicate: 1,
      replicates: [{ wall_s: 12, device_j: 9 }],
    });
    const run = runResult({ started_at: STARTED, workloads: [work] });
    await bookRun(KEY, { ...ENVELOPE, run, trained: [] });
    const { phases } = await answerOf(PhasesAnswer, `/api/phases?${MONTH}`);
    expect(phases.map(({ phase, energy_kwh }) => [phase, energy_kwh?.value])).toEqual([
      ["data", expect.closeTo(FIGURES.energy_kwh.value, 9)],
    ]);
  });

  it("tells what of a run is not known at a rung, and shows no other tenant's", async () => {
    await bookRun(KEY, ENVELOPE);
    await bookRun("other/model/1/1/-", ENVELOPE, "other");
    const { phases, left_out } = await answerOf(PhasesAnswer, `/api/phases?${MONTH}&boundary=node`);
    expect(phases.map(({ phase, energy_kwh }) => [phase, energy_kwh?.value])).toEqual([
      ["training", expect.closeTo(FIGURES.ladder_kwh.node.value, 9)],
    ]);
    expect(left_out).toEqual([{ run: KEY, part: "own cost", why: "it is known at facility only" }]);
  });
});

describe("/api/parity", () => {
  it("is inferences served ÷ inferences to parity, what both share cancelling", async () => {
    await bookRun(KEY, ENVELOPE);
    await bookCells([busy(`${daysAgo(8)}T10:00Z`, 500, 3600)]);
    const { models, development } = await answerOf(ParityAnswer, "/api/parity?model=acme/chat");
    expect(development).toBe("out");
    const [row] = models;
    // each inference: 3600 J ÷ 500 = 7.2 J = 2e-6 kWh
    const needed = FIGURES.energy_kwh.value / 2e-6;
    expect(row).toMatchObject({ model: "acme/chat", inferences: 500, trainings: 1 });
    expect((row?.inferences_to_parity?.value ?? 0) / needed).toBeCloseTo(1, 9);
    expect((row?.parity?.value ?? 0) * needed).toBeCloseTo(500, 6);
    expect(row?.why_not).toBeUndefined();
  });

  it("is not told across tiers, nor without a training or an energy of inference", async () => {
    await bookRun(KEY, ENVELOPE);
    await bookCells([
      // published rates: declared
      { at: `${daysAgo(8)}T10:00Z`, counters: { count: 5 } },
      { at: `${daysAgo(8)}T10:00Z`, labels: { model: "b" }, counters: { count: 5 } },
    ]);
    const { models } = await answerOf(ParityAnswer, "/api/parity");
    expect(models.map(({ model, parity, why_not }) => [model, parity, why_not])).toEqual([
      ["acme/chat", null, expect.stringContaining("two tiers")],
      ["b", null, expect.stringContaining("no training")],
    ]);
  });
});

describe("/api/decomposition", () => {
  const between = `from=${daysAgo(5)}&to=${daysAgo(1)}`;

  it("splits a change into volume, structure and intensity, and tells the rebound", async () => {
    await bookCells([
      busy(`${daysAgo(8)}T10:00Z`, 1000, 36_000),
      // half the time each, three times the inferences
      busy(`${daysAgo(3)}T10:00Z`, 3000, 54_000),
    ]);
    const answer = await answerOf(DecompositionAnswer, `/api/decomposition?${between}&of=energy_kwh`);
    // 36,000 J = 0.01 kWh, then 0.015
    expect(answer.total_before.value).toBeCloseTo(0.01, 12);
    expect(answer.change.value).toBeCloseTo(0.005, 12);
    expect(answer.structure.value).toBeCloseTo(0, 12);
    // L(0.015, 0.01) = 0.005 ÷ ln 1.5 = 0.0123315; · ln 3 = 0.0135476, · ln 0.5 = −0.0085476
    expect(answer.volume.value).toBeCloseTo(0.0135476, 6);
    expect(answer.intensity.value).toBeCloseTo(-0.0085476, 6);
    // halving promised 50 %; the total grew by 50 %
    expect(answer.rebound).toEqual({
      promised: expect.closeTo(0.5, 9) as number,
      realised: expect.closeTo(-0.5, 9) as number,
      lost: expect.closeTo(2, 9) as number,
    });
    expect(answer.before.to).toBe(answer.period.from);
  });

  it("leaves out what is not known or of two tiers, and says so", async () => {
    await bookCells([
      busy(`${daysAgo(8)}T10:00Z`, 10, 36),
      { at: `${daysAgo(3)}T10:00Z`, counters: { count: 5 } },
      { at: `${daysAgo(3)}T10:00Z`, labels: { task: "unknown", model: "x" }, counters: { count: 5 } },
    ]);
    const { parts, left_out, rebound } = await answerOf(DecompositionAnswer, `/api/decomposition?${between}`);
    expect(parts).toEqual([]);
    expect(rebound).toBeNull();
    expect(left_out).toEqual([
      { key: "acme/chat", why: expect.stringContaining("two tiers") },
      { key: "x", why: expect.stringContaining("nothing is known") },
    ]);
    expect((await refusalOf(`/api/decomposition?${between}&before_from=${daysAgo(9)}`)).detail).toContain(
      "before_to",
    );
  });
});

describe("models, runs and commits", () => {
  it("lists models with what serves and what trained them", async () => {
    await bookRun(KEY, ENVELOPE);
    await bookCells([busy(`${daysAgo(8)}T10:00Z`, 10, 36), inferences(`${daysAgo(7)}T10:00Z`, 1)]);
    const { models } = await answerOf(ModelsAnswer, `/api/models?${MONTH}`);
    expect(models).toEqual([
      expect.objectContaining({
        model: "acme/chat",
        tasks: ["text-generation"],
        versions: ["v1"],
        inference: expect.objectContaining({ inferences: 11 }),
        training: expect.objectContaining({ run: KEY, sha: SOURCE.sha, trained: true }),
      }),
    ]);
  });

  it("pages through runs, newest first, and finds one whole", async () => {
    for (const [n, days] of [9, 8, 7].entries()) {
      const run = { ...ENVELOPE.run, started_at: `${daysAgo(days)}T10:00:00Z` };
      await bookRun(`acme/model/${n}/1/-`, { ...ENVELOPE, run });
    }
    const first = await answerOf(RunsAnswer, `/api/runs?${MONTH}&limit=2`);
    expect(first.runs.map(({ key }) => key)).toEqual(["acme/model/2/1/-", "acme/model/1/1/-"]);
    const next = encodeURIComponent(first.next ?? "");
    const second = await answerOf(RunsAnswer, `/api/runs?${MONTH}&limit=2&before=${next}`);
    expect(second.runs.map(({ key }) => key)).toEqual(["acme/model/0/1/-"]);
    expect(second.next).toBeUndefined();
    const whole: { readonly run: unknown } = await (await ask("/api/runs/acme/model/1/1/-")).json();
    expect(whole.run).toMatchObject({ schema: "gramme/run/1" });
    expect((await ask("/api/runs/acme/model/9/1/-")).status).toBe(404);
    expect((await answerOf(RunsAnswer, `/api/runs?${MONTH}&repository=ACME/other`)).runs).toEqual([]);
    const csv = await (await ask(`/api/runs?${MONTH}&format=csv`)).text();
    expect(csv.split("\r\n")).toHaveLength(5);
  });

  it("lists commits by their verdicts, with who accepted a regression", async () => {
    const base = workload();
    const compared = {
      name: "digits",
      verdict: "regression",
      why: "it is",
      pairs: 10,
      pairing: "in-turns",
      change: 0.07,
      low: 0.05,
      high: 0.09,
      level: 0.98,
      threshold: 0.05,
      noise_floor: 0.02,
      explained: { time: 0.07, power: 0 },
      base,
      head: base,
    } as const;
    const accepted = { label: "ok", by: "ada", at: "2026-11-20T10:00:00Z", reason: '=HYPERLINK("x")' };
    const run = { ...ENVELOPE.run, comparisons: [compared], accepted };
    await bookRun(KEY, { ...ENVELOPE, run });
    await bookRun("acme/model/1/1/-", ENVELOPE);
    const { runs } = await answerOf(RunsAnswer, `/api/commits?${MONTH}`);
    expect(runs.map(({ key }) => key)).toEqual([KEY]);
    expect(runs[0]?.comparisons[0]).toMatchObject({ verdict: "regression", change: 0.07, low: 0.05 });
    expect(runs[0]?.accepted).toEqual(accepted);
    expect(runs[0]?.source).toEqual(SOURCE);
    const csv = await (await ask(`/api/commits?${MONTH}&format=csv`)).text();
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it("answers a ledger without anything with nothing, not with zeros", async () => {
    expect((await answerOf(PhasesAnswer, "/api/phases")).phases).toEqual([]);
    expect((await answerOf(ParityAnswer, "/api/parity")).models).toEqual([]);
    expect((await answerOf(ModelsAnswer, "/api/models")).models).toEqual([]);
    expect((await answerOf(SeriesAnswer, "/api/series")).points).toEqual([]);
    expect((await answerOf(RunsAnswer, "/api/runs")).runs).toEqual([]);
  });
});
