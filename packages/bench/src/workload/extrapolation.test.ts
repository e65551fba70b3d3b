import { describe, expect, it } from "vitest";
import { extrapolate, inProportionDoubt } from "./extrapolation.ts";
import type { Replicate } from "./replicate.ts";

const unit = { name: "full training (2500 steps)", inOne: 2500, perReplicate: 150 };

/** What a command of `steps` takes that starts up in `start` s and does a step in `step` s. */
function run(steps: number, start: number, step: number): Replicate {
  const counted = { wallS: 1.1 * (start + step * steps), cpuS: start + step * steps };
  return { counted, whole: counted, inputs: "own", clock: "cgroup-v2", misses: [] };
}

describe("a full unit from a part of it", () => {
  it("counts start-up once where a shorter run tells it apart", () => {
    const { metered, told } = extrapolate([run(150, 0.5, 0.004), run(150, 0.5, 0.004)], unit, {
      units: 50,
      replicates: [run(50, 0.5, 0.004), run(50, 0.5, 0.004)],
    });
    expect(metered.cpuS?.value).toBeCloseTo(10.5, 9);
    expect(metered.wallS.value).toBeCloseTo(11.55, 9);
    expect(metered.cpuS?.scatter90).toBeCloseTo(1, 9);
    expect(told).toMatchObject({ from_units: 150, to_units: 2500, how: "two-lengths", short_units: 50 });
    expect(told.start_up?.cpu_s).toBeCloseTo(0.5, 9);
    expect(told.per_unit?.cpu_s).toBeCloseTo(0.004, 9);
    expect(told.short_replicates).toHaveLength(2);
  });

  it("is as sure as the lines of its pairs lie together", () => {
    const long = [run(150, 0.5, 0.004), run(150, 0.5, 0.0041), run(150, 0.5, 0.0039)];
    const { metered } = extrapolate(long, unit, {
      units: 50,
      replicates: [run(50, 0.5, 0.004), run(50, 0.5, 0.004), run(50, 0.5, 0.004)],
    });
    // 2.5 % of a step is a good tenth of the whole, since the line is long
    expect(metered.cpuS?.scatter90).toBeGreaterThan(1.05);
  });

  it("takes 10 % of each of a single pair, which is much at the far end", () => {
    const { metered } = extrapolate([run(150, 0.5, 0.004)], unit, {
      units: 50,
      replicates: [run(50, 0.5, 0.004)],
    });
    expect(metered.cpuS?.scatter90).toBeGreaterThan(1.2);
  });

  it("is in proportion where the line does not rise, and where there is none", () => {
    const flat = { units: 50, replicates: [run(50, 0.5, 0.02)] };
    for (const short of [flat, undefined]) {
      const { metered, doubt, told } = extrapolate([run(150, 0.5, 0.004)], unit, short);
      expect(metered.cpuS?.value).toBeCloseTo((1.1 * 2500) / 150, 9);
      expect(told).toEqual({ from_units: 150, to_units: 2500, how: "in-proportion" });
      expect(doubt.id).toBe("extrapolation/start-up");
    }
  });

  it("has a low end, in proportion, that holds a command of which two thirds are start-up", () => {
    // a training of 2500 steps took 72.9 mWh, and 155.8 by 150 of them
    expect(inProportionDoubt(unit).spread).toBeGreaterThan(155.8 / 72.9);
    const { metered, doubt } = extrapolate([run(150, 1, 1 / 300)], unit, undefined);
    const truth = 1 + 2500 / 300;
    expect((metered.cpuS?.value ?? 0) / doubt.spread).toBeCloseTo(truth, 1);
    // nearly all of it was run: nearly nothing was multiplied
    expect(inProportionDoubt({ ...unit, perReplicate: 2400 }).spread).toBeLessThan(1.03);
  });
});
