import { describe, expect, it } from "vitest";

import { interval, product } from "../estimate/estimate.ts";
import { grams, ratio } from "../units.ts";
import { factorEstimate } from "../factor.ts";
import { cardProduction, CPUS, cpuPower, findCpu, findGpu, gpuPower, GPUS, identifyCpu } from "./index.ts";
import type { Cpu, Gpu } from "./index.ts";

function cpu(name: string): Cpu {
  const row = findCpu(name);
  if (row === undefined) throw new Error(`not in the catalogue: ${name}`);
  return row;
}

function gpu(name: string): Gpu {
  const row = findGpu(name);
  if (row === undefined) throw new Error(`not in the catalogue: ${name}`);
  return row;
}

describe("cpuPower", () => {
  it("takes the middle of a server's two witnesses: the curve of its family, and its rated power at the plug", () => {
    const power = cpuPower(identifyCpu({ name: "AMD EPYC 7763 64-Core Processor" }));
    expect(power).toMatchObject({ at: "plug", tier: "modelled", assumptions: [] });
    // 280 W over 128 threads, × 1.37
    const rated = (280 / 128) * 1.37;
    const middle = Math.sqrt(1.9573 * rated);
    expect(power.busy.value).toBeCloseTo(middle, 12);
    expect(power.idle.value).toBeCloseTo((0.4556 * middle) / 1.9573, 12);
    expect(interval(power.busy).high).toBeCloseTo(middle * 1.5, 9);
    expect(interval(power.busy).high).toBeGreaterThan(rated);
    expect(power.factors.map((factor) => factor.id)).toEqual([
      "microarchitecture/zen-3-epyc/watts",
      "microarchitecture/zen-3-epyc/watts-idle",
      "cpu/epyc-7763/tdp",
    ]);
  });

  it("reaches both witnesses where they are far apart", () => {
    // 180 W on 16 threads: few fast cores, of which the curve of the family says a third
    const { low, high } = interval(cpuPower(cpu("AMD EPYC 7F32")).busy);
    expect(high).toBeGreaterThanOrEqual((180 / 16) * 1.37 * (1 - 1e-9));
    expect(low).toBeLessThanOrEqual(1.693 * (1 + 1e-9));
  });

  it("doubts a family more than a model", () => {
    const power = cpuPower(identifyCpu({ vendorId: "GenuineIntel", family: 6, model: 207, stepping: 2 }));
    expect(power).toMatchObject({ at: "plug", tier: "modelled", assumptions: [{ code: "cpu-by-family" }] });
    expect(power.busy.value).toBe(4.482);
    expect(interval(power.busy).high).toBeCloseTo(4.482 * 1.7, 9);
  });

  it("shares the doubt of idle and busy, so that their ratio has none", () => {
    const { idle, busy } = cpuPower(cpu("Xeon Gold 6248"));
    const quotient = product(ratio, [idle], [busy]);
    expect(interval(quotient).high).toBeCloseTo(quotient.value, 12);
  });

  it("counts a thread of a chip without SMT as a whole core", () => {
    // Half as many threads as the machines behind the curve had: twice the power of one.
    expect(cpuPower(cpu("AMD EPYC 9R14")).busy.value).toBeCloseTo(2 * 2.2822, 12);
    // 360 W over 192 threads
    const rated = (360 / 192) * 1.37;
    expect(cpuPower(cpu("AMD EPYC 9654")).busy.value).toBeCloseTo(Math.sqrt(2.2822 * rated), 12);
  });

  it("takes rated power where no curve speaks for the chip", () => {
    // 45 W over 12 threads: the curve of Coffee Lake is of servers, this is a laptop.
    const power = cpuPower(cpu("i7-9750H"));
    expect(power).toMatchObject({ at: "chip", tier: "rated", assumptions: [{ code: "cpu-from-tdp" }] });
    expect(power.busy.value).toBe(45 / 12);
    expect(power.idle.value).toBeCloseTo((0.12 * 45) / 12, 12);
    expect(interval(power.busy).low).toBeCloseTo(45 / 12 / 2, 12);
    expect(power.factors.map((factor) => factor.id)).toEqual(["cpu/core-i7-9750h/tdp", "cpu/idle-ratio"]);
  });

  it("prefers a rated power over another microarchitecture's curve", () => {
    expect(cpuPower(cpu("Ampere Altra Q80-30"))).toMatchObject({ at: "chip", tier: "rated" });
    const graviton = cpuPower(cpu("AWS Graviton2"));
    expect(graviton).toMatchObject({
      at: "plug",
      tier: "modelled",
      assumptions: [{ code: "cpu-by-family" }],
    });
    expect(interval(graviton.busy).high).toBeCloseTo(1.693 * 2.5, 9);
  });

  it("takes the median rating of the family where there is neither", () => {
    const power = cpuPower(identifyCpu({ vendorId: "GenuineIntel", family: 6, model: 175 }));
    expect(power).toMatchObject({ at: "chip", tier: "rated", assumptions: [{ code: "cpu-by-family" }] });
    expect(power.busy.value).toBeGreaterThan(1.5);
    expect(power.busy.value).toBeLessThan(3.5);
    expect(power.factors[0]?.id).toBe("microarchitecture/sierra-forest/tdp");
  });

  it("has 4 W for a thread of an unknown chip, within ×3, and says so", () => {
    const power = cpuPower(identifyCpu({ name: "Zilog Z80" }));
    expect(power).toMatchObject({ at: "chip", tier: "rated", assumptions: [{ code: "cpu-unknown" }] });
    expect(power.busy.value).toBe(4);
    expect(interval(power.busy)).toMatchObject({
      low: expect.closeTo(4 / 3, 9),
      high: expect.closeTo(12, 9),
    });
  });

  it("takes a stated power at its word, and doubts that the chip draws it", () => {
    const power = cpuPower({ kind: "stated", tdpPerThreadW: 7.5 });
    expect(power.busy.value).toBe(7.5);
    expect(power.factors[0]).toMatchObject({ id: "stated/cpu/tdp", value: 7.5, spread: 2 });
    expect(() => cpuPower({ kind: "stated", tdpPerThreadW: -1 })).toThrow(/power must be a finite number/);
  });

  it("gives every CPU of the catalogue an idle below its busy, both above zero", () => {
    const odd = CPUS.filter((row) => {
      const { idle, busy } = cpuPower(row);
      return !(idle.value > 0 && idle.value < busy.value && busy.value < 30);
    });
    expect(odd).toEqual([]);
  });
});

