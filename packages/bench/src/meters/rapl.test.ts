import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { counterStep, probeRapl } from "./rapl.ts";
import { THIS_MACHINE } from "./roots.ts";

let sys: string;

function domain(zone: string, name: string, energyUj: number, rangeUj = 262_143_328_850): string {
  const dir = join(sys, "class/powercap", zone);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "name"), `${name}\n`);
  writeFileSync(join(dir, "max_energy_range_uj"), `${rangeUj}\n`);
  writeFileSync(join(dir, "energy_uj"), `${energyUj}\n`);
  return join(dir, "energy_uj");
}

beforeEach(() => {
  sys = mkdtempSync(join(tmpdir(), "gramme-sys-"));
});
afterEach(() => rmSync(sys, { recursive: true }));

describe("RAPL on a constructed machine", () => {
  it("sums packages, tells their memory apart, and leaves core and psys out, which are counted elsewhere", () => {
    const first = domain("intel-rapl:0", "package-0", 1_000_000);
    const second = domain("intel-rapl:1", "package-1", 5_000_000);
    const dram = domain("intel-rapl:0:1", "dram", 10_000_000);
    const core = domain("intel-rapl:0:0", "core", 3_000_000);
    const psys = domain("intel-rapl:2", "psys", 0);
    const probe = probeRapl({ ...THIS_MACHINE, sys });
    expect(probe).toMatchObject({ available: true, detail: expect.stringContaining("package-0") });
    if (!probe.available) return;
    const meter = probe.open();
    writeFileSync(first, "3000000");
    writeFileSync(second, "6000000");
    writeFileSync(dram, "10500000");
    writeFileSync(core, "9000000");
    writeFileSync(psys, "99000000");
    expect(meter.joules()).toBeCloseTo(2 + 1, 9);
    expect(meter.memoryJoules?.()).toBeCloseTo(0.5, 9);
    writeFileSync(first, "4000000");
    expect(meter.joules()).toBeCloseTo(4, 9);
    void meter.close();
  });

  it("reads through a counter that wraps", () => {
    const file = domain("intel-rapl:0", "package-0", 9_000_000, 10_000_000);
    const probe = probeRapl({ ...THIS_MACHINE, sys });
    if (!probe.available) throw new Error(probe.whyNot);
    const meter = probe.open();
    writeFileSync(file, "500000");
    expect(meter.joules()).toBeCloseTo(1.5, 9);
    expect(meter.memoryJoules).toBeUndefined();
    void meter.close();
    expect(counterStep(9, 5, 10)).toBe(6);
    expect(counterStep(5, 9, 10)).toBe(4);
  });

  it.each([
    ["no powercap at all", () => {}, "no /sys/class/powercap"],
    ["powercap without a package", () => domain("intel-rapl:0", "psys", 1), "no package domain"],
    [
      "a counter that holds no number",
      () => writeFileSync(domain("intel-rapl:0", "package-0", 1), "n/a"),
      "number",
    ],
  ])("says why not: %s", (_, make, why) => {
    make();
    const probe = probeRapl({ ...THIS_MACHINE, sys });
    expect(probe.available).toBe(false);
    expect(probe.available ? "" : probe.whyNot).toContain(why);
  });
});
