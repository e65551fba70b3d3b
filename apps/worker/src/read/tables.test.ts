import { FactorsAnswer, SeriesAnswer, SummaryAnswer } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { answerOf, ask, bookCells, bookProfile, daysAgo, forget, here, refusalOf } from "./book.fixture.ts";

const DAY = daysAgo(3);
const WEEK = `from=${daysAgo(7)}&to=${daysAgo(0)}`;
const chat = { profile: "chat", profile_version: 1 } as const;

beforeEach(async () => {
  forget();
  await bookProfile("chat", 1, { kind: "power", power_w: 100, rung: "node", site: { zone: "FR" } });
});

/** A table by its columns' names. Cells of these tables hold no quotes. */
async function table(
  path: string,
): Promise<{ readonly rows: Record<string, string>[]; readonly headers: Headers }> {
  const answer = await ask(`${path}&format=csv`);
  expect(answer.status).toBe(200);
  const [head = "", ...lines] = (await answer.text()).trimEnd().split("\r\n");
  const columns = head.split(",");
  const rows = lines.map((line) => {
    const cells = line.split(",");
    expect(cells).toHaveLength(columns.length);
    return Object.fromEntries(columns.map((name, n) => [name, cells[n] ?? ""]));
  });
  return { rows, headers: answer.headers };
}

/** Cells of so many models, each with more than the one before. */
async function models(many: number): Promise<void> {
  const cells = Array.from({ length: many }, (_, n) => ({
    at: `${DAY}T10:00Z`,
    labels: { model: `m${n}` },
    counters: { count: n + 1 },
  }));
  for (let n = 0; n < many; n += 200) await bookCells(cells.slice(n, n + 200));
}

describe("the table of a summary", () => {
  it("has what the JSON has of a row: what is unknown, why, and how the rest is known", async () => {
    await bookCells([
      {
        at: `${DAY}T10:00Z`,
        labels: chat,
        counters: {
          count: 10,
          failed: 2,
          timed: 9,
          duration_us: 90_000,
          share_us: 45_000,
          tokened: 8,
          input_tokens: 80,
        },
      },
      { at: `${DAY}T10:00Z`, labels: { task: "unknown" }, counters: { count: 4 } },
    ]);
    const { rows } = await table(`/api/summary?${WEEK}&by=model`);
    const { figures } = (await answerOf(SummaryAnswer, `/api/summary?${WEEK}&by=model`)).rows[0] ?? {};
    expect(rows).toEqual([
      expect.objectContaining({
        known: "9",
        unknown: "7",
        unknown_why: "task-unknown 4; time-unknown 3",
        tiers: "rated 9",
        tokens_known: "8",
        time_known: "9",
        duration_ms: "10",
        in_flight: "2",
        first_byte_ms: "",
      }),
    ]);
    expect(figures?.time).toEqual({ known: 9, duration_ms: 10, in_flight: 2 });
    expect(figures?.tokens).toEqual({ input: 80, output: 0, known: 8 });
  });

  it("tells which rows take less, as the JSON does", async () => {
    await bookProfile("light", 1, { kind: "per-inference", energy_j: 1, rung: "node", site: { zone: "FR" } });
    const at = `${DAY}T10:00Z`;
    await bookCells([
      { at, labels: { ...chat, model: "m" }, counters: { count: 1, timed: 1, share_us: 5e6 } },
      { at, labels: { profile: "light", profile_version: 1, model: "n" }, counters: { count: 1 } },
    ]);
    const path = `/api/summary?${WEEK}&by=model`;
    const { rows } = await table(path);
    const json = (await answerOf(SummaryAnswer, path)).rows.map((row) => row.dearest_per_this.co2e);
    expect(rows.map((row) => row["dearest_per_this_co2e_low"])).toEqual(
      json.map((ratio) => (ratio === null ? "" : String(ratio.low))),
    );
    expect(json.map((ratio) => ratio?.value)).toEqual([undefined, expect.closeTo(500, 9)]);
    // of phases there is no such row
    expect(Object.keys((await table(`/api/summary?${WEEK}`)).rows[0] ?? {})).not.toContain(
      "dearest_per_this_co2e",
    );
  });

  it("has every row where the JSON gives the first, and says where a limit cut it", async () => {
    await models(250);
    const json = await answerOf(SummaryAnswer, `/api/summary?${WEEK}&by=model`);
    expect([json.rows.length, json.more_rows]).toEqual([200, 50]);
    const whole = await table(`/api/summary?${WEEK}&by=model`);
    expect(whole.rows).toHaveLength(250);
    expect(whole.headers.get("gramme-more-rows")).toBe("0");
    const cut = await table(`/api/summary?${WEEK}&by=model&limit=20`);
    expect(cut.rows.map(({ model }) => model)).toEqual(json.rows.slice(0, 20).map(({ key }) => key));
    expect(cut.headers.get("gramme-more-rows")).toBe("230");
  });

  it("is refused rather than cut where it would be too long", async () => {
    await models(1001);
    const problem = await refusalOf(`/api/summary?${WEEK}&by=model&format=csv`);
    expect(problem).toMatchObject({ code: "malformed-query", status: 400 });
    expect(problem.detail).toContain("1001 rows");
    expect((await table(`/api/summary?${WEEK}&by=model&limit=1000`)).headers.get("gramme-more-rows")).toBe(
      "1",
    );
  });
});

