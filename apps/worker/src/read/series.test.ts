import { SeriesAnswer, SummaryAnswer } from "@gramme/core/wire";
import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import {
  ask,
  answerOf,
  bookCells,
  bookProfile,
  daysAgo,
  forget,
  here,
  hourOf,
  refusalOf,
} from "./book.fixture.ts";
import { significant } from "./series-points.ts";

const SITE = { zone: "FR", pue: 1.2 };
const PROFILES = ["each", "power", "tokens"] as const;
const from = daysAgo(45);
const to = daysAgo(0);

beforeEach(async () => {
  forget();
  await bookProfile("each", 1, { kind: "per-inference", energy_j: 40, rung: "share", site: SITE });
  await bookProfile("power", 1, { kind: "power", power_w: 300, rung: "node", spread: 1.3, site: SITE });
  await bookProfile("tokens", 1, {
    kind: "tokens",
    j_per_input_token: 0.02,
    j_per_output_token: 0.5,
    rung: "facility",
    site: { zone: "DE" },
  });
});

/** Cells of every kind over the period, by a seed. */
async function fill(seed: number): Promise<void> {
  const cell = fc.record({
    day: fc.integer({ min: 0, max: 45 }),
    hour: fc.integer({ min: 0, max: 23 }),
    profile: fc.constantFrom(...PROFILES, ""),
    model: fc.constantFrom("a", "b"),
    count: fc.nat(5000),
  });
  const cells = fc.sample(
    fc.uniqueArray(cell, {
      minLength: 30,
      maxLength: 30,
      selector: (c) => `${c.day} ${c.hour} ${c.profile} ${c.model}`,
    }),
    { numRuns: 1, seed },
  )[0];
  await bookCells(
    (cells ?? []).map(({ day, hour, profile, model, count }) => ({
      at: new Date((hourOf(daysAgo(day)) + hour) * 3_600_000).toISOString(),
      labels: { model, profile, profile_version: profile === "" ? 0 : 1 },
      counters: {
        count,
        failed: 3,
        timed: count,
        share_us: count * 30_000,
        tokened: count,
        input_tokens: count * 100,
        output_tokens: count * 20,
      },
    })),
  );
}

