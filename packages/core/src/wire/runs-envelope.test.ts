import { describe, expect, it } from "vitest";
import { estimateOf } from "../declared/estimate-of.ts";
import { check, pathText } from "./issue.ts";
import { RunsEnvelope } from "./runs-envelope.ts";

const { equivalents: _, ...figures } = estimateOf({ duration_h: 1, cpu: { cores: 2 }, memory_gb: 8 });

const workload = (name: string, phase: string, more: object = {}): object => ({
  name,
  phase,
  task: "unknown",
  modality: "unknown",
  inputs: "own",
  clock: "none",
  functional_unit: "one",
  units_in_one: 1,
  units_per_replicate: 1,
  replicates: [{ wall_s: 1, device_j: 1 }],
  figures,
  misses: [],
  ...more,
});

const envelope = (trained: unknown, workloads: readonly object[]): object => ({
  schema: "gramme/runs/1",
  run: {
    schema: "gramme/run/1",
    gramme: "0.1.0",
    started_at: "2026-11-23T10:00:00Z",
    machine: {
      cpu: "x",
      cpu_known_by: "unknown",
      threads: 1,
      memory_gb: 1,
      gpus: [],
      os: "linux",
      meters: [],
    },
    site: { zone: "FRA", grid_g_per_kwh: 40, pue: 1, wue_l_per_kwh: 0 },
    partial: false,
    workloads,
    comparisons: [],
    own_cost: { energy_kwh: figures.energy_kwh, co2e_g: figures.co2e_g, wall_s: 1 },
  },
  source: {
    repository: "acme/model",
    sha: "a".repeat(40),
    ref: "refs/heads/main",
    run_id: 1,
    run_attempt: 1,
    event: "push",
  },
  ...(trained === undefined ? {} : { trained }),
});

/** `path: message` of everything wrong with it. */
function issues(input: unknown): readonly string[] {
  const checked = check(RunsEnvelope, input);
  return checked.ok ? [] : checked.issues.map(({ path, message }) => `${pathText(path)}: ${message}`);
}

describe("trained", () => {
  const both = [workload("digits", "training"), workload("speech", "inference")];

  it("names trainings of the run, or is not there", () => {
    expect(issues(envelope(undefined, both))).toEqual([]);
    expect(issues(envelope([], both))).toEqual([]);
    expect(issues(envelope(["digits"], both))).toEqual([]);
  });

  it.each<[unknown, string]>([
    [["other"], 'trained[0]: there is no workload "other" in the run'],
    [["digits", "digits"], 'trained[1]: "digits" stands here twice; a full training counts once'],
    [["speech"], 'trained[0]: "speech" is of phase inference, not training'],
    ["digits", 'trained: wants an array, found "digits"'],
  ])("is refused as %j", (trained, issue) => {
    expect(issues(envelope(trained, both))).toEqual([issue]);
  });
});

describe("a workload's model", () => {
  it("is a name as requests have it, or is not there", () => {
    expect(issues(envelope([], [workload("a", "inference", { model: "org/model-7b:latest" })]))).toEqual([]);
    expect(issues(envelope([], [workload("a", "inference", { model: "my model" })]))).toEqual([
      `run.workloads[0].model: wants a model's name, found "my model"`,
    ]);
  });
});
