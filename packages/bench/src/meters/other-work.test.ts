import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { meanOtherWork, otherWorkMeter } from "./other-work.ts";
import { THIS_MACHINE } from "./roots.ts";

let proc: string;
beforeEach(() => {
  proc = mkdtempSync(join(tmpdir(), "gramme-other-"));
});
afterEach(() => rmSync(proc, { recursive: true }));

/** Ticks of 10 ms: user, nice, system, idle, iowait, irq, softirq, steal. */
function stat(...ticks: readonly number[]): void {
  writeFileSync(join(proc, "stat"), `cpu  ${ticks.join(" ")} 0 0\ncpu0 1 2 3\n`);
}
function meter(): NonNullable<ReturnType<typeof otherWorkMeter>> {
  const found = otherWorkMeter({ ...THIS_MACHINE, proc });
  if (found === undefined) throw new Error("no meter");
  return found;
}

describe("other work", () => {
  it("is what the machine was busy with, less our own, of all the time that its CPUs had", () => {
    stat(1000, 0, 0, 5000, 0, 0, 0, 10);
    const end = meter()();
    // 20 s of four CPUs' 40 s: 12 user, 3 nice, 3 system, 1 irq, 1 softirq; 2 s stolen
    stat(2200, 300, 300, 6600, 200, 100, 100, 210);
    const told = end(8);
    // the ticks of this process itself are ours, too: they only take away
    expect(told?.share).toBeGreaterThan(0.25);
    expect(told?.share).toBeLessThanOrEqual(0.3);
    expect(told?.stolen).toBeCloseTo(0.05, 12);
    expect(told?.cpuS).toBeLessThanOrEqual(12);
    expect(told?.knownBy).toBe("proc-stat");
    expect(told).not.toHaveProperty("waited");
  });

  it("is never less than none", () => {
    stat(1000, 0, 0, 5000, 0, 0, 0, 0);
    const end = meter()();
    stat(1100, 0, 0, 5100, 0, 0, 0, 0);
    expect(end(50)?.share).toBe(0);
  });

  it("is not known where no tick has passed, and where the file is in no form that we know", () => {
    stat(1000, 0, 0, 5000, 0, 0, 0, 0);
    expect(meter()()(0)).toBeUndefined();
    writeFileSync(join(proc, "stat"), "cpu  many\n");
    expect(otherWorkMeter({ ...THIS_MACHINE, proc })).toBeUndefined();
  });

  it("tells how long processes waited, where the kernel does", () => {
    mkdirSync(join(proc, "pressure"));
    const some = (us: number): void =>
      writeFileSync(join(proc, "pressure/cpu"), `some avg10=0.00 avg60=0.00 avg300=0.00 total=${us}\n`);
    stat(1000, 0, 0, 5000, 0, 0, 0, 0);
    some(1_000_000);
    const end = meter()();
    stat(1100, 0, 0, 5100, 0, 0, 0, 0);
    some(1_000_000);
    expect(end(0)?.waited).toBe(0);
  });

  it("is the load of the minute before where there is no /proc", () => {
    const told = otherWorkMeter({ ...THIS_MACHINE, proc: join(proc, "absent") })?.()(3);
    expect(told === undefined || told.knownBy === "loadavg").toBe(true);
  });

  it("is a mean over those looks that were had", () => {
    const looks = [
      { share: 0.2, stolen: 0, cpuS: 1, knownBy: "proc-stat" },
      undefined,
      { share: 0.6, stolen: 0.1, cpuS: 3, knownBy: "proc-stat" },
    ] as const;
    expect(meanOtherWork(looks)).toEqual({ share: 0.4, stolen: 0.05, cpuS: 2, knownBy: "proc-stat" });
    expect(meanOtherWork([undefined])).toBeUndefined();
  });
});
