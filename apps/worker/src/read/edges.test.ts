import { beforeEach, describe, expect, it } from "vitest";
import { bookCells, bookProfile, daysAgo, forget, here, hourOf, refusalOf } from "./book.fixture.ts";
import { rangesOf } from "./period.ts";
import { told } from "./told.fixture.ts";

const DAY = daysAgo(3);
const WEEK = `from=${daysAgo(7)}&to=${daysAgo(0)}`;
const ONE = { value: 1, low: 1, high: 1 };
const NONE = { value: 0, low: 0, high: 0 };

beforeEach(forget);

describe("periods", () => {
  it("hold nothing that lies after their end, though a clock ahead of ours sent it already", () => {
    const [noon, one] = [hourOf("2026-11-23T12:00Z"), hourOf("2026-11-23T13:00Z")];
    const at = (time: string) => rangesOf({ from: noon, to: one, nowMs: Date.parse(time) }).hours;
    // at 12:55 there may be an event of 13:03
    expect(at("2026-11-23T12:55:00Z")).toEqual([[noon, one]]);
    // at 12:30 there is none of 13:00, and the whole day is as good
    expect(at("2026-11-23T12:30:00Z")).toEqual([[noon, hourOf("2026-11-24T00:00Z")]]);
  });

  it.each([
    ["2026-02-30T05:00Z", "wants a date like"],
    ["2026-04-31T00:00%2B02:00", "wants a date like"],
  ])("do not begin on a day that no month has: %s", async (from, says) => {
    expect((await refusalOf(`/api/summary?from=${from}`)).detail).toContain(says);
  });

  it("of hours that are kept no more are refused, not answered with nothing", async () => {
    const [from, to] = [daysAgo(120), daysAgo(110)];
    await bookCells([{ at: `${daysAgo(115)}T10:00Z`, counters: { count: 1 } }]);
    await here.BOOK.prepare("DELETE FROM hours").run();
    for (const how of ["step=hour", "grid=hourly"]) {
      const { detail, errors } = await refusalOf(`/api/series?from=${from}&to=${to}&${how}`);
      expect(detail).toContain("90 days");
      expect(errors?.[0]?.field).toBe(how.split("=")[0]);
    }
    expect((await told(`/api/series?from=${from}&to=${to}`)).points).toHaveLength(1);
  });
});

describe("filters", () => {
  it.each([
    ["modality=txt-to-text", 'did you mean "text-to-text"'],
    ["task=text-generaton", 'did you mean "text-generation"'],
    ["phase=inferences", 'did you mean "inference"'],
    ["timing=walls", "wall"],
  ])("refuse a slip, and do not answer that nothing was emitted: %s", async (filter, says) => {
    expect((await refusalOf(`/api/summary?${WEEK}&${filter}`)).detail).toContain(says);
  });
});

describe("a place", () => {
  it("that this release knows no more is taken as unknown, and told; what was stated beside it holds", async () => {
    await bookProfile("gone", 1, {
      kind: "per-inference",
      energy_j: 3600,
      rung: "node",
      site: { cloud_region: "atlantis-east1", pue: 2 },
    });
    await bookCells([
      { at: `${DAY}T10:00Z`, labels: { profile: "gone", profile_version: 1 }, counters: { count: 1000 } },
    ]);
    const { phases, ground } = await told(`/api/summary?${WEEK}`);
    // 1 kWh · 2 · the world's grid
    expect(phases[0]?.figures.co2e_g.value).toBeGreaterThan(0);
    expect(ground.assumptions).toContainEqual({
      code: "zone-without-figure",
      text: 'no figure is known for the grid of "atlantis-east1": taken as unknown',
    });
    expect(ground.assumptions.map(({ code }) => code)).not.toContain("pue-default");
  });
});

describe("sums", () => {
  it("go on above what integers hold, and say that they are rounded", async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const cells = Array.from({ length: 1100 }, (_, n) => ({
      at: `${DAY}T10:00Z`,
      shard: n,
      counters: { count: 1, tokened: 1, input_tokens: most },
    }));
    for (let n = 0; n < cells.length; n += 200) {
      // `days` would hold their sum; one row a shard, as shards write
      await bookCells(cells.slice(n, n + 200));
    }
    const { phases, ground } = await told(`/api/summary?${WEEK}`);
    expect((phases[0]?.figures.tokens.input ?? 0) / (1100 * most)).toBeCloseTo(1, 12);
    expect(ground.assumptions).toContainEqual({
      code: "count-rounded",
      text: expect.stringContaining("input_tokens") as string,
    });
  });

  it("that are exact say nothing", async () => {
    await bookCells([
      { at: `${DAY}T10:00Z`, counters: { count: 1, tokened: 1, input_tokens: Number.MAX_SAFE_INTEGER } },
    ]);
    const { phases, ground } = await told(`/api/summary?${WEEK}`);
    expect(phases[0]?.figures.tokens.input).toBe(Number.MAX_SAFE_INTEGER);
    expect(ground.assumptions.map(({ code }) => code)).not.toContain("count-rounded");
  });
});

