import { describe, expect, it } from "vitest";
import { probeReaped, reapedSeconds } from "./reaped.ts";
import { THIS_MACHINE } from "./roots.ts";

describe("reaped children", () => {
  it("finds cutime and cstime whatever the program is called", () => {
    // 52 fields; utime 11, stime 22, cutime 333, cstime 44
    const rest = `S 1 1 1 0 -1 4194304 5 6 7 8 11 22 333 44 20 0 1 0 ${"0 ".repeat(30)}`;
    expect(reapedSeconds(`42 (node) ${rest}`)).toBeCloseTo(3.77, 9);
    expect(reapedSeconds(`42 (a ) b) S (c) ${rest}`)).toBeCloseTo(3.77, 9);
  });

  it("says why not where there is no /proc", () => {
    const probe = probeReaped({ ...THIS_MACHINE, proc: "/nonexistent" });
    expect(probe).toMatchObject({ available: false, whyNot: expect.stringContaining("not Linux") });
  });

  it("says what it misses", () => {
    const probe = probeReaped(THIS_MACHINE);
    if (!probe.available) throw new Error(probe.whyNot);
    expect(probe.open().misses.join()).toContain("daemon");
  });
});
