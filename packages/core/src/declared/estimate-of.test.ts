import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { relativeError } from "../relative-error.fixture.ts";
import { EstimateResult } from "../wire/index.ts";
import type { WireEstimateRequest, WireEstimateResult, WireQuantity } from "../wire/index.ts";
import { estimateOf } from "./estimate-of.ts";
import { validRequest } from "./request.fixture.ts";

const DECK: WireEstimateRequest = {
  duration_h: 12,
  cpu: { model: "Xeon E5-2683 v4", cores: 12, usage: 1 },
  memory_gb: 64,
  site: { pue: 1.67, grid_g_per_kwh: 453.22 },
};

const codes = (result: WireEstimateResult): readonly string[] => result.assumptions.map(({ code }) => code);

function quantities(result: WireEstimateResult): readonly WireQuantity[] {
  const { energy_kwh, co2e_g, water_l, adpe_kgsb, pe_mj, embodied, ladder_kwh, equivalents } = result;
  return [
    energy_kwh,
    co2e_g,
    water_l,
    adpe_kgsb,
    pe_mj,
    ...Object.values(embodied),
    ...Object.values(ladder_kwh),
    ...equivalents.map(({ amount }) => amount),
  ];
}

describe("estimateOf the deck's example", () => {
  it("is, by hand, 24 threads at the plug and the memory beyond them", () => {
    const result = estimateOf(DECK);
    // a thread between 3.6853 W (Broadwell servers at 100 %) and 120 W ÷ 32 × 1.37
    const thread = Math.sqrt(3.6853 * (120 / 32) * 1.37);
    // and (64 − 24 × 1.5) GB × 0.32 W × 1.37, for 12 h at PUE 1.67
    const kwh = ((24 * thread + 28 * 0.32 * 1.37) * 12 * 1.67) / 1000;
    expect(relativeError(result.energy_kwh.value, kwh)).toBeLessThan(1e-12);
    expect(relativeError(result.co2e_g.value, kwh * 453.22)).toBeLessThan(1e-12);
    expect(result).toMatchObject({ boundary: "facility", tier: "modelled" });
  });

  it("holds the deck's own 1.03 kg in its interval", () => {
    const { low, high } = estimateOf(DECK).co2e_g;
    expect(low).toBeLessThan(1033.96);
    expect(high).toBeGreaterThan(1033.96);
  });

  it("lists what it assumed, and no more", () => {
    expect(codes(estimateOf(DECK))).toEqual([
      "node-overhead-default",
      "cpu-vcpus-per-core",
      "memory-power-default",
      "wue-default",
      "electricity-criteria-world",
      "water-off-site-world",
      "embodied-server-default",
    ]);
  });
});

describe("assumptions", () => {
  const run = (rest: Partial<WireEstimateRequest>): WireEstimateRequest => ({
    duration_h: 1,
    memory_gb: 1,
    ...rest,
  });
  const cpu = (model: string): WireEstimateRequest => run({ cpu: { model, cores: 2, usage: 1 } });
  const gpu = (model: string): WireEstimateRequest => run({ gpu: { model, count: 1, usage: 1 } });

  it.each<[string, WireEstimateRequest, WireEstimateRequest]>([
    ["cpu-unknown", cpu("unknown"), cpu("EPYC 7763")],
    ["cpu-unknown", run({ cpu: { cores: 2 } }), run({ cpu: { cores: 2, tdp_per_core_w: 5 } })],
    ["cpu-from-tdp", run({ cpu: { cores: 2, tdp_per_core_w: 5 } }), cpu("EPYC 7763")],
    ["cpu-from-tdp", cpu("Xeon W-2145"), cpu("Xeon E5-2650")],
    ["cpu-by-family", cpu("AWS Graviton3"), cpu("EPYC 7763")],
    ["cpu-vcpus-per-core", cpu("EPYC 7763"), cpu("AWS Graviton3")],
    ["cpu-host-unknown", cpu("unknown"), cpu("EPYC 7763")],
    ["gpu-unknown", gpu("unknown"), gpu("A100-SXM4-80GB")],
    ["gpu-embodied-by-class", gpu("GeForce RTX 4090"), gpu("A100-SXM4-80GB")],
    ["gpu-embodied-by-class", gpu("unknown"), gpu("Tesla T4")],
    ["usage-default", run({ cpu: { cores: 2 } }), run({ cpu: { cores: 2, usage: 0.5 } })],
    ["usage-default", run({ gpu: { count: 2 } }), run({ gpu: { count: 2, usage: 0.5 } })],
    ["development-missing", { ...cpu("EPYC 7763"), boundary: "lifecycle" }, cpu("EPYC 7763")],
    ["zone-unknown", cpu("EPYC 7763"), { ...cpu("EPYC 7763"), site: { zone: "FR" } }],
    ["zone-unknown", { ...cpu("EPYC 7763"), site: { zone: "unknown" } }, DECK],
    ["pue-default", cpu("EPYC 7763"), DECK],
    ["wue-default", DECK, { ...DECK, site: { wue_l_per_kwh: 0 } }],
    ["electricity-criteria-world", DECK, { ...DECK, site: { zone: "FR" } }],
    ["water-off-site-world", DECK, { ...DECK, site: { zone: "FR" } }],
  ])("%s stands where it was made, and nowhere else", (code, made, notMade) => {
    expect(codes(estimateOf(made))).toContain(code);
    expect(codes(estimateOf(notMade))).not.toContain(code);
  });

  it.each(["node-overhead-default", "memory-power-default", "embodied-server-default"])(
    "%s stands behind every described run",
    (code) => {
      expect(codes(estimateOf(DECK))).toContain(code);
      expect(codes(estimateOf(gpu("A100-SXM4-80GB")))).toContain(code);
    },
  );
});