describe("/api/series", () => {
  it.each([1, 2, 3])("adds up to the summary by any step and label (%i)", async (seed) => {
    await fill(seed);
    const summary = await answerOf(SummaryAnswer, `/api/summary?from=${from}&to=${to}&by=model`);
    for (const step of ["day", "week", "month"]) {
      const series = await answerOf(
        SeriesAnswer,
        `/api/series?from=${from}&to=${to}&by=model&step=${step}&water=in`,
      );
      for (const { key, figures } of summary.rows) {
        const points = series.points.filter((point) => point.key === key);
        const total = (of: (point: (typeof points)[number]) => number): number =>
          points.reduce((sum, point) => sum + of(point), 0);
        expect(total((point) => point.inferences)).toBe(figures.inferences);
        expect(total((point) => point.known)).toBe(figures.known);
        // points have nine digits
        const share = (sum: number, of: { readonly value: number } | null): number => sum / (of?.value ?? 0);
        expect(
          share(
            total((point) => point.co2e_g?.value ?? 0),
            figures.co2e_g,
          ),
        ).toBeCloseTo(1, 8);
        expect(
          share(
            total((point) => point.energy_kwh?.value ?? 0),
            figures.energy_kwh,
          ),
        ).toBeCloseTo(1, 8);
        expect(
          share(
            total((point) => point.water_l?.value ?? 0),
            figures.water_l,
          ),
        ).toBeCloseTo(1, 8);
        // what 1000 take is, failed ones apart; which of them are known is taken point by point, so that it is not exact
        const of1000 = (1000 * (figures.co2e_g?.value ?? 0)) / total((point) => point.behind);
        expect(of1000 / (figures.per_1000?.co2e_g.value ?? 0)).toBeCloseTo(1, 3);
      }
      expect(series.keys).toEqual(summary.rows.map(({ key }) => key));
      expect(series.unknown).toEqual(summary.phases[0]?.figures.unknown);
    }
    // one bucket over everything has the interval of the total
    const day = daysAgo(1);
    const [point] = (await answerOf(SeriesAnswer, `/api/series?from=${day}&to=${day}&water=in`)).points;
    const dry = await answerOf(SeriesAnswer, `/api/series?from=${day}&to=${day}`);
    expect(dry.points[0]).toEqual({ ...point, water_l: undefined });
    const whole = await answerOf(SummaryAnswer, `/api/summary?from=${day}&to=${day}`);
    const high = whole.phases[0]?.figures.co2e_g?.high ?? 0;
    expect(high).toBeGreaterThan(0);
    expect((point?.co2e_g?.high ?? 0) / high).toBeCloseTo(1, 8);
    const { water_l, per_1000 } = whole.phases[0]?.figures ?? {};
    expect((1000 * (point?.co2e_g?.value ?? 0)) / (point?.behind ?? 0)).toBeCloseTo(
      per_1000?.co2e_g.value ?? 0,
      6,
    );
    expect((point?.water_l?.high ?? 0) / (water_l?.high ?? 0)).toBeCloseTo(1, 8);
  });

  it("says which buckets are cut or not over, and leaves out those without requests", async () => {
    await bookCells([
      { at: `${daysAgo(3)}T05:00Z`, counters: { count: 1 } },
      { at: `${daysAgo(3)}T06:00Z`, counters: { count: 2 } },
      { at: `${daysAgo(1)}T06:00Z`, counters: { count: 4 } },
      { at: `${daysAgo(0)}T00:00Z`, counters: { count: 8 } },
    ]);
    const { points } = await answerOf(SeriesAnswer, `/api/series?from=${daysAgo(3)}T06:00Z&to=${to}`);
    expect(points.map(({ at, inferences, partial }) => [at.slice(0, 10), inferences, partial])).toEqual([
      [daysAgo(3), 2, true],
      [daysAgo(1), 4, false],
      [daysAgo(0), 8, true],
    ]);
    const hours = await answerOf(SeriesAnswer, `/api/series?from=${daysAgo(3)}&to=${daysAgo(3)}&step=hour`);
    expect(hours.points.map(({ at, inferences }) => [at.slice(11, 16), inferences])).toEqual([
      ["05:00", 1],
      ["06:00", 2],
    ]);
  });

  it("tells the same as CSV", async () => {
    await fill(4);
    const path = `/api/series?from=${from}&to=${to}&by=profile`;
    const { points } = await answerOf(SeriesAnswer, path);
    const answer = await ask(path, { headers: { accept: "text/csv" } });
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    const [head = "", ...lines] = (await answer.text()).trimEnd().split("\r\n");
    expect(head.split(",")).toEqual(
      expect.arrayContaining(["energy_kwh", "energy_kwh_low", "co2e_g_high", "boundary"]),
    );
    const rows = lines.map((line) => {
      const cells = line.split(",");
      return Object.fromEntries(head.split(",").map((name, n) => [name, cells[n] ?? ""]));
    });
    expect(rows.map((row) => [row["at"], row["profile"], Number(row["inferences"])])).toEqual(
      points.map(({ at, key, inferences }) => [at, key ?? "", inferences]),
    );
    expect(rows.map((row) => (row["co2e_g_low"] === "" ? undefined : Number(row["co2e_g_low"])))).toEqual(
      points.map(({ co2e_g }) => co2e_g?.low),
    );
    expect(await (await ask(`${path}&format=csv`)).text()).toContain(head);
  });

  it("refuses what would be too much", async () => {
    expect((await refusalOf(`/api/series?from=${daysAgo(60)}&to=${to}&step=hour`)).detail).toContain(
      "31 days",
    );
    expect((await refusalOf("/api/series?from=2017-01-01&to=2026-01-01")).detail).toContain("2000");
  });
});