describe("a label that the sender did not say", () => {
  it("is null in JSON, empty in a table, and filtered for by nothing", async () => {
    await bookCells([
      { at: `${DAY}T10:00Z`, labels: { ...chat, route: "" }, counters: { count: 1 } },
      { at: `${DAY}T10:00Z`, labels: { ...chat, route: "/a" }, counters: { count: 2 } },
    ]);
    const path = `/api/summary?${WEEK}&by=route`;
    const { rows } = await answerOf(SummaryAnswer, path);
    expect(rows.map(({ key, figures }) => [key, figures.inferences])).toEqual([
      ["/a", 2],
      [null, 1],
    ]);
    expect((await table(path)).rows.map(({ route }) => route)).toEqual(["/a", ""]);
    const only = await answerOf(SummaryAnswer, `${path}&route=`);
    expect(only.rows.map(({ key }) => key)).toEqual([null]);
    const series = await answerOf(SeriesAnswer, `/api/series?${WEEK}&by=route`);
    expect(new Set(series.points.map(({ key }) => key))).toEqual(new Set(["/a", null]));
    const all = await answerOf(SeriesAnswer, `/api/series?${WEEK}`);
    expect([all.keys, all.points.map(({ key, inferences }) => [key, inferences])]).toEqual([
      [null],
      [[null, 3]],
    ]);
  });
});

describe("other tables", () => {
  it("of a series say what is unknown, row by row, and why over all", async () => {
    await bookCells([
      {
        at: `${DAY}T10:00Z`,
        labels: chat,
        counters: { count: 5, timed: 3, share_us: 1000, duration_us: 1000 },
      },
      { at: `${daysAgo(2)}T10:00Z`, labels: { task: "unknown" }, counters: { count: 4, failed: 1 } },
    ]);
    const { rows, headers } = await table(`/api/series?${WEEK}`);
    expect(rows.map(({ known, unknown }) => [known, unknown])).toEqual([
      ["3", "2"],
      ["0", "5"],
    ]);
    expect(headers.get("gramme-unknown")).toBe("task-unknown 5; time-unknown 2");
  });

  it("of factors have earlier values too", async () => {
    await bookCells([{ at: `${DAY}T10:00Z`, labels: chat, counters: { count: 1 } }]);
    await here.BOOK.prepare(
      "INSERT INTO factor_values VALUES ('grid/ember/FRA', 1700000000000, 500, 1.3, 'gCO2e/kWh', 2020, 'an old table', '', 'facts')",
    ).run();
    const { factors } = await answerOf(FactorsAnswer, "/api/factors");
    const text = await (await ask("/api/factors?format=csv")).text();
    const lines = text.trimEnd().split("\r\n");
    expect(lines).toHaveLength(1 + factors.length + 1);
    expect(
      lines.filter((line) => line.startsWith("grid/ember/FRA")).map((line) => line.split(",").at(-4)),
    ).toEqual(["true", "false"]);
    expect(lines[0]?.split(",").slice(-4)).toEqual(["in_use", "used_from", "name", "used_by"]);
  });
});
