import { MethodsAnswer } from "@gramme/core/wire";
import type { WireMethodsAnswer } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { envelope, runResult, SOURCE, workload } from "../runs/run.fixture.ts";
import { answerOf, bookRun, forget } from "./book.fixture.ts";

beforeEach(() => {
  forget();
});

const asked = async (query = "from=2026-11-01"): Promise<WireMethodsAnswer> =>
  await answerOf(MethodsAnswer, `/api/methods?${query}`);

let runs = 0;
async function book(
  started_at: string,
  change: Parameters<typeof runResult>[0] = {},
  repository = SOURCE.repository,
): Promise<string> {
  runs += 1;
  const key = `${repository}/${runs}/1/-`;
  await bookRun(
    key,
    envelope({
      run: runResult({ started_at, ...change }),
      source: { ...SOURCE, repository, run_id: runs },
    }),
  );
  return key;
}

describe("/api/methods", () => {
  it("sets every published method beside what was measured, for the same unit", async () => {
    const key = await book("2026-11-20T10:00:00Z");
    const { workloads, more_workloads } = await asked();
    expect([workloads.length, more_workloads]).toEqual([1, 0]);
    const [row] = workloads;
    const measured = workload();
    expect(row).toMatchObject({
      run: key,
      at: "2026-11-20T10:00:00.000Z",
      name: "digits",
      phase: "training",
      functional_unit: "a full training",
      ours: {
        boundary: measured.figures.boundary,
        tier: measured.figures.tier,
        energy_kwh: measured.figures.energy_kwh,
        doubt: measured.figures.doubt,
      },
    });
    // 1.2 s for 200 of 5000 steps, on 4 of 128 threads of an EPYC 7763, 1.1 CPU-seconds; the run assumed its PUE
    expect(row?.described).toEqual({
      duration_s: 30,
      cpu: { model: "AMD EPYC 7763", cores: 2, usage: 1.1 / (1.2 * 4) },
      memory_gb: 16,
      site: { grid_g_per_kwh: 40 },
    });
    expect(row?.methods.map(({ method, applies, version }) => [method, applies, version])).toEqual([
      ["green-algorithms", true, "3.0"],
      ["codecarbon", true, "3.3.0"],
      ["ecologits", false, "0.9.3"],
    ]);
    const [green, , ecologits] = row?.methods ?? [];
    // 2 cores · load · 280 W / 64 + 16 GB · 0.3725 W, · 1.56, for 30 s
    const watts = 2 * (1.1 / 4.8) * (280 / 64) + 16 * 0.3725;
    expect(green?.energy_kwh).toBeCloseTo((watts * 1.56 * 30) / 3.6e6, 12);
    expect(green?.assumed).toEqual(["PUE 1.56"]);
    expect(ecologits?.why_not).toContain("output tokens");
    expect(green?.url).toMatch(/^https:/u);
  });

  it("takes the newest run of each workload of each repository, within the period", async () => {
    await book("2026-11-18T10:00:00Z", { workloads: [workload(), workload({ name: "spam" })] });
    const newest = await book("2026-11-20T10:00:00Z");
    const other = await book("2026-11-19T10:00:00Z", {}, "acme/other");
    await book("2026-10-01T10:00:00Z", { workloads: [workload({ name: "old" })] });
    const { workloads } = await asked();
    expect(workloads.map(({ name, run, at }) => [name, run, at.slice(0, 10)])).toEqual([
      ["digits", newest, "2026-11-20"],
      ["digits", other, "2026-11-19"],
      ["spam", expect.stringContaining("acme/model/"), "2026-11-18"],
    ]);
    expect((await asked("last=all")).workloads.map(({ name }) => name)).toContain("old");
  });

  it("says which field is missing, where a run does not carry enough", async () => {
    await book("2026-11-20T10:00:00Z", {
      workloads: [workload({ replicates: [{ wall_s: 0, device_j: 0 }] })],
    });
    expect((await asked()).workloads[0]).toMatchObject({
      described: null,
      missing: { field: "replicates.wall_s" },
      methods: [],
    });
  });

  it("counts the workloads that it does not read", async () => {
    for (let n = 0; n < 22; n += 1) {
      await book(`2026-11-20T10:00:${String(n).padStart(2, "0")}Z`, {
        workloads: [workload({ name: `w${n}` })],
      });
    }
    const { workloads, more_workloads } = await asked();
    expect([workloads.length, more_workloads]).toEqual([20, 2]);
    expect(workloads[0]?.name).toBe("w21");
  });

  it("is empty where nothing was measured", async () => {
    expect(await asked()).toMatchObject({ workloads: [], more_workloads: 0 });
  });
});