describe("the grid by the hour", () => {
  const day = daysAgo(2);
  const reading = (hour: string, grams: number, accounting = "life-cycle"): D1PreparedStatement =>
    here.BOOK.prepare("INSERT INTO grid_hours VALUES ('FRA', ?, ?, ?, ?, 1.5, 0)").bind(
      hourOf(`${day}T${hour}:00Z`),
      accounting === "direct" ? "another" : "electricity-maps",
      accounting,
      grams,
    );
  const cells = ["10", "11", "12"].map((hour) => ({
    at: `${day}T${hour}:00Z`,
    // 40 J at share · 1.37 · 1.2 = 65.76 J; 54,744.5 of them are 1 kWh
    labels: { profile: "each", profile_version: 1 },
    counters: { count: 547_445 },
  }));

  it("takes each hour's life-cycle reading, else the annual figure, and tells the share", async () => {
    await bookCells(cells);
    await here.BOOK.batch([reading("10", 20), reading("11", 80), reading("12", 5, "direct")]);
    const path = `/api/summary?from=${day}&to=${day}`;
    const annual = await answerOf(SummaryAnswer, path);
    const france = annual.ground.factors.find(({ id }) => id === "grid/ember/FRA")?.value ?? 0;
    const kwh = (547_445 * 65.76) / 3.6e6;
    expect(annual.phases[0]?.figures.co2e_g?.value).toBeCloseTo(3 * kwh * france, 6);
    const hourly = await answerOf(SummaryAnswer, `${path}&grid=hourly`);
    // a direct reading is never used
    expect(hourly.phases[0]?.figures.co2e_g?.value).toBeCloseTo(kwh * (20 + 80 + france), 6);
    expect(hourly.ground.grid).toEqual({ asked: "hourly", live_share: expect.closeTo(2 / 3, 9) as number });
    expect(hourly.phases[0]?.figures.doubt.map(({ source }) => source)).toContain("grid/live/FRA");
    for (const step of ["day", "hour"]) {
      const series = await answerOf(
        SeriesAnswer,
        `/api/series?from=${day}&to=${day}&grid=hourly&step=${step}`,
      );
      const total = series.points.reduce((sum, { co2e_g }) => sum + (co2e_g?.value ?? 0), 0);
      expect(total / (kwh * (20 + 80 + france))).toBeCloseTo(1, 8);
      expect(series.ground.grid.live_share).toBeCloseTo(2 / 3, 9);
    }
  });

  it("leaves an intensity that was stated as it was stated", async () => {
    await bookProfile("each", 2, {
      kind: "per-inference",
      energy_j: 3600,
      rung: "facility",
      site: { zone: "FR", grid_g_per_kwh: 7 },
      corrects: 1,
    });
    await bookCells(cells);
    await reading("10", 999).run();
    const { phases, ground } = await answerOf(
      SummaryAnswer,
      `/api/summary?from=${day}&to=${day}&grid=hourly`,
    );
    expect(phases[0]?.figures.co2e_g?.value).toBeCloseTo((3 * 547_445 * 7) / 1000, 6);
    expect(ground.grid.live_share).toBe(0);
  });
});

describe("a point's numbers", () => {
  it("have nine digits, which are those of the number, low never above high", () => {
    expect([0, 1, 2 / 3, 123_456_789_012, 1.000_000_000_4, 9.999_999_999_6].map(significant)).toEqual([
      0, 1, 0.666_666_667, 123_456_789_000, 1, 10,
    ]);
    const positive = fc.double({ min: 1e-12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        expect(Math.abs(significant(a) / a - 1)).toBeLessThan(5.1e-9);
        expect(significant(Math.min(a, b))).toBeLessThanOrEqual(significant(Math.max(a, b)));
      }),
    );
  });
});
