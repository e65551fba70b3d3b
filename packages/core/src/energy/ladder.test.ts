import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { doubt, exact, interval, totalDeviation, uncertain } from "../estimate/estimate.ts";
import { gigabytes, ratio, seconds, watts } from "../units.ts";
import { BOUNDARY_RUNGS } from "./boundary.ts";
import { MEMORY_IN_CURVE, MEMORY_POWER, NODE_OVERHEAD } from "./factors.ts";
import { energyLadder } from "./ladder.ts";
import type { EnergyLadder } from "./ladder.ts";
import { metered, modelled, threadPower } from "./work.fixture.ts";
import type { Processor, Work } from "./work.ts";

const PUE = exact(ratio(1.2));
const FIVE_MINUTES = exact(seconds(300));
const TEN_GB = exact(gigabytes(10));

/** J at each rung, narrowest first. */
function rungs(ladder: EnergyLadder): readonly number[] {
  return BOUNDARY_RUNGS.map((rung) => ladder.energy[rung].value);
}

const codes = (ladder: EnergyLadder): readonly string[] => ladder.assumptions.map(({ code }) => code);
const ids = (ladder: EnergyLadder): readonly string[] => ladder.factors.map(({ id }) => id);

describe("energyLadder, by hand", () => {
  it("climbs from a power curve at the chip", () => {
    const work: Work = {
      duration: FIVE_MINUTES,
      cpu: modelled(threadPower("chip"), 900, 4 * 300),
      memory: TEN_GB,
    };
    const ladder = energyLadder(work, PUE);
    const device = 900 * 8;
    const share = device + 300 * 1 + 10 * 0.32 * 300;
    expect([device, share]).toEqual([7200, 8460]);
    // 8460 × 1.37 = 11,590.2; × 1.2 = 13,908.24
    expect(rungs(ladder)).toEqual([7200, 8460, 11590.2, 13908.24, 13908.24].map((j) => expect.closeTo(j, 8)));
    expect(ladder.parts.cpu.value).toBe(7500);
    expect(ladder.parts.gpu.value).toBe(0);
    expect(ladder.parts.memory.value).toBeCloseTo(960, 10);
    expect(ladder.tier).toBe("rated");
  });

  it("climbs from a power curve at the plug, which holds the overhead and 1.5 GB a thread already", () => {
    const work: Work = {
      duration: FIVE_MINUTES,
      cpu: modelled(threadPower("plug"), 900, 4 * 300),
      memory: TEN_GB,
    };
    const ladder = energyLadder(work, PUE);
    // chips: 7200 ÷ 1.37 = 5255.4745 and 300 ÷ 1.37 = 218.9781; memory: (10 − 4 × 1.5) GB × 0.32 × 300 = 384
    // node: 7200 + 300 + 384 × 1.37 = 8026.08; × 1.2 = 9631.296
    expect(rungs(ladder)).toEqual([
      expect.closeTo(5255.4745, 4),
      expect.closeTo(5858.4526, 4),
      expect.closeTo(8026.08, 8),
      expect.closeTo(9631.296, 8),
      expect.closeTo(9631.296, 8),
    ]);
    expect(ladder.tier).toBe("modelled");
    expect(ids(ladder)).toEqual(["node/overhead", "stated/curve", "memory/power", "memory/in-curve"]);
    expect(codes(ladder)).toEqual(["node-overhead-default", "cpu-by-family", "memory-power-default"]);
  });

  it("counts no memory at the plug when the curve holds all of it", () => {
    const work: Work = {
      duration: FIVE_MINUTES,
      cpu: modelled(threadPower("plug"), 0, 8 * 300),
      memory: TEN_GB,
    };
    expect(energyLadder(work, PUE).parts.memory.value).toBe(0);
  });

  it("takes a meter's reading as it is, idle inside it", () => {
    const ladder = energyLadder({ duration: FIVE_MINUTES, cpu: metered(5000), memory: TEN_GB }, PUE);
    expect(rungs(ladder).slice(0, 3)).toEqual([5000, 5960, 5960 * 1.37].map((j) => expect.closeTo(j, 8)));
    expect(ladder.parts.cpu.value).toBe(5000);
    expect(ladder.tier).toBe("metered");
    expect(ids(ladder)).toEqual(["node/overhead", "stated/meter", "memory/power"]);
    expect(codes(ladder)).toContain("meter-includes-idle");
  });

  it("counts a GPU's idle time at the share and not at the device", () => {
    const card = {
      ...threadPower("chip"),
      busy: uncertain(watts(300), "card", 2),
      idle: uncertain(watts(50), "card-idle", 1.3),
    };
    // two GPUs for 100 s, busy for 60 GPU-seconds in all: 60 × 300 and 140 × 50
    const ladder = energyLadder({ duration: exact(seconds(100)), gpu: modelled(card, 60, 200) }, PUE);
    expect(ladder.energy.device.value).toBe(18_000);
    expect(ladder.energy.share.value).toBe(25_000);
    expect(ladder.parts.gpu.value).toBe(25_000);
    expect(ladder.energy.device.spread.sources).not.toHaveProperty("card-idle");
    expect(ladder.energy.share.spread.sources).toHaveProperty("card-idle");
  });

  it("takes the tier of the least sure processor", () => {
    const gpu = modelled(threadPower("chip"), 10, 10);
    expect(energyLadder({ duration: FIVE_MINUTES, cpu: metered(1), gpu }, PUE).tier).toBe("rated");
    expect(energyLadder({ duration: FIVE_MINUTES }, PUE).tier).toBe("declared");
  });

  it("leaves no idle time when a burst was busier than its allocation", () => {
    const work: Work = { duration: FIVE_MINUTES, cpu: modelled(threadPower("chip"), 1000, 900) };
    const ladder = energyLadder(work, PUE);
    expect(ladder.energy.device.value).toBe(8000);
    expect(ladder.energy.share.value).toBe(8000);
  });

  it("is 0 at every rung for no time at all, even at the plug", () => {
    const work: Work = {
      duration: exact(seconds(0)),
      cpu: modelled(threadPower("plug"), 0, 0),
      memory: TEN_GB,
    };
    const ladder = energyLadder(work, PUE);
    expect(rungs(ladder)).toEqual([0, 0, 0, 0, 0]);
    expect(interval(ladder.energy.facility)).toEqual({ value: 0, low: 0, high: 0 });
  });
});

