import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MethodsResult } from "../wire/index.ts";
import type { WireEstimateRequest, WireMethodsResult } from "../wire/index.ts";
import { methodsOf } from "./methods-of.ts";
import { validRequest } from "./request.fixture.ts";

/** The deck's example: the calculator's default form, on the chip that it stands for. */
const DECK: WireEstimateRequest = {
  duration_h: 12,
  cpu: { model: "Xeon E5-2683 v4", cores: 12, usage: 1 },
  memory_gb: 64,
  site: { pue: 1.67, grid_g_per_kwh: 453.22 },
};

function answer(results: WireMethodsResult, method: string): WireMethodsResult[number] {
  const found = results.find((result) => result.method === method);
  if (found === undefined) throw new Error(`no answer of ${method}`);
  return found;
}

const of = (request: WireEstimateRequest, method: string): WireMethodsResult[number] =>
  answer(methodsOf(request), method);

describe("methodsOf", () => {
  it("gives the deck's figures for the deck's example", () => {
    const deck = of(DECK, "green-algorithms");
    // Green Algorithms v1.1 to v2.1, unrounded: 2.2813536 kWh and 1033.955 g
    expect((deck.energy_kwh ?? 0) / 2.2813536).toBeCloseTo(1, 6);
    expect((deck.co2e_g ?? 0) / 1033.95507859).toBeCloseTo(1, 6);
    expect(deck).toMatchObject({ applies: true, version: "3.0", assumed: [] });
    // 12 of 16 cores: 57.5625 W, and 20 W of memory, × 1.67
    expect(of(DECK, "codecarbon").energy_kwh).toBeCloseTo((12 * 77.5625 * 1.67) / 1000, 12);
  });

  it("keeps a method that does not apply, with the reason and no figures", () => {
    expect(of(DECK, "ecologits")).toMatchObject({
      applies: false,
      why_not: "it starts from the output tokens of a language model; none were given",
      energy_kwh: null,
      co2e_g: null,
      assumed: [],
    });
  });

  it("answers the same in seconds as in hours", () => {
    const { duration_h: hours, ...rest } = DECK;
    expect(methodsOf({ ...rest, duration_s: (hours ?? 0) * 3600 })).toEqual(methodsOf(DECK));
  });

  it("leaves a PUE that nobody said to each method, and says so", () => {
    const silent = { ...DECK, site: { zone: "US" } };
    expect(of(silent, "green-algorithms").assumed).toEqual(["PUE 1.56"]);
    expect(of(silent, "codecarbon").assumed).toEqual(["PUE 1", "WUE 0"]);
  });

  it("gives each method a region's published PUE and WUE, and never a provider's median", () => {
    // aws:eu-west-1 publishes PUE 1.11 and WUE 0.03; aws:eu-west-3 neither
    const published = of({ ...DECK, site: { cloud_region: "aws:eu-west-1" } }, "codecarbon");
    expect(published.energy_kwh).toBeCloseTo((12 * 77.5625 * 1.11) / 1000, 12);
    expect(published.also?.["water_l"]).toBeCloseTo((published.energy_kwh ?? 0) * 0.03, 12);
    expect(published.assumed).toEqual([]);
    expect(of({ ...DECK, site: { cloud_region: "aws:eu-west-3" } }, "codecarbon").assumed).toEqual([
      "PUE 1",
      "WUE 0",
    ]);
  });

  it("hands on stated ratings, tokens and the number of runs", () => {
    const request: WireEstimateRequest = {
      duration_h: 1,
      cpu: { model: "no such chip", cores: 4, usage: 0.5, tdp_per_core_w: 10 },
      gpu: { model: "no such card", count: 2, usage: 0.5, tdp_w: 100 },
      memory_gb: 0,
      multiplier: 3,
      tokens: { output_tokens: 200, active_params_b: 7.3, total_params_b: 7.3, latency_s: 5 },
      site: { pue: 1.26, grid_g_per_kwh: 590.478 },
    };
    expect(of(request, "green-algorithms").energy_kwh).toBeCloseTo((3 * (20 + 100) * 1.26) / 1000, 12);
    // EcoLogits 0.9.3, executed: 1.536243521642994e-5 kWh a request
    expect((of(request, "ecologits").energy_kwh ?? 0) / (3 * 1.536243521642994e-5)).toBeCloseTo(1, 9);
    expect(of(request, "codecarbon").why_not).toMatch(/GPU/u);
  });

  it("refuses what estimateOf refuses", () => {
    expect(() => methodsOf({ ...DECK, cpu: { model: "Xeon E5-2683 v9", cores: 1 } })).toThrowError(
      expect.objectContaining({ code: "unknown-cpu" }),
    );
    expect(() => methodsOf({ ...DECK, site: { zone: "Frence" } })).toThrowError(
      expect.objectContaining({ code: "unknown-zone" }),
    );
  });

  it("fits the wire for any valid request, through JSON and back", () => {
    fc.assert(
      fc.property(validRequest, (request) => {
        const results = methodsOf(request);
        expect(MethodsResult.parse(JSON.parse(JSON.stringify(results)))).toEqual(results);
        for (const result of results) {
          expect(result.applies).toBe(result.why_not === undefined);
          expect(result.applies).toBe(result.energy_kwh !== null);
          expect(result.applies).toBe(result.co2e_g !== null);
        }
      }),
    );
  });
});
