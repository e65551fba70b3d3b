import { ModelsAnswer, ParityAnswer, PhasesAnswer, RunsAnswer, SeriesAnswer } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { runResult, SOURCE, workload } from "../runs/run.fixture.ts";
import { ask, answerOf, bookCells, bookProfile, bookRun, daysAgo, forget } from "./book.fixture.ts";
import { bookChat, busy, ENVELOPE, FIGURES, KEY, MONTH, STARTED } from "./trained-model.fixture.ts";

const inferences = (at: string, count: number) => ({
  at,
  labels: { profile: "chat", profile_version: 1 },
  counters: { count },
});

beforeEach(async () => {
  forget();
  await bookChat();
});

describe("/api/phases", () => {
  it("books a training that took place, and a measurement's own cost, beside inference", async () => {
    await bookRun(KEY, ENVELOPE);
    await bookCells([busy(`${daysAgo(8)}T10:00Z`, 10, 3600), busy(`${daysAgo(2)}T10:00Z`, 10, 7200)]);
    const { phases, points, left_out } = await answerOf(PhasesAnswer, `/api/phases?${MONTH}&step=day`);
    expect(phases.map(({ phase, inferences: served, runs }) => [phase, served, runs])).toEqual([
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

  it("adds phases up and divides them with what they share of doubt", async () => {
    const grid = {
      id: "grid/ember/FRA",
      value: 40,
      unit: "gCO2e/kWh",
      year: 2024,
      spread: 1.2,
      source: "Ember",
      url: "https://ember-energy.org",
      licence: "CC-BY-4.0",
    };
    const digits = workload({ figures: { ...FIGURES, factors: [grid] } });
    await bookRun(KEY, { ...ENVELOPE, run: runResult({ started_at: STARTED, workloads: [digits] }) });
    // the zone of the run, so that both go by one grid
    await bookProfile("here", 1, { kind: "power", power_w: 1, rung: "node", site: { zone: "FR" } });
    const cell = busy(`${daysAgo(8)}T10:00Z`, 10, 3600);
    await bookCells([{ ...cell, labels: { profile: "here", profile_version: 1 } }]);
    const {
      phases,
      total,
      training_per_inference: quotient,
    } = await answerOf(PhasesAnswer, `/api/phases?${MONTH}&boundary=facility`);
    const [training, inference] = ["training", "inference"].map((name) =>
      phases.find(({ phase }) => phase === name),
    );
    const sum = phases.reduce((grams, { co2e_g }) => grams + (co2e_g?.value ?? 0), 0);
    expect(total.co2e_g?.value).toBeCloseTo(sum, 9);
    // ends of a sum are never wider than the sum of ends
    expect(total.co2e_g?.high).toBeLessThanOrEqual(
      phases.reduce((grams, { co2e_g }) => grams + (co2e_g?.high ?? 0), 0) + 1e-9,
    );
    const [over, under] = [training?.co2e_g, inference?.co2e_g];
    if (over == null || under == null) throw new Error("both are known");
    expect(quotient.co2e?.value).toBeCloseTo(over.value / under.value, 9);
    // surer than ends divided by ends: the grid is one and the same
    expect(quotient.co2e?.high).toBeLessThan((over.high / under.low) * 0.999);
    expect((quotient.co2e?.high ?? 0) / (quotient.co2e?.value ?? 1)).toBeCloseTo(
      (quotient.energy?.high ?? 0) / (quotient.energy?.value ?? 1),
      6,
    );
  });

  it("tells the production that is known, and of how much", async () => {
    await bookRun(KEY, ENVELOPE);
    await bookCells([busy(`${daysAgo(8)}T10:00Z`, 10, 3600)]);
    const { phases, training_per_inference } = await answerOf(PhasesAnswer, `/api/phases?${MONTH}`);
    const of = (phase: string) => phases.find((row) => row.phase === phase)?.production;
    expect(of("training")).toEqual({ co2e_g: expect.objectContaining({}), inferences: 0, runs: 1 });
    expect(of("training")?.co2e_g.value).toBeCloseTo(FIGURES.embodied.co2e_g.value, 9);
    // a profile of W knows of no production, nor does a measurement's own cost
    expect([of("inference"), of("development")]).toEqual([null, null]);
    expect(training_per_inference.energy).not.toBeNull();
  });

  it("books a training that is a replicate of the run as training, and not as own cost too", async () => {
    const full = workload({ name: "full", units_in_one: 200, units_per_replicate: 200 });
    const part = workload({ name: "part", units_in_one: 5000, units_per_replicate: 200 });
    const { energy_kwh: of, co2e_g } = FIGURES;
    const times = (k: number) => ({ value: of.value * k, low: of.low * k, high: of.high * k });
    const run = runResult({
      started_at: STARTED,
      workloads: [full, part],
      own_cost: { energy_kwh: times(1.5), co2e_g, wall_s: 12 },
    });
    await bookRun(KEY, { ...ENVELOPE, run, trained: ["full", "part"] });
    const { phases } = await answerOf(PhasesAnswer, `/api/phases?${MONTH}`);
    expect(phases.map(({ phase, energy_kwh }) => [phase, energy_kwh?.value])).toEqual([
      // 1.5 were measured, 1 of it was the training in full; that in part went on elsewhere
      ["development", expect.closeTo(of.value * 0.5, 9)],
      ["training", expect.closeTo(of.value * 2, 9)],
    ]);
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
        training: expect.objectContaining({ run: KEY, sha: SOURCE.sha, trained: true, tier: "rated" }),
      }),
    ]);
  });

  it("tells a training at the rung that was asked for, with the carbon that it books", async () => {
    await bookRun(KEY, ENVELOPE);
    const trainingAt = async (boundary: string) => {
      const { models, ground } = await answerOf(ModelsAnswer, `/api/models?${MONTH}&boundary=${boundary}`);
      expect(ground.factors).not.toEqual([]);
      return models[0]?.training;
    };
    const { ladder_kwh, co2e_g, embodied } = FIGURES;
    for (const rung of ["device", "node", "facility"] as const) {
      expect((await trainingAt(rung))?.energy_kwh.value).toBeCloseTo(ladder_kwh[rung].value, 9);
    }
    expect((await trainingAt("facility"))?.co2e_g.value).toBeCloseTo(co2e_g.value, 6);
    const whole = (await trainingAt("lifecycle"))?.co2e_g.value;
    expect(whole).toBeCloseTo(co2e_g.value + embodied.co2e_g.value, 6);
  });

  it("tells the parameters that its newest run counted, of whatever phase", async () => {
    const counted = (parameters: number | undefined, days: number, phase: "training" | "inference") => {
      const { parameters: _, ...rest } = workload({ model: "acme/chat", phase });
      const work = parameters === undefined ? rest : { ...rest, parameters };
      const started_at = `${daysAgo(days)}T10:00:00Z`;
      return { ...ENVELOPE, trained: [], run: { ...ENVELOPE.run, started_at, workloads: [work] } };
    };
    await bookRun("acme/model/1/1/-", counted(10_050, 9, "inference"));
    await bookRun("acme/model/2/1/-", counted(20_000, 8, "inference"));
    await bookRun("acme/model/3/1/-", counted(undefined, 7, "training"));
    const { models } = await answerOf(ModelsAnswer, `/api/models?${MONTH}`);
    expect(models.map(({ model, parameters }) => [model, parameters])).toEqual([["acme/chat", 20_000]]);
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
      smallest_change_seen: 0.03,
      noise_floor: 0.02,
      explained: { time: 0.07, power: 0 },
      base,
      head: base,
    } as const;
    const accepted = { label: "ok", by: "ada", at: "2026-11-20T10:00:00Z", reason: '=HYPERLINK("x")' };
    const revision = { base: "b".repeat(40), head: SOURCE.sha, dirty: false };
    const run = { ...ENVELOPE.run, comparisons: [compared], accepted, revision };
    await bookRun(KEY, { ...ENVELOPE, run });
    await bookRun("acme/model/1/1/-", ENVELOPE);
    const { runs } = await answerOf(RunsAnswer, `/api/commits?${MONTH}`);
    expect(runs.map(({ key }) => key)).toEqual([KEY]);
    expect(runs[0]?.comparisons[0]).toMatchObject({ verdict: "regression", change: 0.07, low: 0.05 });
    expect(runs[0]?.comparisons[0]).toMatchObject({ pairs: 10, smallest_change_seen: 0.03 });
    expect(runs[0]).toMatchObject({ base: revision.base, dirty: false });
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
