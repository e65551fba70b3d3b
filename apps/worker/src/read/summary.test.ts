import { SummaryAnswer } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { ask, answerOf, bookCells, bookProfile, daysAgo, forget, here, refusalOf } from "./book.fixture.ts";

const SITE = { pue: 1.2, grid_g_per_kwh: 100 };
const DAY = daysAgo(3);
const WEEK = `from=${daysAgo(7)}&to=${daysAgo(0)}`;

beforeEach(async () => {
  forget();
  await bookProfile("chat", 1, {
    kind: "per-inference",
    energy_j: 3600,
    rung: "node",
    spread: 1.5,
    site: SITE,
  });
});
const ONE = { value: 1, low: 1, high: 1 };
const chat = { profile: "chat", profile_version: 1 } as const;

describe("/api/summary", () => {
  it("is worked by hand", async () => {
    await bookCells([
      { at: `${DAY}T10:00Z`, labels: chat, counters: { count: 600, failed: 5, aborted: 2 } },
      // another shard's part of the same cell
      { at: `${DAY}T10:00Z`, labels: chat, counters: { count: 400 }, shard: 1 },
    ]);
    const { phases, rows, ground, period, plausibility } = await answerOf(
      SummaryAnswer,
      `/api/summary?${WEEK}&by=modality`,
    );
    const [{ phase, figures } = { phase: "", figures: undefined }] = phases;
    expect(phase).toBe("inference");
    expect(figures).toMatchObject({
      inferences: 1000,
      failed: 5,
      aborted: 2,
      known: 1000,
      tier: "declared",
    });
    // 1000 · 3600 J = 1 kWh at node · 1.2 = 1.2 kWh; · 100 g/kWh = 120 g
    expect(figures?.energy_kwh?.value).toBeCloseTo(1.2, 9);
    expect(figures?.co2e_g?.value).toBeCloseTo(120, 9);
    // the PUE and the grid were stated, the profile is within ×1.5
    expect(figures?.co2e_g?.low).toBeCloseTo(80, 9);
    expect(figures?.co2e_g?.high).toBeCloseTo(180, 9);
    expect(figures?.per_1000?.co2e_g.value).toBeCloseTo(120, 9);
    // 1 kWh · 0.55 L on site + 1.2 kWh · 3.9 L off site = 5.23 L
    expect(figures?.water_l?.value).toBeCloseTo(0.55 + 1.2 * 3.9, 9);
    expect(figures?.unknown).toEqual([
      { reason: "failed-request", text: expect.stringContaining("failed"), count: 5 },
    ]);
    expect(figures?.doubt).toEqual([
      { source: "profile/chat@1", meaning: "what a profile states", share: 1 },
    ]);
    expect(rows.map(({ key }) => key)).toEqual(["text-to-text"]);
    expect(ground.accounting).toBe("location-based");
    expect(ground.grid).toEqual({ asked: "annual", live_share: null });
    expect(ground.factors.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["stated/grid", "stated/pue", "wue/li/2023", "electricity/water/fallback"]),
    );
    expect(ground.assumptions.map(({ code }) => code)).toContain("wue-default");
    expect(ground.assumptions.map(({ code }) => code)).not.toContain("pue-default");
    expect(period).toMatchObject({ zone_of_time: "UTC", partial: true });
    expect(plausibility).toEqual([]);
  });

  it("lists mixed tiers and tells the least sure; what is not known is told, not 0", async () => {
    await bookProfile("meter", 1, { kind: "metered", meter: "NVML", rung: "node", site: SITE });
    await bookCells([
      {
        at: `${DAY}T01:00Z`,
        labels: { profile: "meter", profile_version: 1 },
        counters: { count: 10, metered: 8, energy_uj: 8_000_000 },
      },
      { at: `${DAY}T01:00Z`, labels: chat, counters: { count: 1 } },
      { at: `${DAY}T02:00Z`, labels: { task: "unknown", model: "acme/x" }, counters: { count: 4 } },
      {
        at: `${DAY}T02:00Z`,
        labels: { profile: "gone", profile_version: 1, model: "acme/y" },
        counters: { count: 2 },
      },
    ]);
    const { phases, rows } = await answerOf(SummaryAnswer, `/api/summary?${WEEK}&by=model`);
    const figures = phases[0]?.figures;
    expect(figures?.tiers).toEqual([
      { tier: "metered", count: 8 },
      { tier: "declared", count: 1 },
    ]);
    expect(figures?.tier).toBe("declared");
    expect(figures?.unknown.map(({ reason, count }) => [reason, count])).toEqual([
      ["task-unknown", 4],
      ["not-metered", 2],
      ["profile-missing", 2],
    ]);
    expect(figures?.known).toBe(9);
    expect(rows.map(({ key, figures: { co2e_g } }) => [key, co2e_g === null])).toEqual([
      ["acme/chat", false],
      ["acme/x", true],
      ["acme/y", true],
    ]);
    expect(rows[1]?.figures).toMatchObject({ energy_kwh: null, per_1000: null, tier: null });
  });

  it("reads whole days and single hours alike", async () => {
    await bookCells([
      { at: `${DAY}T03:00Z`, labels: chat, counters: { count: 1 } },
      { at: `${DAY}T04:00Z`, labels: chat, counters: { count: 10 } },
      { at: `${daysAgo(2)}T04:00Z`, labels: chat, counters: { count: 100 } },
      { at: `${daysAgo(1)}T04:00Z`, labels: chat, counters: { count: 1000 } },
      { at: `${daysAgo(1)}T05:00Z`, labels: chat, counters: { count: 10_000 } },
    ]);
    const inferences = async (range: string): Promise<number | undefined> =>
      (await answerOf(SummaryAnswer, `/api/summary?${range}`)).phases[0]?.figures.inferences;
    expect(await inferences(`from=${DAY}&to=${daysAgo(1)}`)).toBe(11_111);
    expect(await inferences(`from=${DAY}T04:00Z&to=${daysAgo(1)}T05:00Z`)).toBe(1110);
    expect(await inferences(`from=${DAY}T03:00Z&to=${DAY}T04:00Z`)).toBe(1);
    // 05:00 in Berlin's winter is 04:00 in UTC
    expect(await inferences(`from=${DAY}T05:00%2B01:00&to=${DAY}T06:00%2B01:00`)).toBe(10);
    expect(await inferences(`from=${daysAgo(1)}T05:00Z`)).toBe(10_000);
  });

  it("shows a tenant its own and nothing else", async () => {
    await bookProfile("chat", 1, { kind: "per-inference", energy_j: 1, rung: "node" }, { tenant: "other" });
    await bookCells([{ at: `${DAY}T03:00Z`, labels: chat, counters: { count: 7 }, tenant: "other" }]);
    const { phases, ground, intake } = await answerOf(SummaryAnswer, `/api/summary?${WEEK}`);
    expect({ phases, factors: ground.factors, newest: intake.newest_hour }).toEqual({
      phases: [],
      factors: [],
      newest: null,
    });
    const { ACCESS: _, ...closed } = here;
    expect((await ask(`/api/summary?${WEEK}`, { bindings: closed })).status).toBe(401);
  });

  it("tells losses, and the newest hour", async () => {
    await here.BOOK.prepare("INSERT INTO producers VALUES ('local', 'p', 0, 1, 9, 1763900000000, 12)").run();
    await bookCells([{ at: `${DAY}T03:00Z`, labels: chat, counters: { count: 1 } }]);
    const { intake } = await answerOf(SummaryAnswer, `/api/summary?${WEEK}`);
    expect(intake).toEqual({
      newest_hour: `${DAY}T03:00:00.000Z`,
      last_numbered_batch: "2025-11-23T12:13:20.000Z",
      lost_events: 12,
      losing_producers: 1,
    });
  });

  it("filters by any label, any of its values", async () => {
    await bookCells([
      { at: `${DAY}T03:00Z`, labels: { ...chat, model: "a" }, counters: { count: 1 } },
      { at: `${DAY}T03:00Z`, labels: { ...chat, model: "b" }, counters: { count: 10 } },
      {
        at: `${DAY}T03:00Z`,
        labels: { ...chat, model: "c", task: "image-to-text" },
        counters: { count: 100 },
      },
    ]);
    const of = async (filter: string): Promise<number | undefined> =>
      (await answerOf(SummaryAnswer, `/api/summary?${WEEK}&${filter}`)).phases[0]?.figures.inferences;
    expect(await of("model=a&model=c")).toBe(101);
    expect(await of("modality=image-to-text")).toBe(100);
    expect(await of("modality=text-to-text&model=b")).toBe(10);
    expect(await of("route=/nowhere")).toBeUndefined();
  });

  it("holds served CPU time against the calibration's", async () => {
    await bookProfile(
      "cal",
      1,
      { kind: "calibrated", run: "a/b/1/1/-", workload: "w" },
      {
        calibration: {
          energy_j: { device: ONE, share: ONE, node: ONE, facility: ONE, lifecycle: ONE },
          tier: "modelled",
          embodied: {
            co2e_g: { value: 0, low: 0, high: 0 },
            adpe_kgsb: { value: 0, low: 0, high: 0 },
            pe_mj: { value: 0, low: 0, high: 0 },
          },
          doubt: [],
          cpu_ms: 5,
          measured_at: "2026-11-01T00:00:00Z",
        },
      },
    );
    await bookCells([
      {
        at: `${DAY}T03:00Z`,
        labels: { profile: "cal", profile_version: 1 },
        counters: { count: 10, cpu_timed: 10, cpu_us: 200_000 },
      },
    ]);
    const { plausibility } = await answerOf(SummaryAnswer, `/api/summary?${WEEK}`);
    expect(plausibility).toEqual([
      expect.objectContaining({ profile: "cal", served_cpu_ms: 20, ratio: 4, says: "more" }),
    ]);
  });

  it("sets the dearest row against each, without the doubt that both share", async () => {
    const site = { zone: "FR" };
    await bookProfile("heavy", 1, { kind: "per-inference", energy_j: 60, rung: "node", spread: 1.1, site });
    await bookProfile("light", 1, { kind: "per-inference", energy_j: 20, rung: "node", spread: 1.1, site });
    const of = (profile: string, model: string, count: number) => ({
      at: `${DAY}T10:00Z`,
      labels: { profile, profile_version: 1, model },
      counters: { count },
    });
    await bookCells([
      // most in all, by their number
      of("light", "small", 5000),
      of("light", "same", 7),
      of("heavy", "large", 10),
      { at: `${DAY}T10:00Z`, labels: { task: "unknown", model: "nobody-knows" }, counters: { count: 1 } },
    ]);
    const { rows } = await answerOf(SummaryAnswer, `/api/summary?${WEEK}&by=model`);
    const row = (key: string) => rows.find((one) => one.key === key);
    const [large, small, same] = ["large", "small", "same"].map(row);
    const told = small?.dearest_per_this;
    // by number it is first, and alone where one row is asked for: it takes no more for that
    const { rows: first } = await answerOf(SummaryAnswer, `/api/summary?${WEEK}&by=model&limit=1`);
    expect(first.map(({ key, dearest_per_this }) => [key, dearest_per_this])).toEqual([["small", told]]);
    for (const figure of [told?.energy, told?.co2e, told?.water]) expect(figure?.value).toBeCloseTo(3, 9);
    // two profiles of ×1.1 each, and two measurements are two; of the grid, PUE and water nothing is left
    const reach = Math.exp(Math.hypot(Math.log(1.1), Math.log(1.1), Math.log(1.02)));
    for (const figure of [told?.energy, told?.co2e, told?.water]) {
      expect((figure?.high ?? 0) / 3).toBeCloseTo(reach, 9);
    }
    // their own intervals overlap in water
    const litres = (one: typeof large) => one?.figures.per_1000?.water_l;
    expect(litres(large)?.low).toBeLessThan(litres(small)?.high ?? 0);
    expect(told?.water?.low).toBeGreaterThan(1);
    expect(same?.dearest_per_this.co2e?.high).toBeCloseTo(told?.co2e?.high ?? 0, 9);
    // of itself there is nothing to compare
    expect(large?.dearest_per_this).toEqual({ energy: null, co2e: null, water: null });
    expect(row("nobody-knows")?.dearest_per_this).toEqual({ energy: null, co2e: null, water: null });
  });

  it("finds no difference where one figure stands for both", async () => {
    await bookCells([
      { at: `${DAY}T10:00Z`, labels: { ...chat, model: "a" }, counters: { count: 5 } },
      { at: `${DAY}T10:00Z`, labels: { ...chat, model: "b" }, counters: { count: 9 } },
    ]);
    const { rows } = await answerOf(SummaryAnswer, `/api/summary?${WEEK}&by=model`);
    const [ratio, ...more] = rows.flatMap(({ dearest_per_this: { co2e } }) => (co2e === null ? [] : [co2e]));
    expect(more).toEqual([]);
    expect(ratio?.low).toBeLessThan(1);
    expect(ratio?.high).toBeGreaterThan(1);
  });

  it.each([
    ["modle=a", 'did you mean "model"'],
    ["by=modell", "model"],
    ["boundary=site", "boundary"],
    ["from=2026-02-30", "2026-11-23"],
    ["from=yesterday", "date"],
    [`from=${DAY}T10:30Z`, "full hour"],
    [`from=${DAY}&from=${DAY}`, "2 times"],
    [`from=${daysAgo(1)}&to=${daysAgo(5)}`, "empty"],
    ["from=2020-01-01T05:00Z&to=2020-02-01", "90 days"],
    [`from=${daysAgo(300)}&grid=hourly`, "90 days"],
    ["limit=0", "1000"],
    ["format=xml", "csv"],
  ])("refuses %s", async (query, says) => {
    const problem = await refusalOf(`/api/summary?${query}`);
    expect(problem).toMatchObject({ code: "malformed-query", status: 400 });
    expect(problem.errors?.length).toBeGreaterThan(0);
    expect(problem.detail).toContain(says);
  });
});