describe("gpuPower", () => {
  it("takes rated power when busy, and 14 % of it when idle", () => {
    const power = gpuPower(gpu("NVIDIA H100 80GB HBM3"));
    expect(power).toMatchObject({ at: "chip", tier: "rated", assumptions: [] });
    expect(power.busy.value).toBe(700);
    expect(power.idle.value).toBeCloseTo(0.141 * 700, 9);
    expect(power.factors.map((factor) => factor.id)).toEqual(["gpu/h100-80gb-hbm3/tdp", "gpu/idle-ratio"]);
  });

  it("takes a measured idle where there is one", () => {
    const power = gpuPower(gpu("NVIDIA A100-SXM4-80GB"));
    expect(power.idle.value).toBe(56.4);
    expect(power.factors.map((factor) => factor.id)).toEqual([
      "gpu/a100-sxm4-80gb/tdp",
      "gpu/a100-sxm4-80gb/idle",
    ]);
  });

  it("shares a card out over the GPUs that the driver lists", () => {
    expect(gpuPower(gpu("Tesla K80")).busy.value).toBe(150);
    expect(gpuPower(gpu("MI250X")).busy.value).toBe(280);
  });

  it("takes a stated power over the catalogue's", () => {
    expect(gpuPower(gpu("Tesla T4"), 50).busy.value).toBe(50);
    expect(gpuPower(undefined, 300).factors[0]?.id).toBe("stated/gpu/tdp");
  });

  it("has 200 W for an unknown GPU, and says so", () => {
    const power = gpuPower(undefined);
    expect(power.busy.value).toBe(200);
    expect(power.assumptions).toMatchObject([{ code: "gpu-unknown" }]);
  });
});

describe("cardProduction", () => {
  it("takes ADEME's figure for the A100 40 GB, and reaches both ends of the others", () => {
    const { gwp, adpe, assumptions } = cardProduction(gpu("NVIDIA A100-PCIE-40GB"));
    expect(assumptions).toEqual([]);
    expect(gwp).toMatchObject({ id: "gpu/a100-pcie-40gb/embodied-gwp", value: 181_000, unit: "gCO2e" });
    const range = interval(factorEstimate(grams, gwp));
    expect(range.low).toBeLessThanOrEqual(127_600);
    expect(range.high).toBeGreaterThanOrEqual(273_000);
    expect(adpe.value).toBe(0.0069);
  });

  it("takes the maker's figure for the H100, and reaches the 575 kg of another model", () => {
    const { gwp } = cardProduction(gpu("NVIDIA H100 80GB HBM3"));
    expect(gwp.value).toBe(164_000);
    expect(interval(factorEstimate(grams, gwp)).high).toBeCloseTo(575_000, 3);
  });

  it("falls back on the class by memory, and says so", () => {
    const { gwp, assumptions } = cardProduction(gpu("NVIDIA H100 PCIe"));
    expect(gwp.id).toBe("gpu/class-80gb/embodied-gwp");
    expect(assumptions).toMatchObject([{ code: "gpu-embodied-by-class" }]);
    const range = interval(factorEstimate(grams, gwp));
    expect(range.low).toBeLessThanOrEqual(150_000);
    expect(range.high).toBeGreaterThanOrEqual(574_999);
  });

  it("shares a card out over the GPUs that the driver lists, under an id of its own", () => {
    const { gwp } = cardProduction(gpu("Tesla K80"));
    expect(gwp).toMatchObject({ id: "gpu/class-32gb-of-2/embodied-gwp", value: 63_000 });
  });

  it("gives every card and the unknown one a range within 10 and 2,000 kg", () => {
    const odd = [undefined, ...GPUS].filter((card) => {
      const range = interval(factorEstimate(grams, cardProduction(card).gwp));
      return !(range.low > 10_000 && range.high < 2_000_000);
    });
    expect(odd).toEqual([]);
  });
});
