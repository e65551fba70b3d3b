import { seededRandom } from "@gramme/core/comparison";
import { describe, expect, it } from "vitest";
import { meteredMean, scatterOfMean } from "./aggregate.ts";
import type { Replicate } from "./replicate.ts";

const unit = { name: "1000 inferences", inOne: 1000, perReplicate: 100 };
function replicate(counted: Replicate["counted"]): Replicate {
  return { counted, whole: counted, inputs: "own", clock: "cgroup-v2", misses: [] };
}

describe("means over replicates", () => {
  it("are per functional unit", () => {
    const mean = meteredMean([replicate({ wallS: 1, cpuS: 2 }), replicate({ wallS: 3, cpuS: 4 })], unit);
    expect(mean.wallS.value).toBe(20);
    expect(mean.cpuS?.value).toBe(30);
  });

  it("leave out what one of them lacks, rather than average over fewer", () => {
    const mean = meteredMean(
      [replicate({ wallS: 1, cpuS: 2, gpuJ: 5 }), replicate({ wallS: 1, cpuS: 2 })],
      unit,
    );
    expect(mean.gpuJ).toBeUndefined();
  });

  it("have a scatter each", () => {
    const mean = meteredMean(
      [50, 100, 200].map((gpuJ) => replicate({ wallS: 1, cpuS: 2, gpuJ })),
      unit,
    );
    expect(mean.cpuS?.scatter90).toBe(1);
    expect(mean.wallS.scatter90).toBe(1);
    expect(mean.gpuJ?.scatter90).toBeGreaterThan(2);
  });

  it("hold the truth nine times in ten, however few they are", () => {
    const random = seededRandom(7);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    for (const n of [2, 3, 5, 10, 20]) {
      let held = 0;
      for (let trial = 0; trial < 4000; trial += 1) {
        const values = Array.from({ length: n }, () => Math.exp(0.05 * normal()));
        const centre = Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / n);
        if (Math.abs(Math.log(centre)) <= Math.log(scatterOfMean(values))) held += 1;
      }
      expect(held / 4000).toBeGreaterThan(0.88);
      expect(held / 4000).toBeLessThan(0.92);
    }
  });
});
