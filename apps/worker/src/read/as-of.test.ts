import { SummaryAnswer } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { answerOf, bookCells, bookProfile, daysAgo, forget, here, refusalOf } from "./book.fixture.ts";

const WEEK = `from=${daysAgo(7)}&to=${daysAgo(0)}`;
const MADE = daysAgo(5);
const site = { zone: "FR", pue: 1 };
const ask = (query = "") => answerOf(SummaryAnswer, `/api/summary?${WEEK}${query}`);

beforeEach(async () => {
  forget();
  const made = { createdAt: `${MADE}T12:00:00.000Z` };
  await bookProfile("chat", 1, { kind: "per-inference", energy_j: 100, rung: "node", site }, made);
  await bookCells([
    {
      at: `${daysAgo(4)}T10:00Z`,
      labels: { profile: "chat", profile_version: 1 },
      counters: { count: 36_000 },
    },
  ]);
});

/** A value of a factor, used first at a time. */
async function used(id: string, at: string, value: number): Promise<void> {
  await here.BOOK.prepare(
    "INSERT INTO factor_values VALUES (?, ?, ?, 1.3, 'gCO2e/kWh', 2020, 'an old table', '', 'facts')",
  )
    .bind(id, Date.parse(at), value)
    .run();
}

describe("as_of", () => {
  it("takes a date as the end of that day, as `to` does", async () => {
    const correction = { kind: "per-inference", energy_j: 250, rung: "node", site, corrects: 1 } as const;
    await bookProfile("chat", 2, correction, { createdAt: `${daysAgo(2)}T18:00:00.000Z` });
    const kwh = async (asOf: string) => (await ask(`&as_of=${asOf}`)).phases[0]?.figures.energy_kwh?.value;
    expect(await kwh(daysAgo(3))).toBeCloseTo(1, 9);
    expect(await kwh(`${daysAgo(2)}T17:59:59Z`)).toBeCloseTo(1, 9);
    expect(await kwh(`${daysAgo(2)}T18:00Z`)).toBeCloseTo(2.5, 9);
    expect(await kwh(daysAgo(2))).toBeCloseTo(2.5, 9);
    expect((await ask(`&as_of=${daysAgo(2)}`)).period.as_of).toBe(`${daysAgo(2)}T23:59:59.999Z`);
  });

  it("is now on the day of today: a factor that a release just brought holds", async () => {
    await used("grid/ember/FRA", `${daysAgo(6)}T00:00:00Z`, 500);
    const now = await ask();
    const today = await ask(`&as_of=${daysAgo(0)}`);
    expect(today.phases).toEqual(now.phases);
    expect(today.ground).toEqual(now.ground);
    expect(Date.parse(today.period.as_of ?? "")).toBeLessThanOrEqual(Date.now());
  });

  it.each([daysAgo(-1), `${daysAgo(-1)}T00:00Z`, "2999-12-31"])(
    "refuses what is to come: %s",
    async (asOf) => {
      const problem = await refusalOf(`/api/summary?${WEEK}&as_of=${asOf}`);
      expect(problem).toMatchObject({ code: "malformed-query", status: 400 });
      expect(problem.errors).toEqual([expect.objectContaining({ field: "as_of" })]);
      expect(problem.detail).toContain("to come");
    },
  );

  it("says what was not known then, and was taken all the same", async () => {
    await used("grid/ember/FRA", `${daysAgo(6)}T00:00:00Z`, 500);
    const codes = async (asOf: string) =>
      (await ask(`&as_of=${asOf}`)).ground.assumptions
        .filter(({ code }) => code.startsWith("as-of"))
        .map(({ code, text }) => [code, text.includes("grid/ember/FRA") || text.includes("chat: version 1")]);
    // before profile and factor; before the profile; after both, but for factors that nobody has used yet
    expect(await codes(daysAgo(7))).toEqual([
      ["as-of-before-profile", true],
      ["as-of-before-factor", true],
    ]);
    expect(await codes(`${MADE}T11:00Z`)).toEqual([
      ["as-of-before-profile", true],
      ["as-of-before-factor", false],
    ]);
    expect(await codes(MADE)).toEqual([["as-of-before-factor", false]]);
    expect((await ask()).ground.assumptions.filter(({ code }) => code.startsWith("as-of"))).toEqual([]);
  });

  it("tells what had been restated by then", async () => {
    await used("grid/ember/FRA", `${daysAgo(6)}T00:00:00Z`, 500);
    await used("grid/ember/FRA", `${daysAgo(3)}T00:00:00Z`, 400);
    const restated = async (asOf: string) => (await ask(`&as_of=${asOf}`)).ground.restated;
    expect(await restated(daysAgo(4))).toEqual([]);
    expect(await restated(daysAgo(3))).toEqual([
      expect.objectContaining({ id: "grid/ember/FRA", before: 500, now: 400 }),
    ]);
  });
});