describe("the overhead of a power curve at the plug", () => {
  const work: Work = { duration: FIVE_MINUTES, cpu: modelled(threadPower("plug"), 900, 4 * 300) };

  it("is in the doubt of the chip, and not in that of the node it was measured at", () => {
    const { device, node, facility } = energyLadder(work, PUE).energy;
    expect(device.spread.sources["node/overhead"]).toBeLessThan(-0.05);
    expect(Math.abs(node.spread.sources["node/overhead"] ?? 0)).toBeLessThan(1e-12);
    expect(doubt(node).map(({ source }) => source)).toEqual(["stated/curve"]);
    expect(doubt(facility).map(({ source }) => source)).toEqual(["stated/curve"]);
    expect(node.value).toBeCloseTo(7500, 9);
  });

  it("leaves the node surer than the chip; at the chip it is the other way round", () => {
    const plug = energyLadder(work, PUE).energy;
    expect(totalDeviation(plug.node.spread)).toBeLessThan(totalDeviation(plug.share.spread));
    const chip = energyLadder({ ...work, cpu: modelled(threadPower("chip"), 900, 1200) }, PUE).energy;
    expect(totalDeviation(chip.node.spread)).toBeGreaterThan(totalDeviation(chip.share.spread));
  });
});

describe("any ladder", () => {
  const time = fc.double({ min: 0, max: 1e6, noNaN: true });
  const processor: fc.Arbitrary<Processor> = fc.oneof(
    fc
      .tuple(fc.constantFrom("plug" as const, "chip" as const), time, time)
      .map(([at, busy, allocated]) => modelled(threadPower(at), busy, allocated)),
    time.map((energy) => metered(energy)),
  );
  const work: fc.Arbitrary<Work> = fc
    .record(
      {
        duration: time.map((s) => exact(seconds(s))),
        cpu: processor,
        gpu: processor,
        memory: time.map((gb) => exact(gigabytes(gb))),
      },
      { requiredKeys: ["duration"] },
    )
    .filter(({ duration }) => duration.value === 0 || duration.value > 1e-3);
  const pue = fc.double({ min: 1, max: 3, noNaN: true });

  it("never falls from one rung to the next", () => {
    fc.assert(
      fc.property(work, pue, (some, value) => {
        const [device = 0, share = 0, node = 0, facility = 0, lifecycle = 0] = rungs(
          energyLadder(some, exact(ratio(value))),
        );
        expect(share).toBeGreaterThanOrEqual(device);
        expect(node).toBeGreaterThanOrEqual(share);
        expect(facility).toBeGreaterThanOrEqual(node);
        expect(lifecycle).toBe(facility);
      }),
    );
  });

  it("has parts that add up to its share, and names the factor behind every doubt", () => {
    fc.assert(
      fc.property(work, pue, (some, value) => {
        const ladder = energyLadder(some, exact(ratio(value)));
        const { cpu, gpu, memory } = ladder.parts;
        const parts = cpu.value + gpu.value + memory.value;
        expect(Math.abs(parts - ladder.energy.share.value)).toBeLessThanOrEqual(1e-9 * parts);
        const named = new Set(ids(ladder));
        const sources = doubt(ladder.energy.facility).map(({ source }) => source);
        expect(sources.filter((source) => !named.has(source))).toEqual([]);
      }),
    );
  });
});

describe("factors of the energy model", () => {
  it.each([MEMORY_POWER, NODE_OVERHEAD, MEMORY_IN_CURVE])("$id says where it is from", (row) => {
    expect(row.source.title).not.toBe("");
    expect(row.source.url).toMatch(/^https:\/\//u);
    expect(row.retrieved).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    expect(row.spread).toBeGreaterThanOrEqual(1);
  });

  it("hold the ends of what was measured: memory 0.19 to 0.54 W/GB, overhead 1.25 to 1.5", () => {
    expect(MEMORY_POWER.value / MEMORY_POWER.spread).toBeLessThanOrEqual(0.19);
    expect(MEMORY_POWER.value * MEMORY_POWER.spread).toBeGreaterThanOrEqual(0.54);
    expect(NODE_OVERHEAD.value / NODE_OVERHEAD.spread).toBeLessThanOrEqual(1.25);
    expect(NODE_OVERHEAD.value * NODE_OVERHEAD.spread).toBeGreaterThanOrEqual(1.5);
  });
});
