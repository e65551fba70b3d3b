import { describe, expect, it } from "vitest";
import { clockFrom, machineFrom, runnerFrom, siteFrom } from "./machine.ts";

type Machine = Parameters<typeof machineFrom>[0];

const MACHINE: Machine = {
  cpu: "AMD EPYC 7763 64-Core Processor",
  cpu_known_by: "model",
  threads: 4,
  memory_gb: 15.6,
  gpus: [],
  os: "linux 6.11.0-1018-azure x64",
  meters: [],
};

describe("the machine", () => {
  it.each([
    ["AMD EPYC 7763 64-Core Processor", "model", "AMD EPYC 7763", "model"],
    ["AMD EPYC 7763 the best", "model", "unknown CPU", "unknown"],
    ["AMD EPYC-Milan Processor (EPYC 3rd Gen (Milan))", "family", "EPYC 3rd Gen (Milan)", "family"],
    ["anything (Milan)", "family", "unknown CPU", "unknown"],
    ["EPYC 3rd Gen (Milan)", "family", "unknown CPU", "unknown"],
    ["AMD EPYC 7763", "unknown", "unknown CPU", "unknown"],
    [" ".repeat(20_000), "model", "unknown CPU", "unknown"],
  ] as const)("%j, known by its %s, is %s", (cpu, by, told, toldBy) => {
    expect(machineFrom({ ...MACHINE, cpu, cpu_known_by: by })).toMatchObject({
      cpu: told,
      cpu_known_by: toldBy,
    });
  });

  it.each([
    ["linux 6.11.0-1018-azure x64", "linux 6.11.0 x64"],
    ["Linux 6.11.0-1018-azure x64", "linux 6.11.0 x64"],
    ["win32 10.0.20348 x64", "win32 10.0.20348 x64"],
    ["darwin 24.1.0 arm64", "darwin 24.1.0 arm64"],
    ["linux visit-evil.example x64", "linux x64"],
    ["templeos 1.0 x64", "unknown system"],
    ["", "unknown system"],
  ])("runs %j as %j", (os, told) => {
    expect(machineFrom({ ...MACHINE, os })?.os).toBe(told);
  });

  it("has GPUs that the catalogue knows, and no more than a machine holds", () => {
    const gpus = ["NVIDIA A100-SXM4-80GB", "@octocat", ...Array.from({ length: 200 }, () => "")];
    const told = machineFrom({ ...MACHINE, gpus })?.gpus;
    expect(told?.slice(0, 2)).toEqual(["NVIDIA A100-SXM4-80GB", "unknown GPU"]);
    expect(told).toHaveLength(64);
  });

  it("has meters that we know, each once, with a reason of ours", () => {
    const meters = [
      { meter: "tdp", available: true, detail: "@octocat" },
      { meter: "rapl", available: false, detail: "@octocat" },
      { meter: "rapl", available: true, detail: "@octocat" },
      { meter: "@octocat", available: true, detail: "" },
    ];
    expect(machineFrom({ ...MACHINE, meters })?.meters).toEqual([
      { meter: "rapl", available: false, detail: "its reason stands in the log of the run that measured" },
      { meter: "tdp", available: true, detail: "as the run that measured says" },
    ]);
  });
});

it.each([
  ["FRA", "FRA"],
  ["fr", "FRA"],
  ["unknown", "unknown"],
  ["@octocat", "unknown"],
])("zone %j is %j", (zone, told) => {
  expect(siteFrom({ zone, grid_g_per_kwh: 1, pue: 1, wue_l_per_kwh: 0 }).zone).toBe(told);
});

it.each([
  ["ubuntu24 20261115.1.0", "westeurope", { image: "ubuntu24 20261115.1.0", region: "westeurope" }],
  ["macos15-arm64 20261115.12", "aws:us-east-1", { image: "macos15-arm64 20261115.12", region: "us-east-1" }],
  ["ubuntu24 visit-evil.example", "moon", {}],
  ["", "", {}],
])("image %j in region %j", (image, region, told) => {
  const from = { hosting: "github-hosted", image, region, region_from: "configured" } as const;
  const { hosting: _, region_from: __, ...known } = runnerFrom(from);
  expect(known).toEqual(told);
});

it("a clock is a meter, or none", () => {
  expect([clockFrom("cgroup-v2"), clockFrom("@octocat")]).toEqual(["cgroup-v2", "none"]);
});