describe("refusals", () => {
  it.each<[string, string, string, Partial<WireEstimateRequest>]>([
    ["unknown-cpu", "cpu.model", "Intel Xeon E5-2683 v4", { cpu: { model: "Xeon E5-2683 v9", cores: 1 } }],
    ["unknown-gpu", "gpu.model", "NVIDIA A100-SXM4-80GB", { gpu: { model: "A100", count: 1 } }],
    ["unknown-zone", "site.zone", "France", { site: { zone: "Frence" } }],
    ["unknown-region", "site.cloud_region", "gcp:europe-west9", { site: { cloud_region: "europe-west91" } }],
  ])("%s names the field %s and suggests %s", (code, field, suggestion, wrong) => {
    expect(() => estimateOf({ ...DECK, ...wrong })).toThrowError(
      expect.objectContaining({
        name: "GrammeError",
        code,
        details: expect.objectContaining({ field, suggestions: expect.arrayContaining([suggestion]) }),
      }),
    );
  });
});

describe("stated ratings", () => {
  it("give the energy by hand, at the chip", () => {
    const result = estimateOf({
      duration_h: 2,
      cpu: { cores: 10, usage: 1, tdp_per_core_w: 7.5 },
      gpu: { model: "no such card", count: 2, usage: 1, tdp_w: 250 },
      memory_gb: 0,
      boundary: "device",
    });
    expect(result.energy_kwh.value).toBeCloseTo((2 * (75 + 500)) / 1000, 12);
    expect(result.tier).toBe("rated");
    const listed = result.factors.map(({ id }) => id);
    expect(listed).toContain("stated/cpu/tdp");
    expect(listed).toContain("stated/gpu/tdp");
  });
});

describe("boundary", () => {
  it("adds production at the life cycle, and only there", () => {
    const at = (boundary: (typeof BOUNDARY_RUNGS)[number]): WireEstimateResult =>
      estimateOf({ ...DECK, boundary });
    const [facility, lifecycle] = [at("facility"), at("lifecycle")];
    for (const key of ["co2e_g", "adpe_kgsb", "pe_mj"] as const) {
      const parts = facility[key].value + facility.embodied[key].value;
      expect(relativeError(lifecycle[key].value, parts)).toBeLessThan(1e-12);
    }
    expect(lifecycle.energy_kwh).toEqual(facility.energy_kwh);
    for (const rung of BOUNDARY_RUNGS) {
      expect(at(rung).embodied).toEqual(facility.embodied);
      expect(at(rung).ladder_kwh).toEqual(facility.ladder_kwh);
      expect(at(rung).energy_kwh).toEqual(facility.ladder_kwh[rung]);
      expect(at(rung).boundary).toBe(rung);
    }
  });
});

describe("any valid request", () => {
  it("gives a result that fits the wire, through JSON and back", () => {
    fc.assert(
      fc.property(validRequest, (request) => {
        const result = estimateOf(request);
        expect(EstimateResult.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
      }),
      { numRuns: 300 },
    );
  });

  it("gives finite quantities with low <= value <= high", () => {
    fc.assert(
      fc.property(validRequest, (request) => {
        const wrong = quantities(estimateOf(request)).filter(
          ({ low, value, high }) => !(0 <= low && low <= value && value <= high && Number.isFinite(high)),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("names the factor behind every share of doubt, and shares add up to 1", () => {
    fc.assert(
      fc.property(validRequest, (request) => {
        const { doubt, factors } = estimateOf(request);
        const known = new Set(["noise", ...factors.map(({ id }) => id)]);
        expect(doubt.filter(({ source }) => !known.has(source))).toEqual([]);
        const total = doubt.reduce((acc, { share }) => acc + share, 0);
        expect(doubt.length === 0 ? 1 : total).toBeCloseTo(1, 9);
      }),
      { numRuns: 300 },
    );
  });

  it("grows in proportion to how often the work was run", () => {
    const times = fc.double({ min: 0.1, max: 100, noNaN: true });
    fc.assert(
      fc.property(validRequest, times, (request, by) => {
        const once = estimateOf({ ...request, multiplier: 1 });
        const often = estimateOf({ ...request, multiplier: by });
        for (const [index, { value }] of quantities(often).entries()) {
          const expected = by * (quantities(once)[index]?.value ?? Number.NaN);
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * expected);
        }
      }),
    );
  });
});
