import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EstimateRequest } from "../wire/index.ts";
import { methodsOf } from "./methods-of.ts";
import { requestOfWorkload } from "./request-of-workload.ts";
import type { MeasuredOn, MeasuredWorkload } from "./request-of-workload.ts";

/** Half of a chip of 16 cores and 32 threads. */
const RUN: MeasuredOn = {
  machine: {
    cpu: "Intel(R) Xeon(R) CPU E5-2683 v4 @ 2.10GHz",
    cpu_known_by: "model",
    threads: 16,
    memory_gb: 64,
    gpus: [],
  },
  site: { zone: "FRA", grid_g_per_kwh: 40, pue: 1.2, wue_l_per_kwh: 0.5 },
};
/** Twice 2 s of 200 units at half load; one unit is 1000 of them: 10 s. */
const WORKLOAD: MeasuredWorkload = {
  units_in_one: 1000,
  units_per_replicate: 200,
  replicates: [
    { wall_s: 1, cpu_s: 8, device_j: 1 },
    { wall_s: 3, cpu_s: 24, device_j: 1 },
  ],
  figures: { assumptions: [] },
};
describe("requestOfWorkload", () => {
  it("describes a functional unit as it was measured", () => {
    expect(requestOfWorkload(RUN, WORKLOAD)).toEqual({
      request: {
        duration_s: 10,
        cpu: { model: RUN.machine.cpu, cores: 8, usage: 0.5 },
        memory_gb: 64,
        site: { grid_g_per_kwh: 40, pue: 1.2, wue_l_per_kwh: 0.5 },
      },
      assumed: ["64 GB: the memory of the whole machine"],
    });
  });

  it("counts start-up once where the run told it apart", () => {
    const extrapolation = {
      from_units: 200,
      to_units: 1000,
      how: "two-lengths",
      start_up: { wall_s: 1 },
      per_unit: { wall_s: 0.005 },
    } as const;
    expect(requestOfWorkload(RUN, { ...WORKLOAD, extrapolation })).toMatchObject({
      request: { duration_s: 6 },
    });
    // the threads are as busy as the line says, and not as the short runs were
    const counted = {
      ...extrapolation,
      start_up: { wall_s: 1, cpu_s: 1 },
      per_unit: { wall_s: 0.005, cpu_s: 0.023 },
    };
    expect(requestOfWorkload(RUN, { ...WORKLOAD, extrapolation: counted })).toMatchObject({
      request: { duration_s: 6, cpu: { usage: (1 + 23) / (6 * RUN.machine.threads) } },
    });
  });

  it("gives Green Algorithms what it wants: 8 cores · 0.5 · 7.5 W and 64 GB, for 10 s", () => {
    const described = requestOfWorkload(RUN, WORKLOAD);
    if (!("request" in described)) throw new Error(described.why);
    const [answer] = methodsOf(described.request);
    const watts = 8 * 0.5 * (120 / 16) + 64 * 0.3725;
    expect(answer).toMatchObject({ method: "green-algorithms", applies: true });
    expect(answer?.energy_kwh).toBeCloseTo((watts * 1.2 * 10) / 3.6e6, 12);
    expect(answer?.co2e_g).toBeCloseTo(((watts * 1.2 * 10) / 3.6e6) * 40, 12);
  });

  it("lists what the run does not tell: the chip, the load, the PUE", () => {
    const machine = { ...RUN.machine, cpu: "some chip", cpu_known_by: "family" as const };
    const replicates = [
      { wall_s: 1, cpu_s: 1, device_j: 1 },
      { wall_s: 1, device_j: 1 },
    ];
    const figures = {
      assumptions: [
        { code: "pue-default", text: "" },
        { code: "wue-default", text: "" },
      ],
    };
    expect(requestOfWorkload({ ...RUN, machine }, { ...WORKLOAD, replicates, figures })).toEqual({
      request: {
        duration_s: 5,
        cpu: { cores: 8, usage: 1 },
        memory_gb: 64,
        site: { grid_g_per_kwh: 40 },
      },
      assumed: [
        "the chip is not known: 2 threads a core",
        "the CPU fully used: nothing counted CPU-seconds (cpu_s)",
        "64 GB: the memory of the whole machine",
      ],
    });
  });

  it("takes GPUs whose energy was told, and leaves out those of which nothing was", () => {
    const on = (gpus: string[], gpu_j?: number): ReturnType<typeof requestOfWorkload> =>
      requestOfWorkload(
        { ...RUN, machine: { ...RUN.machine, gpus } },
        {
          ...WORKLOAD,
          replicates: [{ wall_s: 1, cpu_s: 1, device_j: 1, ...(gpu_j === undefined ? {} : { gpu_j }) }],
        },
      );
    const H100 = "NVIDIA H100 80GB HBM3";
    expect(on([H100, H100], 5)).toMatchObject({
      request: { gpu: { model: H100, count: 2, usage: 1 } },
      assumed: expect.arrayContaining([expect.stringContaining("not their load")]),
    });
    expect(on([H100, "NVIDIA L4"], 5)).toMatchObject({
      request: { gpu: { count: 2, usage: 1 } },
      assumed: expect.arrayContaining(["GPUs of several kinds"]),
    });
    expect(on(["card of tomorrow"], 5)).toMatchObject({
      request: { gpu: { count: 1, usage: 1 } },
      assumed: expect.arrayContaining(['GPU "card of tomorrow" is not known']),
    });
    const left = on([H100]);
    expect("request" in left && left.request.gpu).toBeUndefined();
    expect("request" in left && left.assumed).toContain(
      `${H100} left out: the run does not say that it was used (gpu_j)`,
    );
  });

  it("says which field is missing where there is no time", () => {
    expect(requestOfWorkload(RUN, { ...WORKLOAD, replicates: [{ wall_s: 0, device_j: 0 }] })).toEqual({
      missing: "replicates.wall_s",
      why: expect.stringContaining("no time"),
    });
  });

  it("describes any run in the form of a described run, and scales with the unit", () => {
    const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.record({ wall_s: positive, cpu_s: positive, device_j: positive }), { minLength: 1 }),
        positive,
        positive,
        (replicates, units_in_one, units_per_replicate) => {
          const of = (units: number): number => {
            const described = requestOfWorkload(RUN, {
              ...WORKLOAD,
              replicates,
              units_in_one: units,
              units_per_replicate,
            });
            if (!("request" in described)) throw new Error(described.why);
            return EstimateRequest.parse(described.request).duration_s ?? Number.NaN;
          };
          expect(of(2 * units_in_one) / of(units_in_one)).toBeCloseTo(2, 9);
        },
      ),
    );
  });
});
