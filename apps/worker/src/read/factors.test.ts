import { calibrationOf } from "@gramme/core";
import {
  FactorsAnswer,
  ModelsAnswer,
  PhasesAnswer,
  SummaryAnswer,
  type WireFactorsAnswer,
} from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { envelope, runResult, workload } from "../runs/run.fixture.ts";
import { answerOf, bookCells, bookProfile, bookRun, daysAgo, forget } from "./book.fixture.ts";
import { NEWEST_RUNS } from "./run-factors.ts";

const KEY = "acme/model/1/1/-";
const { factors: OF_RUN } = workload().figures;
const began = (days: number): string => `${daysAgo(days)}T10:00:00Z`;

async function factors(): Promise<WireFactorsAnswer> {
  return await answerOf(FactorsAnswer, "/api/factors");
}

/** A workload whose figures rest on one more factor. */
function restingOn(id: string): ReturnType<typeof workload> {
  const { figures } = workload();
  const [one] = figures.factors;
  if (one === undefined) throw new Error("a run has factors");
  return workload({ figures: { ...figures, factors: [...figures.factors, { ...one, id, unit: "W" }] } });
}

beforeEach(() => {
  forget();
});

describe("/api/factors", () => {
  it("has none where nothing is", async () => {
    expect(await factors()).toEqual({ schema: "gramme/factors/1", factors: [], runs: { read: 0, more: 0 } });
  });

  it("lists those that runs rest on beside those that readings apply, each with what it is of", async () => {
    await bookRun(KEY, envelope({ run: runResult({ started_at: began(3) }) }));
    await bookProfile("chat", 1, { kind: "power", power_w: 50, rung: "node", site: { zone: "FR" } });
    await bookCells([
      {
        at: `${daysAgo(2)}T10:00Z`,
        labels: { profile: "chat", profile_version: 1 },
        counters: { count: 1, timed: 1, share_us: 1000, duration_us: 1000 },
      },
    ]);
    const { factors: listed, runs } = await factors();
    expect(OF_RUN.length).toBeGreaterThan(10);
    for (const factor of OF_RUN) expect(listed).toContainEqual(expect.objectContaining({ id: factor.id }));
    expect(listed.map(({ id, value }) => `${id} ${value}`)).toHaveLength(
      new Set(listed.map(({ id, value }) => `${id} ${value}`)).size,
    );
    const memory = listed.find(({ id }) => id === "memory/power");
    expect(memory).toMatchObject({ name: "power of memory", used_by: ["runs"], earlier: [] });
    const grid = listed.find(({ id }) => id === "grid/ember/FRA");
    expect(grid).toMatchObject({ name: "carbon intensity of the grid", used_by: ["reading"] });
    expect(runs).toEqual({ read: 1, more: 0 });
  });

  it("takes the grid of a run as readings take it: of its zone, as it holds now", async () => {
    const [one] = OF_RUN;
    if (one === undefined) throw new Error("a run has factors");
    const old = { ...one, id: "grid/ember/FRA", unit: "gCO2e/kWh", value: 500 };
    const { figures } = workload();
    const run = runResult({ workloads: [workload({ figures: { ...figures, factors: [old] } })] });
    await bookRun(KEY, envelope({ run }));
    const grids = (await factors()).factors.filter(({ id }) => id === "grid/ember/FRA");
    expect(grids).toHaveLength(1);
    expect(grids[0]?.value).not.toBe(500);
    expect(grids[0]?.used_by).toEqual(["reading"]);
  });

  it("looks at the newest runs and at those that profiles are calibrated by, and says how many it left", async () => {
    const old = restingOn("gpu/old/tdp");
    await bookRun(KEY, envelope({ run: runResult({ started_at: began(90), workloads: [old] }) }));
    for (let n = 2; n < NEWEST_RUNS + 4; n += 1) {
      await bookRun(`acme/model/${n}/1/-`, envelope({ run: runResult({ started_at: began(50 - n) }) }));
    }
    const ids = ({ factors: listed }: WireFactorsAnswer): readonly string[] => listed.map(({ id }) => id);
    const before = await factors();
    expect(ids(before)).not.toContain("gpu/old/tdp");
    expect(before.runs).toEqual({ read: NEWEST_RUNS, more: 3 });
    const calibration = calibrationOf(old, { started_at: began(90) });
    await bookProfile("old", 1, { kind: "calibrated", run: KEY, workload: "digits" }, { calibration });
    await bookCells([
      {
        at: `${daysAgo(2)}T10:00Z`,
        labels: { profile: "old", profile_version: 1 },
        counters: { count: 1 },
      },
    ]);
    const after = await factors();
    expect(ids(after)).toContain("gpu/old/tdp");
    expect(after.runs).toEqual({ read: NEWEST_RUNS + 1, more: 2 });
  });
});

describe("the ground of an answer", () => {
  const MONTH = `from=${daysAgo(30)}`;

  it("says that factors of runs are not all there, where runs are behind it", async () => {
    await bookCells([{ at: `${daysAgo(2)}T10:00Z`, labels: {}, counters: { count: 1 } }]);
    expect((await answerOf(SummaryAnswer, `/api/summary?${MONTH}`)).ground.measured_by_runs).toBeUndefined();
    expect((await answerOf(PhasesAnswer, `/api/phases?${MONTH}`)).ground.measured_by_runs).toBeUndefined();
    await bookRun(KEY, envelope({ run: runResult({ started_at: began(3) }) }));
    expect((await answerOf(PhasesAnswer, `/api/phases?${MONTH}`)).ground.measured_by_runs).toBe(true);
    expect((await answerOf(ModelsAnswer, `/api/models?${MONTH}`)).ground.measured_by_runs).toBe(true);
    const calibration = calibrationOf(workload(), { started_at: began(3) });
    await bookProfile("c", 1, { kind: "calibrated", run: KEY, workload: "digits" }, { calibration });
    await bookCells([
      { at: `${daysAgo(1)}T10:00Z`, labels: { profile: "c", profile_version: 1 }, counters: { count: 1 } },
    ]);
    expect((await answerOf(SummaryAnswer, `/api/summary?${MONTH}`)).ground.measured_by_runs).toBe(true);
  });
});
