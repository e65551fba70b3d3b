import { describe, expect, it } from "vitest";
import { namedCpu, namedGpu } from "./chips.ts";

describe("namedCpu", () => {
  it("finds a chip of the catalogue, stated power or not", () => {
    expect(namedCpu("Xeon E5-2683 v4", false)?.cores).toBe(16);
    expect(namedCpu("Xeon E5-2683 v4", true)?.cores).toBe(16);
  });

  it.each([undefined, "unknown", "Unknown", " UNKNOWN "])("has none for %s", (model) => {
    expect(namedCpu(model, false)).toBeUndefined();
  });

  it("has none for a name in no catalogue, if its power is stated", () => {
    expect(namedCpu("no such chip", true)).toBeUndefined();
  });

  it("refuses a name in no catalogue, with the nearest ones and what to write instead", () => {
    expect(() => namedCpu("Xeon E5-2683 v9", false)).toThrowError(
      expect.objectContaining({
        code: "unknown-cpu",
        message: expect.stringMatching(
          /^cpu\.model: "Xeon E5-2683 v9" is not in the catalogue; did you mean .*E5-2683 v4.*\? Give cpu\.tdp_per_core_w, or write unknown$/u,
        ),
        details: {
          field: "cpu.model",
          found: "Xeon E5-2683 v9",
          suggestions: expect.arrayContaining(["Intel Xeon E5-2683 v4"]),
          expected: "a name in the catalogue, cpu.tdp_per_core_w, or unknown",
        },
      }),
    );
  });

  it("says so in a sentence when nothing is near, and names the caller's field", () => {
    expect(() => namedCpu("zzzzqqqq", false, "machine.cpu")).toThrowError(
      expect.objectContaining({
        message: 'machine.cpu: "zzzzqqqq" is not in the catalogue. Give cpu.tdp_per_core_w, or write unknown',
      }),
    );
  });
});

describe("namedGpu", () => {
  it("finds a card, has none for unknown, and none for a stated power", () => {
    expect(namedGpu("A100-SXM4-80GB", false)?.tdpW).toBe(400);
    expect(namedGpu("unknown", false)).toBeUndefined();
    expect(namedGpu(undefined, false)).toBeUndefined();
    expect(namedGpu("no such card", true)).toBeUndefined();
  });

  it("refuses a name that leaves the card open, with the cards it may be", () => {
    expect(() => namedGpu("A100", false)).toThrowError(
      expect.objectContaining({
        code: "unknown-gpu",
        message: expect.stringContaining("Give gpu.tdp_w, or write unknown"),
        details: expect.objectContaining({
          field: "gpu.model",
          suggestions: expect.arrayContaining(["NVIDIA A100-SXM4-80GB"]),
        }),
      }),
    );
  });
});
