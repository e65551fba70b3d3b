import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { doubt, exact } from "../estimate/estimate.ts";
import { statedFactor } from "../factor.ts";
import { relativeError } from "../relative-error.fixture.ts";
import { fromHours, gigabytes } from "../units.ts";
import * as rows from "./embodied.rows.ts";
import { embodied } from "./embodied.ts";
import type { Allocation, CardProduction } from "./embodied.ts";

const { LIFETIME_YEARS, SERVER_GWP, UTILISATION } = rows;

const CARD: CardProduction = {
  gwp: statedFactor("card/gwp", 150_000, "gCO2e", 2),
  adpe: statedFactor("card/adpe", 0.01, "kgSb", 3),
  pe: statedFactor("card/pe", 2000, "MJ", 2),
  assumptions: [{ code: "gpu-embodied-by-class", text: "a class" }],
};

const hours = (h: number): Allocation["duration"] => exact(fromHours(h));
/** Hours of a life that production is charged to: 4 years, half used. */
const LIFE_H = 4 * 8760 * 0.5;
const codes = (allocation: Allocation): readonly string[] =>
  embodied(allocation).assumptions.map(({ code }) => code);

describe("embodied, by hand", () => {
  it("rests on 4 years of life, half of it used", () => {
    expect(LIFETIME_YEARS.value * 8760 * UTILISATION.value).toBe(LIFE_H);
  });

  it("charges a tenth of its life of a quarter server, 64 GB and two cards", () => {
    const print = embodied({
      duration: hours(LIFE_H / 10),
      threads: 16,
      hostThreads: 64,
      memory: exact(gigabytes(64)),
      gpus: { count: 2, card: CARD },
    });
    // a tenth of: 690 kg ÷ 4 + 64 × 1.39 kg + 2 × 150 kg
    expect(print.co2e.value).toBeCloseTo(17_250 + 8_896 + 30_000, 6);
    // a tenth of: 0.115 ÷ 4 + 64 × 8.8e-5 + 2 × 0.01
    expect(print.adpe.value).toBeCloseTo(0.002875 + 0.0005632 + 0.002, 12);
    // a tenth of: 6130 ÷ 4 + 64 × 17.6 + 2 × 2000
    expect(print.pe.value).toBeCloseTo(153.25 + 112.64 + 400, 9);
  });

  // Luccioni, Viguier & Ligozat 2023 (BLOOM), section 4.1: 1,082,990 GPU-hours on servers of eight GPUs; servers of
  // 2,500 kg and GPUs of 150 kg over 6 years at 85 %: 7.57 t of servers and 3.64 t of GPUs. Same formula, so that ours
  // is theirs after exchanging the life (4 y × 0.5 against 6 y × 0.85) and the server.
  it("is BLOOM's formula", () => {
    const life = (LIFETIME_YEARS.value * UTILISATION.value) / (6 * 0.85);
    const servers = embodied({ duration: hours(1_082_990), threads: 1, hostThreads: 8 });
    const cards = embodied({
      duration: hours(1_082_990),
      threads: 0,
      hostThreads: 8,
      gpus: { count: 1, card: CARD },
    });
    const serverT = (servers.co2e.value / 1e6) * life * (2_500_000 / SERVER_GWP.value);
    const cardT = (cards.co2e.value / 1e6) * life;
    expect(relativeError(serverT, 7.57)).toBeLessThan(0.002);
    expect(relativeError(cardT, 3.64)).toBeLessThan(0.002);
    expect(relativeError(serverT + cardT, 11.2)).toBeLessThan(0.002);
  });

  // Cloud Carbon Footprint, EmbodiedEmissionsEstimator.test.ts: 1.7957 t × 24 h ÷ 35,040 h × 1 ÷ 96 vCPU.
  it("is Cloud Carbon Footprint's formula, but for idle years", () => {
    const { co2e } = embodied({ duration: hours(24), threads: 1, hostThreads: 96 });
    const tonnes = (co2e.value / 1e6) * UTILISATION.value * (1_795_700 / SERVER_GWP.value);
    expect(relativeError(tonnes, 1.2811786529680366e-5)).toBeLessThan(1e-9);
  });
});

