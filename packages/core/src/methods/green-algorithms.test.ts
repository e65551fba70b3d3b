import { describe, expect, it } from "vitest";
import { findCpu, findGpu } from "../hardware/index.ts";
import type { Cpu } from "../hardware/index.ts";
import { relativeError } from "../relative-error.fixture.ts";
import { BARE, figuresOf } from "./answer.fixture.ts";
import { greenAlgorithms } from "./green-algorithms.ts";
import type { MethodInput } from "./method.ts";

function known(name: string): Cpu {
  const cpu = findCpu(name);
  if (cpu === undefined) throw new Error(`${name} left the catalogue`);
  return cpu;
}

/** The calculator's default form: 12 h on 12 cores of 7.5 W and 64 GB; (12 × 7.5 + 64 × 0.3725) W = 113.84 W. */
const FORM: MethodInput = { ...BARE, cpu: { cores: 12, usage: 1, tdpPerCoreW: 7.5 } };

// Expected values are those of the calculator (GreenAlgorithms/green-algorithms-tool, CC-BY-4.0), by data version.
const CASES: readonly {
  readonly name: string;
  readonly input: MethodInput;
  readonly energyKwh: number;
  /** Where the source has one. */
  readonly co2eG: number | undefined;
  readonly tolerance: number;
}[] = [
  {
    // 12 h × 113.84 W × 1.67; the screenshot of the 2024 deck, before rounding
    name: "the deck's example, v1.1 to v2.1 (PUE 1.67, USA 453.22 g)",
    input: { ...FORM, pue: 1.67 },
    energyKwh: 2.2813536,
    co2eG: 1033.95507859,
    tolerance: 1e-6,
  },
  {
    name: "the deck's example as displayed, in two decimals",
    input: { ...FORM, pue: 1.67 },
    energyKwh: 2.28,
    co2eG: 1030,
    tolerance: 0.006,
  },
  {
    name: "the default form of v1.0 (USA 475.9 g)",
    input: { ...FORM, pue: 1.67, gridGPerKwh: 475.9 },
    energyKwh: 2.2813536,
    co2eG: 1085.6961782,
    tolerance: 1e-6,
  },
  {
    name: "the default form of v3.0 (PUE not said: 1.56, USA 423.94 g)",
    input: { ...FORM, gridGPerKwh: 423.94 },
    energyKwh: 2.1310848,
    co2eG: 903.45209,
    tolerance: 1e-6,
  },
  {
    // quoted by MLCA (blubrom/MLCA, experiments.org): A8-7680, one GTX 1080 Ti, France
    name: "MLCA's cross-check: 4 cores of 11.3 W and a GPU of 250 W",
    input: {
      ...BARE,
      cpu: { cores: 4, usage: 1, tdpPerCoreW: 11.3 },
      gpu: { count: 1, usage: 1, tdpW: 250 },
      pue: 1,
      gridGPerKwh: 51.28,
    },
    energyKwh: 3.83,
    co2eG: 196.32,
    tolerance: 1e-3,
  },
  {
    // the calculator's link in the notebook of Jay et al. 2023, quoted by MLCA: DGX-1, eight V100 of 300 W, 1 minute
    name: "Jay 2023: eight GPUs of 300 W and 512 GB for a minute, CPU idle",
    input: {
      ...BARE,
      durationH: 1 / 60,
      cpu: { cores: 40, usage: 0, tdpPerCoreW: 8.1 },
      gpu: { count: 8, usage: 1, tdpW: 300 },
      memoryGb: 512,
      pue: 1,
      gridGPerKwh: 51.28,
    },
    energyKwh: 0.04318,
    co2eG: undefined,
    tolerance: 1e-3,
  },
];

describe("Green Algorithms", () => {
  it.each(CASES)("$name", ({ input, energyKwh, co2eG, tolerance }) => {
    const figures = figuresOf(greenAlgorithms, input);
    expect(relativeError(figures.energyKwh, energyKwh)).toBeLessThan(tolerance);
    expect(relativeError(figures.co2eG, co2eG ?? figures.energyKwh * input.gridGPerKwh)).toBeLessThan(
      tolerance,
    );
  });

  it("prints the deck's equivalents: 1.13 tree-months and 5.91 km by car", () => {
    const { also } = figuresOf(greenAlgorithms, { ...FORM, pue: 1.67 });
    // 1033.955 g ÷ (11,000 ÷ 12) g and ÷ 175 g/km
    expect(also?.["tree_months"]).toBeCloseTo(1.128, 3);
    expect(also?.["car_eu_km"]).toBeCloseTo(5.908, 3);
    expect(relativeError(also?.["tree_months"] ?? 0, 1.13)).toBeLessThan(0.006);
    expect(relativeError(also?.["car_eu_km"] ?? 0, 5.91)).toBeLessThan(0.006);
  });

  it("takes a chip's rating over its cores: 120 W ÷ 16 is the form's 7.5 W", () => {
    const named = figuresOf(greenAlgorithms, {
      ...FORM,
      pue: 1.67,
      cpu: { model: known("Xeon E5-2683 v4"), cores: 12, usage: 1 },
    });
    expect(named.energyKwh).toBeCloseTo(2.2813536, 12);
    expect(named.assumed).toEqual([]);
  });

  it("takes a card's rating, and a stated one before it", () => {
    const model = findGpu("GeForce GTX 1080 Ti");
    const gpu = { count: 1, usage: 1, ...(model === undefined ? {} : { model }) };
    const input: MethodInput = { ...BARE, durationH: 1, memoryGb: 0, pue: 1 };
    expect(figuresOf(greenAlgorithms, { ...input, gpu }).energyKwh).toBeCloseTo(0.25, 12);
    expect(figuresOf(greenAlgorithms, { ...input, gpu: { ...gpu, tdpW: 100 } }).energyKwh).toBeCloseTo(
      0.1,
      12,
    );
  });

  it("lists what it takes for want of a word: 12 W a core, 200 W a GPU, PUE 1.56", () => {
    const figures = figuresOf(greenAlgorithms, {
      ...BARE,
      durationH: 1,
      memoryGb: 0,
      cpu: { cores: 2, usage: 0.5 },
      gpu: { count: 3, usage: 1 },
    });
    expect(figures.energyKwh).toBeCloseTo(((2 * 0.5 * 12 + 3 * 200) * 1.56) / 1000, 12);
    expect(figures.assumed).toEqual(["12 W a core", "200 W a GPU", "PUE 1.56"]);
  });

  it("counts each of `multiplier` runs", () => {
    const once = figuresOf(greenAlgorithms, FORM);
    expect(figuresOf(greenAlgorithms, { ...FORM, multiplier: 7 }).energyKwh).toBeCloseTo(
      7 * once.energyKwh,
      12,
    );
  });
});
