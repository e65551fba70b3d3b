import { describe, expect, it } from "vitest";

import { CPUS, GPUS, microarchitecture, MICROARCHITECTURES } from "./index.ts";
import type { Cpu, Microarchitecture } from "./index.ts";
import { CARD_PRODUCTION } from "./embodied.rows.ts";
import { nameKey } from "./name.ts";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Keys that lead to more than one row. */
function shared(rows: readonly Row[]): string[] {
  const owners = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const name of [row.name, ...row.aliases]) {
      const key = nameKey(name);
      owners.set(key, (owners.get(key) ?? new Set()).add(row.id));
    }
  }
  return [...owners].filter(([, ids]) => ids.size > 1).map(([key]) => key);
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at);
}

describe("the catalogue", () => {
  it("holds at least 120 CPUs, 60 GPUs and 40 microarchitectures", () => {
    expect(CPUS.length).toBeGreaterThanOrEqual(120);
    expect(GPUS.length).toBeGreaterThanOrEqual(60);
    expect(MICROARCHITECTURES.length).toBeGreaterThanOrEqual(40);
  });

  it("has unique ids, and no name that means two chips", () => {
    for (const rows of [CPUS, GPUS]) {
      expect(repeated(rows.map((row) => row.id))).toEqual([]);
      expect(shared(rows)).toEqual([]);
    }
    expect(repeated(MICROARCHITECTURES.map((row) => row.id))).toEqual([]);
    const families = MICROARCHITECTURES.map(({ id, names }) => ({ id, name: id, aliases: names }));
    expect(shared([...CPUS, ...families])).toEqual([]);
  });

  it("has no empty key: a name of noise alone would match every bare name", () => {
    const names = [...CPUS, ...GPUS].flatMap((row) => [row.name, ...row.aliases]);
    const keys = [...names, ...MICROARCHITECTURES.flatMap((row) => row.names)].map(nameKey);
    // "xeon" and "epyc" alone are what clouds print to hide the chip.
    expect(keys.filter((key) => key.length < 2 || ["xeon", "epyc", "xeonprocessor"].includes(key))).toEqual(
      [],
    );
  });

  it("says where every row is from", () => {
    const sourceless = [...CPUS, ...GPUS, ...MICROARCHITECTURES].filter(
      ({ source, licence, retrieved }) =>
        source.title === "" ||
        !source.url.startsWith("https://") ||
        licence === "" ||
        !/^\d{4}-\d{2}-\d{2}$/.test(retrieved),
    );
    expect(sourceless).toEqual([]);
  });
});

/** The rows that are not as they should be, by id. */
function amiss<T extends { readonly id: string }>(rows: readonly T[], right: (row: T) => boolean): string[] {
  return rows.filter((row) => !right(row)).map((row) => row.id);
}

function within(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

/** A family came out for one market up to a year before the other. */
function ofItsTime(cpu: Cpu): boolean {
  const of = microarchitecture(cpu.microarchitecture);
  return of !== undefined && within(cpu.year, of.year - 1, 2026);
}

function sanelyRated({ tdpW, threads }: Cpu): boolean {
  return tdpW === undefined || within(tdpW / threads, 0.5, 25);
}

function sanelyCurved({ curve }: Microarchitecture): boolean {
  return (
    curve === undefined ||
    (curve.idleWattsPerThread > 0 &&
      curve.busyWattsPerThread > curve.idleWattsPerThread &&
      curve.busyWattsPerThread < 15 &&
      curve.spread >= (curve.proxy ? 2 : 1.5) &&
      curve.segments.length > 0)
  );
}

describe("CPU rows", () => {
  it("name a microarchitecture that exists, of their time", () => {
    expect(amiss(CPUS, ofItsTime)).toEqual([]);
  });

  it("have one or two threads per core (hybrid chips, between)", () => {
    expect(amiss(CPUS, (cpu) => within(cpu.threads / cpu.cores, 1, 2))).toEqual([]);
  });

  it("are rated between 0.5 and 25 W per thread", () => {
    expect(amiss(CPUS, sanelyRated)).toEqual([]);
  });

  it.each([
    ["xeon-e5-2683-v4", 16, 32, 120],
    ["xeon-gold-6248", 20, 40, 150],
    ["epyc-7763", 64, 128, 280],
    ["epyc-7552", 48, 96, 200],
    ["ryzen-9-3900x", 12, 24, 105],
    ["core-i7-12700k", 12, 20, 125],
    ["ampere-altra-q80-30", 80, 80, 210],
  ])("%s: %i cores, %i threads, %i W", (id, cores, threads, tdpW) => {
    expect(CPUS.find((cpu) => cpu.id === id)).toMatchObject({ cores, threads, tdpW });
  });

  it("leave out a rated power that nobody publishes", () => {
    for (const id of [
      "epyc-9v74",
      "xeon-platinum-8488c",
      "xeon-platinum-8370c",
      "aws-graviton3",
      "apple-m1",
    ]) {
      expect(CPUS.find((cpu) => cpu.id === id)).not.toHaveProperty("tdpW");
    }
  });
});

describe("GPU rows", () => {
  it("stay in sane ranges", () => {
    expect(amiss(GPUS, (gpu) => within(gpu.tdpW, 10, 1500) && within(gpu.memoryGb, 1, 300))).toEqual([]);
    expect(amiss(GPUS, (gpu) => gpu.idleW === undefined || within(gpu.idleW, 1, gpu.tdpW / 2))).toEqual([]);
  });

  it("do not carry known errors of published tables", () => {
    const rated = new Map(GPUS.map((gpu) => [gpu.id, gpu.tdpW]));
    expect(rated.get("geforce-gtx-750")).toBe(55);
    expect(rated.get("tesla-v100-pcie-16gb")).toBe(250);
    expect(rated.get("tesla-v100-sxm2-16gb")).toBe(300);
    expect(rated.get("a10")).toBe(150);
    expect(rated.get("a10g")).toBe(300);
  });

  it("are there for every card whose production is known", () => {
    const ids = new Set(GPUS.map((gpu) => gpu.id));
    expect(CARD_PRODUCTION.map((row) => row.id).filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe("power curves", () => {
  it("rise from idle to busy, and own up to being proxies", () => {
    expect(amiss(MICROARCHITECTURES, sanelyCurved)).toEqual([]);
  });

  it("hold the corrected row of EPYC 5th Gen", () => {
    expect(microarchitecture("zen-5-epyc")?.curve).toMatchObject({
      idleWattsPerThread: 0.267,
      busyWattsPerThread: 1.481,
    });
  });
});