describe("embodied", () => {
  it("assumes 96 threads of a host of unknown size, and says so", () => {
    const unknown: Allocation = { duration: hours(10), threads: 4 };
    const known: Allocation = { ...unknown, hostThreads: 96 };
    expect(embodied(unknown).co2e.value).toBeCloseTo(embodied(known).co2e.value, 12);
    expect(codes(unknown)).toEqual(["embodied-server-default", "cpu-host-unknown"]);
    expect(codes(known)).toEqual(["embodied-server-default"]);
    expect(embodied(unknown).co2e.spread.sources).toHaveProperty("embodied/host-threads");
    expect(embodied(known).co2e.spread.sources).not.toHaveProperty("embodied/host-threads");
  });

  it("charges a small host more per thread than a large one", () => {
    const on = (hostThreads: number): number =>
      embodied({ duration: hours(1), threads: 2, hostThreads }).co2e.value;
    expect(relativeError(on(8), 4 * on(32))).toBeLessThan(1e-12);
  });

  it("charges more than one host to more threads than one has", () => {
    const threads = (n: number): number =>
      embodied({ duration: hours(1), threads: n, hostThreads: 64 }).co2e.value;
    expect(relativeError(threads(640), 10 * threads(64))).toBeLessThan(1e-12);
  });

  it("says what is assumed of the card, and assumes no host where no thread is charged", () => {
    expect(codes({ duration: hours(1), threads: 0, gpus: { count: 1, card: CARD } })).toEqual([
      "embodied-server-default",
      "gpu-embodied-by-class",
    ]);
  });

  it("is linear in time", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), (h) => {
        const of = (time: number): readonly number[] => {
          const print = embodied({
            duration: hours(time),
            threads: 3,
            memory: exact(gigabytes(7)),
            gpus: { count: 2, card: CARD },
          });
          return [print.co2e.value, print.adpe.value, print.pe.value];
        };
        for (const [index, value] of of(5 * h).entries()) {
          expect(relativeError(value, 5 * (of(h)[index] ?? 0))).toBeLessThan(1e-12);
        }
      }),
    );
  });

  it("adds up over the parts of a split allocation, beyond one host too", () => {
    const threads = fc.integer({ min: 1, max: 200 });
    const gb = fc.double({ min: 0.1, max: 1000, noNaN: true });
    const cards = fc.integer({ min: 1, max: 16 });
    const part = fc.record({ threads, gb, cards });
    fc.assert(
      fc.property(part, part, fc.option(threads, { nil: undefined }), (one, other, hostThreads) => {
        const of = (some: typeof one): ReturnType<typeof embodied> =>
          embodied({
            duration: hours(24),
            threads: some.threads,
            ...(hostThreads === undefined ? {} : { hostThreads }),
            memory: exact(gigabytes(some.gb)),
            gpus: { count: some.cards, card: CARD },
          });
        const whole = of({
          threads: one.threads + other.threads,
          gb: one.gb + other.gb,
          cards: one.cards + other.cards,
        });
        for (const criterion of ["co2e", "adpe", "pe"] as const) {
          const parts = of(one)[criterion].value + of(other)[criterion].value;
          expect(relativeError(whole[criterion].value, parts)).toBeLessThan(1e-12);
        }
      }),
    );
  });

  it("names the factor behind every doubt of every criterion", () => {
    const print = embodied({
      duration: hours(24),
      threads: 4,
      memory: exact(gigabytes(16)),
      gpus: { count: 1, card: CARD },
    });
    const named = new Set(print.factors.map(({ id }) => id));
    for (const figure of [print.co2e, print.adpe, print.pe]) {
      const sources = doubt(figure).map(({ source }) => source);
      expect(sources.length).toBeGreaterThanOrEqual(6);
      expect(sources.filter((source) => !named.has(source))).toEqual([]);
    }
  });
});

describe("factors of production", () => {
  it.each(Object.values(rows))("$id says where it is from", (row) => {
    expect(row.source.title).not.toBe("");
    expect(row.source.url).toMatch(/^https:\/\//u);
    expect(row.retrieved).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    expect(row.spread).toBeGreaterThanOrEqual(1);
  });

  // UBA TEXTE 94/2021 worked through for a 2-socket rack server with 384 GB: 967.9 kg, 0.1492 kg Sb, 12,870 MJ.
  it("add up to the worked server for minerals and primary energy, and hold it for carbon", () => {
    const server = (base: number, perGb: number): number => base + 384 * perGb;
    expect(relativeError(server(rows.SERVER_ADPE.value, rows.MEMORY_ADPE.value), 0.1492)).toBeLessThan(0.01);
    expect(relativeError(server(rows.SERVER_PE.value, rows.MEMORY_PE.value), 12_870)).toBeLessThan(0.01);
    const carbon = server(SERVER_GWP.value, rows.MEMORY_GWP.value);
    expect(carbon / SERVER_GWP.spread).toBeLessThan(967_900);
    expect(carbon).toBeGreaterThan(967_900);
    // the row is the geometric mean of the two ends it names, and its spread reaches both
    expect(relativeError(SERVER_GWP.value, Math.sqrt(434_000 * 1_100_000))).toBeLessThan(0.01);
    expect(SERVER_GWP.value / SERVER_GWP.spread).toBeLessThanOrEqual(434_000);
    expect(SERVER_GWP.value * SERVER_GWP.spread).toBeGreaterThanOrEqual(1_100_000);
  });
});
