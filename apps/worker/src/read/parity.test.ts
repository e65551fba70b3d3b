import { calibrationOf } from "@gramme/core";
import { ParityAnswer, PhasesAnswer } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { runResult, workload } from "../runs/run.fixture.ts";
import { answerOf, bookCells, bookProfile, bookRun, daysAgo, forget } from "./book.fixture.ts";
import { bookChat, busy, ENVELOPE, FIGURES, KEY, MONTH, STARTED } from "./trained-model.fixture.ts";

beforeEach(async () => {
  forget();
  await bookChat();
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

  it("is never certain, however much a calibration shares with the training, and says what it takes for granted", async () => {
    const reply = workload({
      name: "reply",
      model: "acme/chat",
      phase: "inference",
      functional_unit: "1000 inferences",
      units_in_one: 1000,
    });
    const run = runResult({ started_at: STARTED, workloads: [workload({ model: "acme/chat" }), reply] });
    await bookRun(KEY, { ...ENVELOPE, run });
    const calibrated = { kind: "calibrated", run: KEY, workload: "reply" } as const;
    const calibration = calibrationOf(reply, { started_at: STARTED });
    await bookProfile("cal", 1, calibrated, { calibration });
    await bookCells([
      {
        at: `${daysAgo(8)}T10:00Z`,
        labels: { profile: "cal", profile_version: 1, task: "image-classification" },
        counters: { count: 500, failed: 20 },
      },
    ]);
    const { models, ground } = await answerOf(ParityAnswer, "/api/parity?model=acme/chat");
    const [row] = models;
    expect(row).toMatchObject({ inferences: 500, behind: 500 });
    for (const figure of [row?.parity, row?.inferences_to_parity]) {
      expect((figure?.high ?? 0) / (figure?.value ?? 0)).toBeGreaterThanOrEqual(1.02 - 1e-9);
      expect((figure?.value ?? 0) / (figure?.low ?? 0)).toBeGreaterThanOrEqual(1.02 - 1e-9);
    }
    expect(ground.assumptions.map(({ code }) => code)).toContain("calibration-alike");
    const phases = await answerOf(PhasesAnswer, `/api/phases?${MONTH}`);
    for (const figure of [phases.training_per_inference.energy, phases.training_per_inference.co2e]) {
      expect((figure?.high ?? 0) / (figure?.value ?? 0)).toBeGreaterThanOrEqual(1.02 - 1e-9);
    }
  });

  it("tells of how many inferences it knows what they took", async () => {
    await bookRun(KEY, ENVELOPE);
    const at = `${daysAgo(8)}T10:00Z`;
    const labels = { profile: "chat", profile_version: 1 };
    await bookCells([{ at, labels, counters: { count: 100, failed: 100, timed: 50, share_us: 3600e6 } }]);
    const { models } = await answerOf(ParityAnswer, "/api/parity?model=acme/chat");
    expect(models[0]).toMatchObject({ inferences: 100, behind: 25 });
  });

  it("tells a model that nobody asks from one of which nobody knows what it takes", async () => {
    const other = workload({ name: "other", model: "acme/unknown" });
    const run = runResult({ started_at: STARTED, workloads: [workload({ model: "acme/asleep" }), other] });
    await bookRun(KEY, { ...ENVELOPE, run, trained: ["digits", "other"] });
    const labels = { task: "unknown", model: "acme/unknown" };
    await bookCells([{ at: `${daysAgo(8)}T10:00Z`, labels, counters: { count: 5 } }]);
    const { models } = await answerOf(ParityAnswer, "/api/parity");
    expect(models.map(({ model, why_not }) => [model, why_not])).toEqual([
      ["acme/asleep", "none of its inferences was served"],
      ["acme/unknown", "the energy of its inferences is not known"],
    ]);
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
