import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { raise } from "../energy/raise.ts";
import { PUE_DEFAULT } from "../site/pue.ts";
import { standingVersion } from "./correction.ts";
import { cpuPlausibility } from "./plausibility.ts";

describe("corrections", () => {
  it.each([
    // nothing corrects it
    [1, [{ version: 1 }, { version: 2 }], 1],
    [1, [{ version: 1 }, { version: 2, corrects: 1 }], 2],
    // a correction that is corrected
    [1, [{ version: 1 }, { version: 2, corrects: 1 }, { version: 3, corrects: 2 }], 3],
    // put right twice: the newest
    [1, [{ version: 1 }, { version: 2, corrects: 1 }, { version: 3, corrects: 1 }], 3],
    [2, [{ version: 1 }, { version: 2, corrects: 1 }, { version: 3, corrects: 1 }], 2],
    // what claims to correct its own future does not
    [3, [{ version: 2, corrects: 3 }, { version: 3 }], 3],
  ])("counted under %i", (counted, versions, stands) => {
    expect(standingVersion(counted, versions)).toBe(stands);
  });

  it("end, whatever stands in the book", () => {
    const versions = fc.array(
      fc.record({ version: fc.nat(9), corrects: fc.option(fc.nat(9), { nil: undefined }) }),
    );
    fc.assert(
      fc.property(fc.nat(9), versions, (counted, rows) => {
        expect(standingVersion(counted, rows)).toBeGreaterThanOrEqual(counted);
      }),
    );
  });
});

describe("raising", () => {
  it("goes up only, and from share on", () => {
    const by = { pue: PUE_DEFAULT };
    // 1.37 · 1.56
    expect(raise("share", "facility", by)?.by.value).toBeCloseTo(2.1372, 9);
    expect(raise("node", "lifecycle", by)?.by.value).toBe(1.56);
    expect(raise("facility", "facility", by)?.factors).toEqual([]);
    for (const [from, to] of [
      ["device", "share"],
      ["node", "share"],
      ["lifecycle", "facility"],
    ] as const) {
      expect(raise(from, to, by)).toBeUndefined();
    }
  });
});

describe("plausibility of CPU time", () => {
  it("says in words which way the calibration is off", () => {
    // 1000 inferences, 10 s of CPU: 10 ms each
    expect(cpuPlausibility(1000, 10_000_000, 8)).toMatchObject({
      served_cpu_ms: 10,
      ratio: 1.25,
      says: "agrees",
    });
    expect(cpuPlausibility(1000, 10_000_000, 4)?.text).toContain("2.5 times the CPU time");
    expect(cpuPlausibility(1000, 10_000_000, 40)?.text).toContain("4.0 times less");
    expect(cpuPlausibility(0, 0, 4)).toBeUndefined();
    expect(cpuPlausibility(10, 100, undefined)).toBeUndefined();
  });
});
