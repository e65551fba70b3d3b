import { FactorsAnswer, ProfilesInUseAnswer, SummaryAnswer } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { profileVersions } from "../profiles/registry.ts";
import { answerOf, bookCells, bookProfile, daysAgo, forget, here } from "./book.fixture.ts";

const DAY = daysAgo(3);
const WEEK = `from=${daysAgo(7)}&to=${daysAgo(0)}`;
const site = { zone: "FR", pue: 1 };

beforeEach(async () => {
  forget();
  await bookProfile("chat", 1, { kind: "per-inference", energy_j: 100, rung: "node", site });
  await bookCells([
    { at: `${DAY}T10:00Z`, labels: { profile: "chat", profile_version: 1 }, counters: { count: 36_000 } },
  ]);
});

const kwh = async (query = ""): Promise<number | undefined> =>
  (await answerOf(SummaryAnswer, `/api/summary?${WEEK}${query}`)).phases[0]?.figures.energy_kwh?.value;

describe("a profile that is put right", () => {
  it("moves history, says so, and can be read as it was", async () => {
    // 36,000 · 100 J = 1 kWh
    expect(await kwh()).toBeCloseTo(1, 9);
    const today = `${daysAgo(0)}T00:00:00.000Z`;
    await bookProfile(
      "chat",
      2,
      { kind: "per-inference", energy_j: 250, rung: "node", site, corrects: 1 },
      { createdAt: today },
    );
    const { phases, ground } = await answerOf(SummaryAnswer, `/api/summary?${WEEK}`);
    expect(phases[0]?.figures.energy_kwh?.value).toBeCloseTo(2.5, 9);
    expect(ground.restated).toEqual([{ what: "profile", id: "chat", counted: 1, stands: 2, at: today }]);
    expect(await kwh(`&as_of=${daysAgo(1)}`)).toBeCloseTo(1, 9);
    const { profiles } = await answerOf(ProfilesInUseAnswer, `/api/profiles-in-use?${WEEK}`);
    expect(profiles).toEqual([
      expect.objectContaining({
        id: "chat",
        counted: 1,
        inferences: 36_000,
        failed: 0,
        stands: expect.objectContaining({ version: 2 }),
      }),
    ]);
  });

  it("leaves what comes in under the version that it did not touch", async () => {
    await bookProfile("chat", 2, { kind: "per-inference", energy_j: 200, rung: "node", site });
    await bookProfile("chat", 3, { kind: "per-inference", energy_j: 250, rung: "node", site, corrects: 1 });
    expect(await profileVersions(here, "local", { fresh: true })).toEqual(new Map([["chat", 2]]));
  });

  it("does not move history where it only holds from now on", async () => {
    await bookProfile("chat", 2, { kind: "per-inference", energy_j: 250, rung: "node", site });
    const { phases, ground } = await answerOf(SummaryAnswer, `/api/summary?${WEEK}`);
    expect(phases[0]?.figures.energy_kwh?.value).toBeCloseTo(1, 9);
    expect(ground.restated).toEqual([]);
  });
});

describe("rows by zone", () => {
  it("are named by the zone that they are computed with, said by the request or by its profile", async () => {
    await bookCells([
      {
        at: `${DAY}T11:00Z`,
        labels: { profile: "chat", profile_version: 1, zone: "DEU" },
        counters: { count: 1 },
      },
      { at: `${DAY}T11:00Z`, labels: {}, counters: { count: 2 } },
    ]);
    const { rows } = await answerOf(SummaryAnswer, `/api/summary?${WEEK}&by=zone`);
    const found = new Map(rows.map(({ key, figures }) => [key, figures.inferences]));
    expect(found).toEqual(
      new Map([
        ["FRA", 36_000],
        ["DEU", 1],
        ["unknown", 2],
      ]),
    );
    const one = await answerOf(SummaryAnswer, `/api/summary?${WEEK}&by=zone&zone=FRA`);
    expect(one.rows.map(({ key }) => key)).toEqual(["FRA"]);
  });
});

describe("a factor that is put right", () => {
  it("is noted when it is used, once", async () => {
    await kwh();
    forget();
    await kwh("&by=model");
    const { results } = await here.BOOK.prepare(
      "SELECT id, value FROM factor_values WHERE id = 'grid/ember/FRA'",
    ).all<{ id: string; value: number }>();
    expect(results).toHaveLength(1);
    const { ground } = await answerOf(SummaryAnswer, `/api/summary?${WEEK}`);
    expect(ground.restated).toEqual([]);
  });

  it("moves history, says so, and can be read as it was", async () => {
    const before = Date.parse(`${daysAgo(5)}T00:00:00Z`);
    await here.BOOK.prepare(
      "INSERT INTO factor_values VALUES ('grid/ember/FRA', ?, 500, 1.3, 'gCO2e/kWh', 2020, 'an old table', '', 'facts')",
    )
      .bind(before)
      .run();
    const grams = async (query = ""): Promise<number | undefined> =>
      (await answerOf(SummaryAnswer, `/api/summary?${WEEK}${query}`)).phases[0]?.figures.co2e_g?.value;
    const { ground } = await answerOf(SummaryAnswer, `/api/summary?${WEEK}`);
    const france = ground.factors.find(({ id }) => id === "grid/ember/FRA");
    expect(ground.restated).toEqual([
      expect.objectContaining({ what: "factor", id: "grid/ember/FRA", before: 500, now: france?.value }),
    ]);
    // 1 kWh
    expect(await grams()).toBeCloseTo(france?.value ?? 0, 9);
    expect(await grams(`&as_of=${daysAgo(4)}`)).toBeCloseTo(500, 9);
    const { factors } = await answerOf(FactorsAnswer, "/api/factors");
    expect(factors.find(({ id }) => id === "grid/ember/FRA")?.earlier).toEqual([
      expect.objectContaining({ value: 500, year: 2020, used_from: new Date(before).toISOString() }),
    ]);
  });
});
