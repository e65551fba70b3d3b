import { identifyCpu } from "@gramme/core";
import { describe, expect, it } from "vitest";
import { siteOf } from "../config/site-of.ts";
import type { Replicate } from "../workload/replicate.ts";
import { workloadFigures } from "./workload-figures.ts";
import type { Setting } from "./workload-figures.ts";

const SETTING: Setting = {
  machine: {
    cpuName: "AMD EPYC 7763 64-Core Processor",
    cpu: identifyCpu({ name: "AMD EPYC 7763 64-Core Processor" }),
    threads: 4,
    hostThreads: undefined,
    memoryGb: 16,
    gpus: [],
    os: "linux",
  },
  site: siteOf({ zone: "FRA" }),
  boundary: "facility",
};
const REPLICATE: Replicate = {
  counted: { wallS: 2, cpuS: 1 },
  whole: { wallS: 2, cpuS: 1 },
  inputs: "own",
  clock: "reaped children",
  misses: [],
};

describe("figures of a workload", () => {
  it("carry the name of its model, where gramme.yml has one", () => {
    const workload = { name: "digits", phase: "training", run: "true" } as const;
    const named = workloadFigures({ ...workload, model: "acme/digits-7b" }, [REPLICATE], SETTING);
    expect(named).toMatchObject({ name: "digits", model: "acme/digits-7b", phase: "training" });
    const { model: _, ...rest } = named;
    expect(workloadFigures(workload, [REPLICATE], SETTING)).toEqual(rest);
  });

  it("carry the parameters of its model, where they were counted", () => {
    const workload = { name: "digits", phase: "inference", onnx: "digits.onnx", inferences: 10 } as const;
    expect(workloadFigures(workload, [{ ...REPLICATE, parameters: 10_050 }], SETTING).parameters).toBe(
      10_050,
    );
    expect(workloadFigures(workload, [REPLICATE], SETTING)).not.toHaveProperty("parameters");
  });
});
