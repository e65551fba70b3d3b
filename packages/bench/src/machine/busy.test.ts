import { describe, expect, it } from "vitest";
import { busyAssumption, busyDoubt } from "./busy.ts";
import type { Beside } from "./busy.ts";

function beside(share: number, rest: Partial<Beside> = {}, stolen = 0): Beside {
  return { other: { share, stolen, knownBy: "proc-stat" }, isPart: false, ...rest };
}

describe("other work on the machine", () => {
  it("adds no doubt while there is next to none, on a machine that is whole", () => {
    expect(busyDoubt(beside(0.03, {}, 0.01))).toBeUndefined();
    expect(busyAssumption(beside(0.03))).toBeUndefined();
  });

  it("doubts a figure the more, the more of the machine it took, what the host took with it", () => {
    const at = (share: number, stolen = 0): number =>
      busyDoubt(beside(share, {}, stolen))?.factor.spread ?? 1;
    expect(at(0.5)).toBeCloseTo(1.5, 12);
    expect(at(0.4, 0.1)).toBeCloseTo(1.5, 12);
    expect(at(0.9, 0.9)).toBeCloseTo(2, 12);
    // what others have is waited for: half of the machine makes wall time twice
    const wall = (share: number): number => busyDoubt(beside(share))?.timeSpread ?? 1;
    expect(wall(0.5)).toBeCloseTo(2, 12);
    // a figure that was 2.05 times another of one commit, minutes before, beside a load
    expect(wall(0.55)).toBeGreaterThan(0.793 / 0.387);
    expect(wall(1)).toBe(10);
  });

  it("may be there unseen: on the host of a virtual machine, and where nothing tells", () => {
    expect(busyDoubt(beside(0, { isPart: true }))?.factor.spread).toBeCloseTo(1.3, 12);
    expect(busyDoubt(beside(0.6, { isPart: true }))?.factor.spread).toBeCloseTo(1.6, 12);
    expect(busyDoubt({ other: undefined, isPart: false })?.factor.spread).toBeCloseTo(1.3, 12);
  });

  it("is inside what a meter of the whole package reads", () => {
    const other = { share: 0.5, cpuS: 30, knownBy: "proc-stat" } as const;
    expect(busyDoubt({ other, isPart: false, ownCpuS: 10 })?.factor.spread).toBe(4);
    expect(busyDoubt({ other, isPart: false, ownCpuS: 300 })?.factor.spread).toBe(1.5);
  });

  it("is said in words, and so is not knowing", () => {
    expect(busyAssumption(beside(0.483))?.text).toContain("busy with other work: 48 % of its CPU;");
    const loaded: Beside = { other: { share: 0.483, knownBy: "loadavg" }, isPart: false };
    expect(busyAssumption(loaded)?.text).toContain("in the minute before");
    for (const unknown of [beside(0, { isPart: true }), { other: undefined, isPart: false }])
      expect(busyAssumption(unknown)).toMatchObject({ code: "machine-busy-unknown" });
  });
});
