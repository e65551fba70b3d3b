import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { findGpu, GPUS, suggestGpus } from "./index.ts";
import { printed } from "./printed-name.fixture.ts";

describe("findGpu", () => {
  it.each([
    ["NVIDIA A100-SXM4-80GB", "a100-sxm4-80gb"],
    ["NVIDIA A100-SXM4-40GB", "a100-sxm4-40gb"],
    ["NVIDIA A100-PCIE-40GB", "a100-pcie-40gb"],
    ["NVIDIA A100 80GB PCIe", "a100-80gb-pcie"],
    ["A100-SXM4-40GB", "a100-sxm4-40gb"],
    ["NVIDIA H100 80GB HBM3", "h100-80gb-hbm3"],
    ["NVIDIA H100 PCIe", "h100-pcie"],
    ["NVIDIA H100 NVL", "h100-nvl"],
    ["NVIDIA H200", "h200"],
    ["NVIDIA H20", "h20"],
    ["NVIDIA GH200 480GB", "gh200-480gb"],
    ["NVIDIA B200", "b200"],
    ["NVIDIA GB200", "gb200"],
    ["Tesla T4", "tesla-t4"],
    ["NVIDIA T4G", "t4g"],
    ["Tesla K80", "tesla-k80"],
    ["Tesla P100-PCIE-16GB", "tesla-p100-pcie-16gb"],
    ["Tesla P100-SXM2-16GB", "tesla-p100-sxm2-16gb"],
    ["Tesla V100-SXM2-16GB", "tesla-v100-sxm2-16gb"],
    ["Tesla V100-SXM2-32GB", "tesla-v100-sxm2-32gb"],
    ["Tesla V100-PCIE-32GB", "tesla-v100-pcie-32gb"],
    ["Tesla V100S-PCIE-32GB", "tesla-v100s-pcie-32gb"],
    ["NVIDIA L4", "l4"],
    ["NVIDIA L40", "l40"],
    ["NVIDIA L40S", "l40s"],
    ["NVIDIA A10G", "a10g"],
    ["NVIDIA A10", "a10"],
    ["NVIDIA A2", "a2"],
    ["NVIDIA RTX A6000", "rtx-a6000"],
    ["NVIDIA RTX 6000 Ada Generation", "rtx-6000-ada-generation"],
    ["NVIDIA RTX PRO 6000 Blackwell Server Edition", "rtx-pro-6000-blackwell-server-edition"],
    ["Quadro RTX 6000", "quadro-rtx-6000"],
    ["NVIDIA TITAN RTX", "titan-rtx"],
    ["NVIDIA TITAN X (Pascal)", "titan-x-pascal"],
    ["NVIDIA GeForce GTX TITAN X", "geforce-gtx-titan-x"],
    ["NVIDIA GeForce GTX 1080 Ti", "geforce-gtx-1080-ti"],
    ["NVIDIA GeForce RTX 2080 Ti", "geforce-rtx-2080-ti"],
    ["NVIDIA GeForce RTX 3090", "geforce-rtx-3090"],
    ["NVIDIA GeForce RTX 4090", "geforce-rtx-4090"],
    ["NVIDIA GeForce RTX 4070 Ti SUPER", "geforce-rtx-4070-ti-super"],
    ["rtx 5090", "geforce-rtx-5090"],
    ["Jetson AGX Xavier", "jetson-agx-xavier"],
    ["AMD Instinct MI300X", "instinct-mi300x"],
    ["AMD Instinct MI250X", "instinct-mi250x"],
    ["MI210", "instinct-mi210"],
    ["AMD Radeon RX 7900 XTX", "radeon-rx-7900-xtx"],
    ["Google TPU v4", "google-tpu-v4"],
    ["TPUv3", "google-tpu-v3"],
    ["Intel Gaudi 3", "gaudi-3"],
  ])("%s → %s", (name, id) => {
    expect(findGpu(name)?.id).toBe(id);
  });

  it.each([
    ["A100"],
    ["H100"],
    ["V100"],
    ["NVIDIA GeForce RTX 3080 Laptop GPU"],
    ["RTX 6000"],
    ["RTX 4000"],
    ["NVIDIA GeForce RTX 4091"],
    ["NVIDIA"],
    ["Tesla"],
    [""],
  ])("does not take %s for a card", (name) => {
    expect(findGpu(name)).toBeUndefined();
  });

  it("finds every row by its own names, whatever noise is around them", () => {
    const names = GPUS.flatMap((gpu) => [gpu.name, ...gpu.aliases].map((name) => [gpu.id, name] as const));
    fc.assert(
      fc.property(fc.constantFrom(...names), printed, ([id, name], print) => {
        expect(findGpu(print(name))?.id).toBe(id);
      }),
      { numRuns: 500 },
    );
  });
});

describe("suggestGpus", () => {
  it("names the cards that an unfinished name leaves open", () => {
    expect(suggestGpus("A100", 4).toSorted()).toEqual([
      "NVIDIA A100 80GB PCIe",
      "NVIDIA A100-PCIE-40GB",
      "NVIDIA A100-SXM4-40GB",
      "NVIDIA A100-SXM4-80GB",
    ]);
    expect(suggestGpus("H100")).toContain("NVIDIA H100 80GB HBM3");
    expect(suggestGpus("RTX 6000")).toEqual(
      expect.arrayContaining(["NVIDIA Quadro RTX 6000", "NVIDIA RTX 6000 Ada Generation"]),
    );
  });

  it("mends a slip", () => {
    expect(suggestGpus("GeForce RTX 4091")[0]).toBe("NVIDIA GeForce RTX 4090");
    expect(suggestGpus("MI300")).toContain("AMD Instinct MI300X");
  });
});
