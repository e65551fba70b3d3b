import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CLOUD_REGIONS } from "./cloud-region.rows.ts";
import { cloudRegionOrThrow, findCloudRegion, suggestCloudRegions } from "./cloud-region.ts";
import { zoneOrThrow } from "./find-zone.ts";
import { gridFactor } from "./grid.ts";
import { pueFactor } from "./pue.ts";
import { wueFactor } from "./wue.ts";

describe("the table of cloud regions", () => {
  it("has every region once, in a zone with a grid figure", () => {
    expect(new Set(CLOUD_REGIONS.map(({ provider, name }) => `${provider}:${name}`)).size).toBe(153);
    expect(
      CLOUD_REGIONS.filter(({ zone, name }) => !(gridFactor(zoneOrThrow(zone, name)).value > 0)),
    ).toEqual([]);
  });

  it("has no PUE below 1 and no WUE below 0", () => {
    const wrong = CLOUD_REGIONS.filter(({ pue, wue }) => (pue?.value ?? 1) < 1 || (wue?.value ?? 0) < 0);
    expect(wrong).toEqual([]);
    expect(CLOUD_REGIONS.filter(({ pue }) => pue !== undefined)).toHaveLength(62);
    expect(CLOUD_REGIONS.filter(({ wue }) => wue !== undefined)).toHaveLength(42);
  });

  it.each([
    ["northeurope", "IRL"],
    ["eu-north-1", "SWE"],
    ["europe-north1", "FIN"],
    ["me-central1", "QAT"],
    ["eastasia", "HKG"],
  ])("has %s in its own country", (name, zone) => {
    expect(findCloudRegion(name)?.zone).toBe(zone);
  });

  it.each(["aws", "azure", "gcp"] as const)(
    "gives %s regions without a PUE the median of the others",
    (provider) => {
      const published = CLOUD_REGIONS.filter(
        (region) => region.provider === provider && region.pue !== undefined,
      )
        .map((region) => region.pue?.value ?? Number.NaN)
        .toSorted((a, b) => a - b);
      const middle = (published.length - 1) / 2;
      const median = ((published[Math.floor(middle)] ?? 0) + (published[Math.ceil(middle)] ?? 0)) / 2;
      const factor = pueFactor({ region: { provider, name: "elsewhere", zone: "FRA", location: "" } });
      expect(factor.value).toBeCloseTo(median, 10);
      const held = published.filter((pue) => Math.max(pue / median, median / pue) <= factor.spread);
      expect(held.length / published.length).toBeGreaterThanOrEqual(0.9);
    },
  );
});

describe("findCloudRegion", () => {
  it("finds every region by name, with and without its provider, in any case", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CLOUD_REGIONS),
        fc.boolean(),
        fc.constantFrom("", " "),
        (region, upper, space) => {
          const { provider, name } = region;
          const typed = `${space}${upper ? name.toUpperCase() : name}${space}`;
          expect(findCloudRegion(typed)).toBe(region);
          expect(findCloudRegion(typed, provider)).toBe(region);
          expect(findCloudRegion(`${provider}:${typed}`)).toBe(region);
        },
      ),
    );
  });

  it("tells Amazon's us-east-1 from Google's us-east1", () => {
    expect(findCloudRegion("us-east-1")?.provider).toBe("aws");
    expect(findCloudRegion("us-east1")?.provider).toBe("gcp");
    expect(findCloudRegion("gcp:us-east-1")).toBeUndefined();
    expect(findCloudRegion("aws:us-east-1", "gcp")).toBeUndefined();
  });

  it("reads Azure's names for people, and providers' own names", () => {
    expect(findCloudRegion("West Europe")?.name).toBe("westeurope");
    expect(findCloudRegion("Azure: West US 2")?.name).toBe("westus2");
    expect(findCloudRegion("google/europe-west9")?.zone).toBe("FRA");
  });
});

describe("cloudRegionOrThrow", () => {
  it("suggests what is near", () => {
    expect(() => cloudRegionOrThrow("westeuope", "site.cloud_region")).toThrowError(
      expect.objectContaining({
        code: "unknown-region",
        message: 'site.cloud_region: unknown cloud region "westeuope", did you mean azure:westeurope?',
        details: expect.objectContaining({ field: "site.cloud_region", suggestions: ["azure:westeurope"] }),
      }),
    );
    expect(suggestCloudRegions("useast1").map(({ name }) => name)).toContain("us-east1");
  });

  it("says what would be right when nothing is near", () => {
    expect(() => cloudRegionOrThrow("the basement", "site.cloud_region")).toThrowError(/europe-west1/u);
  });
});

describe("wueFactor of a region", () => {
  it("takes a published 0 as a figure", () => {
    const region = cloudRegionOrThrow("newzealandnorth", "region");
    expect(wueFactor({ region })).toMatchObject({ id: "wue/azure/newzealandnorth", value: 0, year: 2022 });
  });
});