describe("a series", () => {
  it("of weeks or months is that of its days, whatever shards they are of and wherever its ends cut", async () => {
    await bookCells(
      Array.from({ length: 40 }, (_, n) => ({
        at: `${daysAgo(n)}T${String(n % 24).padStart(2, "0")}:00Z`,
        shard: n % 3,
        labels: { model: n % 2 === 0 ? "a" : "b" },
        counters: { count: 2 ** n % 1009, failed: n % 2 },
      })),
    );
    const sums = async (range: string, step: string): Promise<Map<string, number>> => {
      const { points } = (await told(`/api/series?${range}&by=model&step=${step}`)) as unknown as {
        readonly points: readonly {
          readonly at: string;
          readonly key: string;
          readonly inferences: number;
        }[];
      };
      const found = new Map<string, number>();
      for (const { at, key, inferences } of points) {
        const day = new Date(at);
        // ISO weeks begin on Monday
        const back = step === "week" || step === "day" ? (day.getUTCDay() + 6) % 7 : 0;
        const monday = new Date(day.getTime() - back * 86_400_000).toISOString().slice(0, 10);
        found.set(`${monday} ${key}`, (found.get(`${monday} ${key}`) ?? 0) + inferences);
      }
      return found;
    };
    const ranges = [
      `from=${daysAgo(35)}&to=${daysAgo(0)}`,
      `from=${daysAgo(33)}T05:00Z&to=${daysAgo(2)}T17:00Z`,
      `from=${daysAgo(5)}T05:00Z&to=${daysAgo(5)}T23:00Z`,
    ];
    for (const range of ranges) {
      expect(await sums(range, "week")).toEqual(await sums(range, "day"));
      const total = (of: Map<string, number>): number => [...of.values()].reduce((sum, n) => sum + n, 0);
      expect(total(await sums(range, "month"))).toBe(total(await sums(range, "day")));
    }
  });

  it("rests on what its summary rests on", async () => {
    await bookProfile("power", 1, { kind: "power", power_w: 100, rung: "node", site: { zone: "FR" } });
    const labels = { profile: "power", profile_version: 1, timing: "wall-io" };
    const counters = { count: 9, timed: 9, alone: 4, share_us: 9000, metered: 3, energy_uj: 5000 };
    await bookCells([
      { at: `${DAY}T10:00Z`, labels, counters },
      { at: `${daysAgo(2)}T10:00Z`, labels, counters },
      { at: `${DAY}T10:00Z`, labels: { model: "b" }, counters: { count: 1 } },
    ]);
    const OF_IDLE = /^idle-/u;
    const said = async (path: string) =>
      (await told(`${path}?${WEEK}`)).ground.assumptions.filter(({ code }) => !OF_IDLE.test(code));
    const summary = await said("/api/summary");
    expect(summary.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["reading-unused", "in-flight-unknown", "time-between-io", "published-rate"]),
    );
    expect(await said("/api/series")).toEqual(summary);
  });
});

describe("the newest hour", () => {
  it("is told by senders of single events too, and by days where the hours are gone", async () => {
    await bookCells([{ at: `${daysAgo(100)}T05:00Z`, counters: { count: 1 } }]);
    await here.BOOK.prepare("DELETE FROM hours").run();
    expect((await told(`/api/summary?${WEEK}`)).intake.newest_hour).toBe(`${daysAgo(100)}T00:00:00.000Z`);
    await bookCells([{ at: `${DAY}T05:00Z`, counters: { count: 1 } }]);
    expect((await told(`/api/summary?${WEEK}`)).intake.newest_hour).toBe(`${DAY}T05:00:00.000Z`);
  });
});

describe("CPU time beside the calibration's", () => {
  it("is told once for the version that stands, whichever versions it was counted under", async () => {
    const calibration = {
      energy_j: { device: ONE, share: ONE, node: ONE, facility: ONE, lifecycle: ONE },
      tier: "modelled",
      embodied: { co2e_g: NONE, adpe_kgsb: NONE, pe_mj: NONE },
      doubt: [],
      cpu_ms: 5,
      measured_at: "2026-11-01T00:00:00Z",
    };
    const input = { kind: "calibrated", run: "a/b/1/1/-", workload: "w" } as const;
    await bookProfile("cal", 1, input, { calibration });
    await bookProfile("cal", 2, { ...input, corrects: 1 }, { calibration });
    const counters = { count: 10, cpu_timed: 10, cpu_us: 200_000 };
    await bookCells([
      { at: `${DAY}T03:00Z`, labels: { profile: "cal", profile_version: 1 }, counters },
      { at: `${DAY}T03:00Z`, labels: { profile: "cal", profile_version: 2 }, counters },
    ]);
    const { plausibility } = await told(`/api/summary?${WEEK}`);
    expect(plausibility.map(({ version, inferences }) => [version, inferences])).toEqual([[2, 20]]);
  });
});
