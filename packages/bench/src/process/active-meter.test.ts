import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EnergyMeter } from "../meters/rapl.ts";
import { activeMeter } from "./active-meter.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A package that always draws 10 W, and memory that draws 1 W. */
function steadyMeter(): EnergyMeter {
  const from = performance.now();
  const seconds = (): number => (performance.now() - from) / 1000;
  return { joules: () => 10 * seconds(), memoryJoules: seconds, close: () => {} };
}

function after(ms: number): void {
  vi.advanceTimersByTime(ms);
}

describe("the meter of turns", () => {
  it("counts time and joules while it is its turn, and nothing of the other's", () => {
    const meter = activeMeter(steadyMeter(), undefined);
    expect(meter.reading()).toEqual({ wallS: 0, cpuJ: 0, memoryJ: 0 });
    after(500);
    meter.go();
    after(200);
    expect(meter.reading().wallS).toBeCloseTo(0.2, 9);
    meter.pause();
    after(3000);
    expect(meter.reading().cpuJ).toBeCloseTo(2, 9);
    meter.go();
    after(300);
    meter.pause();
    const { wallS, cpuJ, memoryJ } = meter.reading();
    expect([wallS, cpuJ, memoryJ].map((value) => Number(value?.toFixed(9)))).toEqual([0.5, 5, 0.5]);
  });

  it("takes a second start, or a second stop, for one", () => {
    const meter = activeMeter(undefined, undefined);
    meter.go();
    after(100);
    meter.go();
    after(100);
    meter.pause();
    after(100);
    meter.pause();
    expect(meter.reading()).toEqual({ wallS: 0.2 });
  });

  it("says nothing of joules that nobody counts", () => {
    expect(Object.keys(activeMeter(undefined, undefined).reading())).toEqual(["wallS"]);
  });
});
