import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interval } from "../estimate/estimate.ts";
import { factorEstimate } from "../factor.ts";
import { gramsPerKwh, kgSbPerKwh, litresPerKwh, mjPerKwh, ratio } from "../units.ts";
import { CLOUD_REGIONS } from "./cloud-region.rows.ts";
import { adpeFactor, peFactor, waterOffSiteFactor } from "./electricity.ts";
import { ELECTRICITY } from "./electricity.rows.ts";
import { zoneOrThrow } from "./find-zone.ts";
import { resolveSite } from "./site.ts";
import type { Site, SiteInput } from "./site.ts";
import { ZONES } from "./zone.ts";

function within(low: number, value: number | undefined, high: number): boolean {
  return value === undefined || (value >= low && value <= high);
}

function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

const codes = (site: Site): readonly string[] => site.assumptions.map(({ code }) => code);
const zone = (text: string): ReturnType<typeof zoneOrThrow> => zoneOrThrow(text, "zone");

describe("resolveSite", () => {
  it("takes everything from a cloud region", () => {
    const site = resolveSite({ cloud_region: "aws:eu-west-1" });
    expect(site.zone).toMatchObject({ code: "IRL" });
    expect(site.grid.value).toBe(279.79);
    expect(site.pue).toMatchObject({ id: "pue/aws/eu-west-1", value: 1.11, year: 2024, spread: 1.05 });
    expect(site.wue).toMatchObject({ id: "wue/aws/eu-west-1", value: 0.03 });
    expect(codes(site)).toEqual([]);
  });

  it("lists an assumption for all that was not said", () => {
    const site = resolveSite({});
    expect(site.zone).toBe("unknown");
    expect(site).not.toHaveProperty("region");
    expect(site.pue).toMatchObject({ id: "pue/uptime/2024", value: 1.56, spread: 1.3 });
    expect(site.wue).toMatchObject({ value: 0.55, spread: 10 });
    expect(codes(site)).toEqual([
      "zone-unknown",
      "pue-default",
      "wue-default",
      "electricity-criteria-world",
      "water-off-site-world",
    ]);
    expect(resolveSite({ zone: "unknown" })).toEqual(site);
  });

  it("takes stated numbers at their word", () => {
    const site = resolveSite({ zone: "FR", pue: 1, wue_l_per_kwh: 0, grid_g_per_kwh: 12 });
    expect(site.pue).toMatchObject({ id: "stated/pue", value: 1, spread: 1 });
    expect(site.wue).toMatchObject({ id: "stated/wue", value: 0 });
    expect(site.grid).toMatchObject({ id: "stated/grid", value: 12 });
    expect(codes(site)).toEqual([]);
  });

  it("does not assume a grid beside a stated intensity", () => {
    expect(codes(resolveSite({ grid_g_per_kwh: 100 }))).not.toContain("zone-unknown");
  });

  it("names the provider whose typical figures stand in for a region's", () => {
    const site = resolveSite({ cloud_region: "eu-west-3" });
    expect(site.pue).toMatchObject({ id: "pue/aws", value: 1.185 });
    expect(site.wue).toMatchObject({ id: "wue/aws", value: 0.18 });
    expect(site.assumptions.map(({ text }) => text)).toEqual([
      "no PUE is published for eu-west-3: the median of Amazon Web Services, 1.185, was taken",
      "no WUE is published for eu-west-3: 0.18 L/kWh, typical of Amazon Web Services, was taken",
    ]);
    expect(codes(resolveSite({ cloud_region: "europe-west1" }))).toEqual(["wue-default"]);
  });

  it("accepts the region's own country, and refuses another", () => {
    expect(resolveSite({ zone: "Belgium", cloud_region: "europe-west1" }).zone).toMatchObject({
      code: "BEL",
    });
    expect(() => resolveSite({ zone: "FR", cloud_region: "europe-west1" })).toThrowError(
      expect.objectContaining({
        code: "malformed-input",
        message: "site.zone is France, but site.cloud_region gcp:europe-west1 is in Belgium",
        details: expect.objectContaining({ field: "site.zone" }),
      }),
    );
  });

  it.each<[SiteInput, string]>([
    [{ pue: 0.99 }, "site.pue"],
    [{ pue: Number.NaN }, "site.pue"],
    [{ pue: Number.POSITIVE_INFINITY }, "site.pue"],
    [{ wue_l_per_kwh: -0.1 }, "site.wue_l_per_kwh"],
    [{ grid_g_per_kwh: -1 }, "site.grid_g_per_kwh"],
    [{ grid_g_per_kwh: Number.NaN }, "site.grid_g_per_kwh"],
  ])("refuses %o", (input, field) => {
    expect(() => resolveSite(input)).toThrowError(
      expect.objectContaining({ code: "invalid-number", details: expect.objectContaining({ field }) }),
    );
  });

  it("names the field that holds an unknown zone or region", () => {
    const details = expect.objectContaining({ field: "workloads.0.site.zone" });
    expect(() => resolveSite({ zone: "Frnace" }, "workloads.0.site")).toThrowError(
      expect.objectContaining({ code: "unknown-zone", details }),
    );
    expect(() => resolveSite({ cloud_region: "eu-west-99" })).toThrowError(
      expect.objectContaining({ code: "unknown-region" }),
    );
  });

  it("gives whole intervals around numbers within their range, whatever is said", () => {
    const numbers = {
      pue: maybe(fc.double({ min: 1, max: 5, noNaN: true })),
      wue_l_per_kwh: maybe(fc.double({ min: 0, max: 20, noNaN: true })),
      grid_g_per_kwh: maybe(fc.double({ min: 0, max: 2000, noNaN: true })),
    };
    const place = fc.oneof(
      fc.record({ zone: maybe(fc.constantFrom("unknown", ...ZONES.map(({ name }) => name))), ...numbers }),
      fc.record({ cloud_region: fc.constantFrom(...CLOUD_REGIONS.map(({ name }) => name)), ...numbers }),
    );
    fc.assert(
      fc.property(place, (input) => {
        const site = resolveSite(input);
        expect(site.pue.value).toBeGreaterThanOrEqual(1);
        for (const estimate of [
          factorEstimate(gramsPerKwh, site.grid),
          factorEstimate(ratio, site.pue),
          factorEstimate(litresPerKwh, site.wue),
          factorEstimate(litresPerKwh, site.waterOffSite),
          factorEstimate(kgSbPerKwh, site.adpe),
          factorEstimate(mjPerKwh, site.pe),
        ]) {
          const { low, value, high } = interval(estimate);
          expect(low).toBeLessThanOrEqual(value);
          expect(high).toBeGreaterThanOrEqual(value);
          expect(Number.isFinite(high)).toBe(true);
        }
      }),
    );
  });
});

