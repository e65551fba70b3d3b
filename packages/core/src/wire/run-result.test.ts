import { describe, expect, it } from "vitest";
import { estimateOf } from "../declared/estimate-of.ts";
import { check, pathText } from "./issue.ts";
import { RunResult } from "./run-result.ts";
import type { WireComparedWorkload, WireRunResult, WireWorkloadFigures } from "./run-result.ts";

const { equivalents: _, ...FIGURES } = estimateOf({ duration_h: 1, cpu: { cores: 2 }, memory_gb: 8 });

const WORKLOAD: WireWorkloadFigures = {
  name: "digits",
  phase: "training",
  task: "image-classification",
  modality: "image-to-category",
  inputs: "own",
  clock: "reaped children",
  functional_unit: "a full training",
  units_in_one: 5000,
  units_per_replicate: 200,
  replicates: [{ wall_s: 1.2, cpu_s: 1.1, device_j: 9 }],
  figures: FIGURES,
  misses: [],
};

const COMPARED: WireComparedWorkload = {
  name: "digits",
  verdict: "inconclusive",
  why: "too few pairs",
  pairs: 2,
  change: 0.07,
  level: 0.95,
  threshold: 0.05,
  noise_floor: 0.02,
  pairing: "in-turns",
  explained: { work: 0.05, time: 0.01, power: 0.01 },
  base: WORKLOAD,
  head: WORKLOAD,
};

const RESULT: WireRunResult = {
  schema: "gramme/run/1",
  gramme: "0.1.0",
  started_at: "2026-11-23T10:00:00Z",
  machine: {
    cpu: "AMD EPYC 7763",
    cpu_known_by: "model",
    threads: 4,
    memory_gb: 16,
    gpus: [],
    os: "linux",
    meters: [{ meter: "rapl", available: false, detail: "no powercap" }],
  },
  site: { zone: "FRA", grid_g_per_kwh: 40, pue: 1.2, wue_l_per_kwh: 0 },
  partial: false,
  workloads: [WORKLOAD],
  comparisons: [COMPARED],
  own_cost: { energy_kwh: FIGURES.energy_kwh, co2e_g: FIGURES.co2e_g, wall_s: 12 },
};

const fields = (input: unknown): readonly string[] => {
  const checked = check(RunResult, input);
  return checked.ok ? [] : checked.issues.map(({ path }) => pathText(path));
};

describe("RunResult", () => {
  it("comes back through JSON", () => {
    expect(RunResult.parse(JSON.parse(JSON.stringify(RESULT)))).toEqual(RESULT);
  });

  it("takes what only some runs have", () => {
    const full: WireRunResult = {
      ...RESULT,
      revision: { base: "a1", head: "b2", dirty: true },
      only_in: { base: ["old"], head: [] },
      workloads: [
        {
          ...WORKLOAD,
          cold_start: { wall_s: 0.4 },
          quality: { metric: "accuracy", better: "higher", value: 0.95, at_50_percent: 0.9 },
        },
      ],
      comparisons: [{ ...COMPARED, low: -0.01, high: 0.12, smallest_change_seen: 0.1, pairs_needed: 24 }],
    };
    expect(RunResult.parse(JSON.parse(JSON.stringify(full)))).toEqual(full);
  });

  it.each<[string, unknown, string]>([
    ["another schema", { ...RESULT, schema: "gramme/run/2" }, "schema"],
    ["a local time", { ...RESULT, started_at: "yesterday" }, "started_at"],
    ["a key that is none", { ...RESULT, offsets_g: 5 }, "offsets_g"],
    ["no replicate", { ...RESULT, workloads: [{ ...WORKLOAD, replicates: [] }] }, "workloads[0].replicates"],
    [
      "negative energy",
      { ...RESULT, workloads: [{ ...WORKLOAD, replicates: [{ wall_s: 1, device_j: -1 }] }] },
      "workloads[0].replicates[0].device_j",
    ],
    ["zero units", { ...RESULT, workloads: [{ ...WORKLOAD, units_in_one: 0 }] }, "workloads[0].units_in_one"],
    ["a PUE below 1", { ...RESULT, site: { ...RESULT.site, pue: 0.9 } }, "site.pue"],
    [
      "a verdict that is none",
      { ...RESULT, comparisons: [{ ...COMPARED, verdict: "greener" }] },
      "comparisons[0].verdict",
    ],
    ["a level above 1", { ...RESULT, comparisons: [{ ...COMPARED, level: 95 }] }, "comparisons[0].level"],
    [
      "a ladder without a rung",
      {
        ...RESULT,
        workloads: [{ ...WORKLOAD, figures: { ...FIGURES, ladder_kwh: { device: FIGURES.energy_kwh } } }],
      },
      "workloads[0].figures.ladder_kwh.share",
    ],
  ])("refuses %s", (_name, input, field) => {
    expect(fields(input)).toContain(field);
  });
});
