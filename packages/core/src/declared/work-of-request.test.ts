import { describe, expect, it } from "vitest";
import type { ModelledProcessor, Processor } from "../energy/work.ts";
import type { WireEstimateRequest } from "../wire/index.ts";
import { durationOf, workOfRequest } from "./work-of-request.ts";

/** 16 cores and 32 threads of 120 W, with a measured curve. */
const XEON = "Xeon E5-2683 v4";

function modelled(part: Processor | undefined): ModelledProcessor {
  if (part?.kind !== "modelled") throw new Error("a described run is modelled");
  return part;
}

const hour = (rest: Partial<WireEstimateRequest>): WireEstimateRequest => ({
  duration_h: 1,
  memory_gb: 8,
  ...rest,
});

describe("durationOf", () => {
  it("is in seconds, from either unit", () => {
    expect(durationOf({ duration_h: 1.5, memory_gb: 0 })).toBe(5400);
    expect(durationOf({ duration_s: 90, memory_gb: 0 })).toBe(90);
  });
});

describe("workOfRequest", () => {
  it("counts threads of a known chip, and busy ones by its usage", () => {
    const { work, allocation } = workOfRequest(hour({ cpu: { model: XEON, cores: 12, usage: 0.5 } }));
    const cpu = modelled(work.cpu);
    expect(cpu.allocated.value).toBe(24 * 3600);
    expect(cpu.busy.value).toBe(12 * 3600);
    expect(cpu.power.at).toBe("plug");
    // a server has two sockets as a rule
    expect(allocation).toMatchObject({ threads: 24, hostThreads: 64 });
    expect(work.memory?.value).toBe(8);
    expect(work.gpu).toBeUndefined();
  });

  it("counts one socket of a chip that is no server's", () => {
    const { allocation } = workOfRequest(hour({ cpu: { model: "Core i7-8700", cores: 6 } }));
    expect(allocation).toMatchObject({ threads: 12, hostThreads: 12 });
  });

  it("powers cores by a stated rating, while production is still by thread", () => {
    const { work, allocation } = workOfRequest(
      hour({ cpu: { model: XEON, cores: 12, tdp_per_core_w: 7.5 } }),
    );
    const cpu = modelled(work.cpu);
    expect(cpu.allocated.value).toBe(12 * 3600);
    expect(cpu.power.busy.value).toBe(7.5);
    expect(cpu.power.tier).toBe("rated");
    expect(allocation).toMatchObject({ threads: 24, hostThreads: 64 });
  });

  it("takes an unknown chip's cores for threads, on a host of unknown size", () => {
    const { work, allocation } = workOfRequest(hour({ cpu: { cores: 4 } }));
    expect(modelled(work.cpu).power.busy.value).toBe(4);
    expect(modelled(work.cpu).allocated.value).toBe(4 * 3600);
    expect(allocation.threads).toBe(4);
    expect(allocation).not.toHaveProperty("hostThreads");
  });

  it("counts GPUs, their production, and their share of the server that they stand in", () => {
    const { work, allocation } = workOfRequest(
      hour({ gpu: { model: "A100-SXM4-80GB", count: 8, usage: 0.25 } }),
    );
    expect(modelled(work.gpu).busy.value).toBe(2 * 3600);
    expect(modelled(work.gpu).allocated.value).toBe(8 * 3600);
    expect(allocation).toMatchObject({ threads: 96, gpus: { count: 8 } });
    expect(work.cpu).toBeUndefined();
  });

  it("repeats the work: time, and not memory or threads", () => {
    const once = workOfRequest(hour({ cpu: { model: XEON, cores: 1, usage: 1 } }));
    const thrice = workOfRequest(hour({ cpu: { model: XEON, cores: 1, usage: 1 }, multiplier: 3 }));
    expect(thrice.work.duration.value).toBe(3 * once.work.duration.value);
    expect(modelled(thrice.work.cpu).busy.value).toBe(3 * modelled(once.work.cpu).busy.value);
    expect(thrice.allocation.duration.value).toBe(3 * once.allocation.duration.value);
    expect(thrice.work.memory).toEqual(once.work.memory);
    expect(thrice.allocation.threads).toBe(once.allocation.threads);
  });

  it("takes full usage where nothing is said, and only there says so", () => {
    const codes = (usage?: number): readonly string[] =>
      modelled(
        workOfRequest(hour({ cpu: { cores: 1, ...(usage === undefined ? {} : { usage }) } })).work.cpu,
      ).power.assumptions.map(({ code }) => code);
    expect(codes()).toContain("usage-default");
    expect(codes(1)).not.toContain("usage-default");
    expect(modelled(workOfRequest(hour({ cpu: { cores: 2 } })).work.cpu).busy.value).toBe(7200);
    expect(modelled(workOfRequest(hour({ cpu: { cores: 2, usage: 0 } })).work.cpu).busy.value).toBe(0);
  });
});