describe("criteria of electricity", () => {
  it("are a zone's own where there are any", () => {
    expect(adpeFactor(zone("FR"))).toMatchObject({
      id: "electricity/adpe/FRA",
      value: 4.85798e-8,
      spread: 3,
    });
    expect(peFactor(zone("FR"))).toMatchObject({ id: "electricity/pe/FRA", value: 11.289, spread: 2 });
    expect(waterOffSiteFactor(zone("FR"))).toMatchObject({
      value: 3.6737,
      zone: "FRA",
      year: 2020,
      spread: 2.5,
    });
  });

  it("are the world's, and wider, where there are none", () => {
    for (const unknown of ["unknown", zone("Aruba")] as const) {
      expect(adpeFactor(unknown)).toMatchObject({
        id: "electricity/adpe/fallback",
        value: 7.37708e-8,
        spread: 6,
      });
      expect(peFactor(unknown)).toMatchObject({
        id: "electricity/pe/fallback",
        value: 9.988,
        zone: "WORLD",
        spread: 2.5,
      });
      expect(waterOffSiteFactor(unknown)).toMatchObject({ value: 3.9, spread: 4 });
    }
    expect(adpeFactor(zone("World"))).toMatchObject({
      id: "electricity/adpe/WORLD",
      value: 7.37708e-8,
      spread: 3,
    });
  });

  it("say which of them fell back", () => {
    const iceland = resolveSite({ zone: "IS", pue: 1, wue_l_per_kwh: 0 });
    expect(iceland.assumptions).toEqual([
      {
        code: "electricity-criteria-world",
        text: "no figure for primary energy of this zone's electricity: the world's was taken",
      },
    ]);
  });

  it("belong to zones of the grid table, and keep within physics", () => {
    const known = new Set(ZONES.map(({ code }) => code));
    const wrong = Object.entries(ELECTRICITY).filter(
      ([code, { adpe, pe, water }]) =>
        !(known.has(code) && within(1e-9, adpe, 1e-6) && within(3.6, pe, 25) && within(0.1, water, 50)),
    );
    expect(wrong).toEqual([]);
    expect(Object.keys(ELECTRICITY)).toHaveLength(137);
  });
});
