import { describe, expect, it } from "vitest";
import { findCpu } from "../hardware/index.ts";
import type { Cpu } from "../hardware/index.ts";
import { BARE, figuresOf, whyNot } from "./answer.fixture.ts";
import { codecarbon, codecarbonCpuPower, codecarbonRamPower } from "./codecarbon.ts";

/** 16 cores, 120 W. */
function chip(): Cpu {
  const cpu = findCpu("Xeon E5-2683 v4");
  if (cpu === undefined) throw new Error("the chip left the catalogue");
  return cpu;
}

describe("memory power", () => {
  // mlco2/codecarbon 3.3.0 (MIT), codecarbon/external/ram.py, executed for x86: modules are guessed, 5 W each
  it.each([
    [8, 10],
    [32, 20],
    [64, 20],
    [128, 38],
    [1024, 38],
  ])("%i GB draws %f W", (gb, expected) => {
    expect(Math.abs(codecarbonRamPower(gb) - expected)).toBeLessThan(1e-9);
  });

  it("is at least 10 W, and never falls by a module for a larger size of the same table", () => {
    expect(codecarbonRamPower(0)).toBe(10);
    expect(codecarbonRamPower(0.5)).toBe(10);
    const powers = [1, 4, 16, 17, 64, 65, 128].map((gb) => codecarbonRamPower(gb));
    expect(powers).toEqual(powers.toSorted((a, b) => a - b));
  });

  it("stops at 32 modules: 4 × 5 + 4 × 4.5 + 8 × 4 + 16 × 3.5 W", () => {
    expect(codecarbonRamPower(1e6)).toBeCloseTo(126, 9);
  });
});

describe("CPU power", () => {
  // mlco2/codecarbon 3.3.0 (MIT), codecarbon/external/hardware.py: TDP × (0.1 + 0.9 × load³)
  it.each([
    [0, 10],
    [0.5, 21.25],
    [1, 100],
  ])("at load %f of 100 W is %f W", (load, expected) => {
    expect(codecarbonCpuPower(100, load) / expected).toBeCloseTo(1, 6);
  });
});

describe("CodeCarbon", () => {
  it("takes the whole chip at the load of the cores used, and its memory modules", () => {
    const input = { ...BARE, pue: 1, wueLPerKwh: 0.5, cpu: { model: chip(), cores: 12, usage: 1 } };
    const figures = figuresOf(codecarbon, input);
    // load 12/16: 120 × (0.1 + 0.9 × 0.421875) = 57.5625 W; 64 GB: 20 W; 12 h
    expect(figures.energyKwh).toBeCloseTo((12 * 77.5625) / 1000, 12);
    expect(figures.co2eG).toBeCloseTo(0.93075 * 453.22, 9);
    expect(figures.also?.["water_l"]).toBeCloseTo(0.93075 * 0.5, 12);
    expect(figures.assumed).toEqual([]);
  });

  it("takes as many chips as the cores need: 24 cores of 16-core chips are two at 3/4", () => {
    const on = (cores: number): number =>
      figuresOf(codecarbon, { ...BARE, pue: 1, cpu: { model: chip(), cores, usage: 1 } }).energyKwh;
    expect(on(24)).toBeCloseTo((12 * (240 * (0.1 + 0.9 * 0.421875) + 20)) / 1000, 12);
    expect(on(32)).toBeCloseTo((12 * (240 + 20)) / 1000, 12);
    expect(on(16)).toBeCloseTo((12 * (120 + 20)) / 1000, 12);
  });

  it("takes a stated power of a core for a chip of those cores", () => {
    const cpu = { cores: 4, usage: 0.5, tdpPerCoreW: 25 };
    const figures = figuresOf(codecarbon, { ...BARE, durationH: 1, pue: 1, wueLPerKwh: 0, cpu });
    expect(figures.energyKwh).toBeCloseTo((21.25 + 20) / 1000, 12);
    expect(figures.assumed).toEqual([]);
  });

  it("lists what it takes for want of a word: 4 W a thread, PUE 1, WUE 0", () => {
    const figures = figuresOf(codecarbon, { ...BARE, durationH: 1, cpu: { cores: 25, usage: 1 } });
    expect(figures.energyKwh).toBeCloseTo((100 + 20) / 1000, 12);
    expect(figures.assumed).toEqual(["unknown chip: 4 W a thread, one thread a core", "PUE 1", "WUE 0"]);
  });

  // tests/test_emissions.py (MIT): 1 kWh in France is 56.039 g, 1000 kWh anywhere unknown 475 kg
  it.each([
    [1, 56.039, 56.039],
    [1000, 475, 475_000],
  ])("%f kWh at %f g/kWh is %f g", (kwh, gridGPerKwh, expected) => {
    // 10 W of memory and 90 W of a busy chip: 0.1 kW
    const cpu = { cores: 1, usage: 1, tdpPerCoreW: 90 };
    const figures = figuresOf(codecarbon, {
      durationH: kwh * 10,
      memoryGb: 8,
      multiplier: 1,
      gridGPerKwh,
      cpu,
    });
    expect(figures.energyKwh / kwh).toBeCloseTo(1, 9);
    expect(figures.co2eG / expected).toBeCloseTo(1, 6);
  });

  it("does not apply to a described GPU, nor without a CPU", () => {
    expect(whyNot(codecarbon, { ...BARE, gpu: { count: 1, usage: 1 } })).toMatch(/GPU/u);
    expect(whyNot(codecarbon, BARE)).toBe("it wants a CPU");
  });
});
