import { energyLadder, exact, identifyCpu, interval, ratio } from "@gramme/core";
import { describe, expect, it } from "vitest";
import type { Machine } from "./machine.ts";
import { busyDoubt } from "./busy.ts";
import { allocationOf, workOf } from "./work-of.ts";
import type { Metered } from "./work-of.ts";

const MACHINE: Machine = {
  cpuName: "AMD EPYC 7763 64-Core Processor",
  cpu: identifyCpu({ name: "AMD EPYC 7763 64-Core Processor" }),
  threads: 4,
  hostThreads: undefined,
  memoryGb: 16,
  gpus: [],
  os: "linux",
};
const once = { scatter90: 1 };

const doubt = busyDoubt({ other: { share: 0.5, knownBy: "proc-stat" }, isPart: false });
const DOUBTS = doubt === undefined ? [] : [doubt];

function ladder(
  metered: Metered,
  machine = MACHINE,
  doubts: typeof DOUBTS = [],
): ReturnType<typeof energyLadder> {
  return energyLadder(workOf(metered, machine, doubts), exact(ratio(1)));
}

describe("which meter speaks", () => {
  it("is RAPL for the CPU and its own counter for memory, before any model", () => {
    const { energy, tier, parts } = ladder({
      wallS: { value: 10, ...once },
      cpuS: { value: 8, ...once },
      cpuJ: { value: 100, ...once },
      memoryJ: { value: 7, ...once },
    });
    expect(tier).toBe("metered");
    expect(energy.device.value).toBe(100);
    expect(parts.memory.value).toBe(7);
    expect(energy.share.value).toBe(107);
  });

  it("models memory where RAPL has no counter for it", () => {
    const { parts, assumptions } = ladder({ wallS: { value: 10, ...once }, cpuJ: { value: 100, ...once } });
    expect(parts.memory.value).toBeCloseTo(16 * 0.32 * 10, 9);
    expect(assumptions.map(({ code }) => code)).toContain("meter-includes-idle");
  });

  it("is CPU-seconds × power curve without RAPL", () => {
    const { energy, tier } = ladder({ wallS: { value: 10, ...once }, cpuS: { value: 8, ...once } });
    expect(tier).toBe("modelled");
    const twice = ladder({ wallS: { value: 10, ...once }, cpuS: { value: 16, ...once } });
    expect(twice.energy.device.value).toBeCloseTo(2 * energy.device.value, 9);
    // 32 of 40 thread-seconds are idle
    expect(energy.share.value).toBeGreaterThan(energy.device.value);
  });

  it("adds GPUs, and keeps the less sure tier", () => {
    const { energy, tier } = ladder({
      wallS: { value: 10, ...once },
      cpuS: { value: 8, ...once },
      gpuJ: { value: 3000, ...once },
    });
    expect(tier).toBe("modelled");
    expect(energy.device.value).toBeGreaterThan(3000);
  });

  it("is time alone without any meter: from one thread to all of them, and says so", () => {
    const { energy, tier, assumptions, factors } = ladder({ wallS: { value: 10, ...once } });
    expect(tier).toBe("rated");
    expect(assumptions.find(({ code }) => code === "usage-default")?.text).toContain("2.0 of 4 threads");
    expect(factors.map(({ id }) => id)).toContain("meter/time-only");
    const one = ladder({ wallS: { value: 10, ...once }, cpuS: { value: 10, ...once } }).energy.device.value;
    const all = ladder({ wallS: { value: 10, ...once }, cpuS: { value: 40, ...once } }).energy.device.value;
    expect(interval(energy.device).low).toBeLessThanOrEqual(one);
    expect(interval(energy.device).high).toBeGreaterThanOrEqual(all);
  });

  it("doubts what is measured beside other work, or scaled from a command", () => {
    const metered: Metered = { wallS: { value: 10, ...once }, cpuS: { value: 8, ...once } };
    const plain = interval(ladder(metered).energy.device);
    const scaled = ladder(metered, MACHINE, DOUBTS);
    expect(interval(scaled.energy.device).value).toBe(plain.value);
    expect(interval(scaled.energy.device).high).toBeGreaterThan(plain.high);
    expect(scaled.factors).toEqual(expect.arrayContaining(DOUBTS.map(({ factor }) => factor)));
    // where idle power and memory outweigh the work, the doubt of its length is still there
    const idle: Metered = { wallS: { value: 100, ...once }, cpuS: { value: 0.01, ...once } };
    const reach = (print: ReturnType<typeof ladder>): number =>
      interval(print.energy.share).high / interval(print.energy.share).value;
    expect(reach(ladder(idle, MACHINE, DOUBTS))).toBeGreaterThan(reach(ladder(idle)));
  });

  it("says that GPUs which tell no power are not in the figure", () => {
    const gpus = [{ index: 0, name: "NVIDIA L4", memoryGb: 24, card: undefined }];
    const metered: Metered = { wallS: { value: 10, ...once }, cpuS: { value: 8, ...once } };
    const { assumptions } = ladder(metered, { ...MACHINE, gpus });
    expect(assumptions.find(({ code }) => code === "gpu-unmetered")?.text).toContain("NVIDIA L4");
    expect(ladder(metered).assumptions.map(({ code }) => code)).not.toContain("gpu-unmetered");
  });
});

describe("what is allocated", () => {
  it("is the whole of a personal computer, and a part of a server", () => {
    const laptop: Machine = {
      ...MACHINE,
      cpu: identifyCpu({ name: "i7-9750H" }),
      threads: 12,
      hostThreads: 12,
    };
    expect(allocationOf({ wallS: { value: 1, ...once } }, laptop)).toMatchObject({
      threads: 12,
      hostThreads: 12,
      personal: true,
    });
    expect(allocationOf({ wallS: { value: 1, ...once } }, MACHINE)).not.toHaveProperty("personal");
    // a laptop's chip in a virtual machine tells nothing of the host
    expect(
      allocationOf({ wallS: { value: 1, ...once } }, { ...laptop, hostThreads: undefined }),
    ).not.toHaveProperty("personal");
  });

  it("holds the cards only where they were metered", () => {
    const card = { index: 0, name: "NVIDIA L4", memoryGb: 24, card: undefined };
    const machine = { ...MACHINE, gpus: [card, { ...card, index: 1 }] };
    expect(allocationOf({ wallS: { value: 1, ...once } }, machine)).not.toHaveProperty("gpus");
    expect(
      allocationOf({ wallS: { value: 1, ...once }, gpuJ: { value: 1, ...once } }, machine).gpus?.count,
    ).toBe(2);
  });
});
