import { beforeEach, describe, expect, it } from "vitest";
import { bookCells, bookProfile, daysAgo, forget, here, hourOf } from "./book.fixture.ts";
import { told } from "./told.fixture.ts";

const DAY = daysAgo(3);

beforeEach(forget);

describe("the grid by the hour", () => {
  const hours = async (...readings: readonly (readonly [hour: string, grams: number, spread: number])[]) => {
    for (const [hour, grams, spread] of readings) {
      await here.BOOK.prepare(
        "INSERT INTO grid_hours VALUES ('FRA', ?, 'electricity-maps', 'life-cycle', ?, ?, 0)",
      )
        .bind(hourOf(`${DAY}T${hour}:00Z`), grams, spread)
        .run();
    }
  };
  const cell = (hour: string, count: number) => ({
    at: `${DAY}T${hour}:00Z`,
    labels: { profile: "fr", profile_version: 1 },
    counters: { count },
  });
  beforeEach(async () => {
    await bookProfile("fr", 1, {
      kind: "per-inference",
      energy_j: 3600,
      rung: "facility",
      spread: 1,
      site: { zone: "FR" },
    });
  });

  it("has each hour's own doubt, in an hour, a day and a total", async () => {
    await bookCells([cell("10", 1000), cell("11", 1000)]);
    // 1 kWh at 100 g within ×1.2, and one at 100 g within ×3
    await hours(["10", 100, 1.2], ["11", 100, 3]);
    const range = `from=${DAY}&to=${DAY}&grid=hourly`;
    const reach = (of: { readonly value: number; readonly high: number } | undefined): number =>
      (of?.high ?? 0) / (of?.value ?? 1);
    const byHour = await told(`/api/series?${range}&step=hour`);
    expect(byHour.points.map(({ co2e_g }) => reach(co2e_g))).toEqual([
      expect.closeTo(1.2, 7),
      expect.closeTo(3, 7),
    ]);
    // one source: (100·ln 1.2 + 100·ln 3) ÷ 200
    const both = Math.sqrt(1.2 * 3);
    const byDay = await told(`/api/series?${range}&step=day`);
    expect(reach(byDay.points[0]?.co2e_g)).toBeCloseTo(both, 7);
    const summary = await told(`/api/summary?${range}`);
    expect(reach(summary.phases[0]?.figures.co2e_g)).toBeCloseTo(both, 9);
  });

  it("says why not all of it was read live", async () => {
    await bookProfile("here", 1, {
      kind: "per-inference",
      energy_j: 3600,
      rung: "facility",
      site: { zone: "FR", grid_g_per_kwh: 7 },
    });
    await bookCells([
      cell("10", 1000),
      { at: `${DAY}T10:00Z`, labels: { profile: "here", profile_version: 1 }, counters: { count: 500 } },
    ]);
    const range = `from=${DAY}&to=${DAY}&grid=hourly`;
    const why = async (path: string, bindings = here) => {
      const { ground } = await told(`${path}?${range}`, bindings);
      return [
        ground.grid.live_share,
        ground.assumptions.filter(({ code }) => code.startsWith("grid-")).map(({ text }) => text),
      ];
    };
    const stays = "hours were asked for; the intensity that a profile states stays for 33.3 % of the energy";
    for (const path of ["/api/summary", "/api/series"]) {
      expect(await why(path)).toEqual([
        0,
        [
          "hours were asked for, and the annual average was taken of 66.7 % of the energy: 66.7 % in hours without a reading of FRA (this ledger asks no live provider: ELECTRICITYMAPS_TOKEN is not set)",
          stays,
        ],
      ]);
      expect(await why(path, { ...here, ELECTRICITYMAPS_TOKEN: "x" })).toEqual([
        0,
        [
          "hours were asked for, and the annual average was taken of 66.7 % of the energy: 66.7 % in hours without a reading of FRA",
          stays,
        ],
      ]);
    }
    await hours(["10", 50, 1.3]);
    expect(await why("/api/summary")).toEqual([expect.closeTo(2 / 3, 9), [stays]]);
  });

  it("has no share where there is no energy", async () => {
    const { ground } = await told(`/api/summary?from=${DAY}&to=${DAY}&grid=hourly`);
    expect(ground.grid.live_share).toBeNull();
    expect(ground.assumptions.filter(({ code }) => code.startsWith("grid-"))).toEqual([]);
  });
});
