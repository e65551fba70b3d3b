import { describe, expect, it } from "vitest";

import { identifyCpu, MICROARCHITECTURES } from "./index.ts";

const INTEL = "GenuineIntel";
const AMD = "AuthenticAMD";

describe("identifyCpu by signature", () => {
  it.each([
    [INTEL, 6, 45, 7, "sandy-bridge-server"],
    [INTEL, 6, 62, 4, "ivy-bridge-server"],
    [INTEL, 6, 63, 2, "haswell-server"],
    [INTEL, 6, 79, 1, "broadwell-server"],
    [INTEL, 6, 85, 3, "skylake-server"],
    [INTEL, 6, 85, 4, "skylake-server"],
    [INTEL, 6, 85, 6, "cascade-lake"],
    [INTEL, 6, 85, 7, "cascade-lake"],
    [INTEL, 6, 85, 11, "cooper-lake"],
    [INTEL, 6, 106, 6, "ice-lake-server"],
    [INTEL, 6, 108, 1, "ice-lake-server"],
    [INTEL, 6, 143, 8, "sapphire-rapids"],
    [INTEL, 6, 207, 2, "emerald-rapids"],
    [INTEL, 6, 173, 1, "granite-rapids"],
    [INTEL, 6, 175, 3, "sierra-forest"],
    [INTEL, 6, 158, 9, "kaby-lake"],
    [INTEL, 6, 158, 10, "coffee-lake"],
    [INTEL, 6, 158, 13, "coffee-lake"],
    [INTEL, 6, 142, 10, "kaby-lake"],
    [INTEL, 6, 142, 12, "whiskey-lake"],
    [INTEL, 6, 165, 5, "comet-lake"],
    [INTEL, 6, 126, 5, "ice-lake-client"],
    [INTEL, 6, 140, 1, "tiger-lake"],
    [INTEL, 6, 154, 3, "alder-lake"],
    [INTEL, 6, 183, 1, "raptor-lake"],
    [INTEL, 6, 170, 4, "meteor-lake"],
    [INTEL, 6, 189, 1, "lunar-lake"],
    [INTEL, 6, 198, 2, "arrow-lake"],
    [AMD, 23, 1, 2, "zen-1-epyc"],
    [AMD, 23, 1, 1, "zen-1-ryzen"],
    [AMD, 23, 49, 0, "zen-2-epyc"],
    [AMD, 23, 113, 0, "zen-2-ryzen"],
    [AMD, 25, 1, 1, "zen-3-epyc"],
    [AMD, 25, 33, 0, "zen-3-ryzen"],
    [AMD, 25, 17, 1, "zen-4-epyc"],
    [AMD, 25, 160, 2, "zen-4-epyc"],
    [AMD, 25, 97, 2, "zen-4-ryzen"],
    [AMD, 26, 2, 1, "zen-5-epyc"],
    [AMD, 26, 17, 0, "zen-5-epyc"],
    [AMD, 26, 68, 0, "zen-5-ryzen"],
  ])("%s %i/%i/%i is %s", (vendorId, family, model, stepping, id) => {
    expect(identifyCpu({ vendorId, family, model, stepping })).toMatchObject({
      kind: "family",
      microarchitecture: { id },
    });
  });

  it("has no signature that fits two microarchitectures", () => {
    const signatures = MICROARCHITECTURES.flatMap(({ id, x86 }) =>
      x86.flatMap(({ vendorId, family, models, steppings }) =>
        models.flatMap((model) =>
          (steppings ?? [0]).map((stepping) => ({ id, vendorId, family, model, stepping })),
        ),
      ),
    );
    const stolen = signatures.filter((signature) => {
      const match = identifyCpu(signature);
      return match.kind !== "family" || match.microarchitecture.id !== signature.id;
    });
    expect(stolen).toEqual([]);
  });

  it.each([
    [0x41, 0xd0c, "neoverse-n1"],
    [0x41, 0xd40, "neoverse-v1"],
    [0x41, 0xd49, "neoverse-n2"],
    [0x41, 0xd4f, "neoverse-v2"],
    [0xc0, 0xac3, "ampere-1"],
    [0x61, 0x023, "apple-m1"],
  ])("Arm %i/%i is %s", (implementer, part, id) => {
    expect(identifyCpu({ implementer, part })).toMatchObject({ kind: "family", microarchitecture: { id } });
  });

  it("names the chips that a hidden one may be", () => {
    const match = identifyCpu({
      name: "AMD EPYC Processor",
      vendorId: AMD,
      family: 25,
      model: 17,
      stepping: 1,
    });
    expect(match.kind).toBe("family");
    const names = match.kind === "family" ? match.candidates.map((cpu) => cpu.name) : [];
    expect(names).toContain("AMD EPYC 9654");
    expect(names).not.toContain("AMD EPYC 7763");
  });
});

describe("identifyCpu by name", () => {
  it.each([
    ["AMD EPYC-Rome Processor", "zen-2-epyc"],
    ["AMD EPYC-Milan Processor", "zen-3-epyc"],
    ["Intel Xeon Processor (Skylake, IBRS)", "skylake-server"],
    ["Intel Xeon Processor (Cascadelake)", "cascade-lake"],
    ["Intel Xeon Processor (Icelake)", "ice-lake-server"],
    ["Intel Core Processor (Haswell, no TSX)", "haswell-server"],
    ["INTEL(R) XEON(R) PLATINUM 8573C", "emerald-rapids"],
    ["INTEL(R) XEON(R) PLATINUM 8581C CPU @ 2.30GHz", "emerald-rapids"],
    ["Intel(R) Xeon(R) 6973P-C", "granite-rapids"],
    ["AMD EPYC 7B13", "zen-3-epyc"],
    ["AMD EPYC 9B14", "zen-4-epyc"],
    ["AMD EPYC 9R45", "zen-5-epyc"],
    ["Neoverse-N1", "neoverse-n1"],
    ["Google Axion Processor", "neoverse-v2"],
  ])("%s is of %s", (name, id) => {
    expect(identifyCpu({ name })).toMatchObject({ kind: "family", microarchitecture: { id } });
  });

  it("believes a full name over a masked signature", () => {
    const match = identifyCpu({
      name: "AMD EPYC 9V74 80-Core Processor",
      vendorId: AMD,
      family: 23,
      model: 49,
    });
    expect(match).toMatchObject({
      kind: "model",
      cpu: { id: "epyc-9v74" },
      microarchitecture: { id: "zen-4-epyc" },
    });
  });

  it("falls back on the signature of a chip that is not in the catalogue", () => {
    const match = identifyCpu({
      name: "Intel(R) Xeon(R) Gold 6442X",
      vendorId: INTEL,
      family: 6,
      model: 143,
    });
    expect(match).toMatchObject({ kind: "family", microarchitecture: { id: "sapphire-rapids" } });
  });

  it("says why it does not know", () => {
    expect(identifyCpu({})).toEqual({
      kind: "unknown",
      reason: "neither a name nor a signature of the CPU is known",
    });
    expect(identifyCpu({ name: "Intel(R) Xeon(R) Processor" })).toEqual({
      kind: "unknown",
      reason: 'not in the catalogue: "Intel(R) Xeon(R) Processor"',
    });
    expect(identifyCpu({ vendorId: INTEL, family: 6, model: 1 })).toMatchObject({ kind: "unknown" });
    expect(identifyCpu({ implementer: 0x41, part: 0x123 })).toEqual({
      kind: "unknown",
      reason: "not in the catalogue: Arm implementer 0x41 part 0x123",
    });
  });
});
