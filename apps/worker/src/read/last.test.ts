import { RunsAnswer, SummaryAnswer } from "@gramme/core/wire";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { envelope, runResult } from "../runs/run.fixture.ts";
import { answerOf, bookCells, bookRun, forget, refusalOf } from "./book.fixture.ts";

const NOW = "2026-11-23T15:20:00Z";

beforeEach(() => {
  forget();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(NOW) });
});
afterEach(() => {
  vi.useRealTimers();
});

async function periodOf(query: string): Promise<readonly [from: string, to: string, partial: boolean]> {
  const { period } = await answerOf(SummaryAnswer, `/api/summary?${query}`);
  return [period.from.slice(0, 13), period.to.slice(0, 13), period.partial];
}

describe("last", () => {
  it.each([
    ["7d", "2026-11-17T00"],
    ["30d", "2026-10-25T00"],
    ["90d", "2026-08-26T00"],
    ["365d", "2025-11-24T00"],
  ])("%s is so many days of UTC, today's among them", async (last, from) => {
    expect(await periodOf(`last=${last}`)).toEqual([from, "2026-11-24T00", true]);
  });

  it("30d is what is told where nothing is asked", async () => {
    expect(await periodOf("last=30d")).toEqual(await periodOf(""));
  });

  it("all is since there is anything: requests or runs, of this tenant", async () => {
    await bookCells([{ at: "2020-01-01T00:00Z", tenant: "other", counters: { count: 1 } }]);
    // nothing is there yet
    expect(await periodOf("last=all")).toEqual(await periodOf(""));
    await bookCells([
      { at: "2026-07-02T15:00Z", counters: { count: 1 } },
      { at: "2026-11-02T15:00Z", labels: { model: "b" }, counters: { count: 2 } },
    ]);
    expect(await periodOf("last=all")).toEqual(["2026-07-02T00", "2026-11-24T00", true]);
    const { phases } = await answerOf(SummaryAnswer, "/api/summary?last=all");
    expect(phases[0]?.figures.inferences).toBe(3);
    await bookRun("acme/model/1/1/-", envelope({ run: runResult({ started_at: "2026-02-03T04:05:06Z" }) }));
    expect(await periodOf("last=all")).toEqual(["2026-02-03T00", "2026-11-24T00", true]);
    expect((await answerOf(RunsAnswer, "/api/runs?last=all")).runs).toHaveLength(1);
    expect((await answerOf(RunsAnswer, "/api/runs?last=90d")).runs).toHaveLength(0);
  });

  it("all reaches no further than today where a runner's clock is ahead", async () => {
    vi.setSystemTime(Date.parse("2026-11-23T23:50:00Z"));
    await bookRun("acme/model/1/1/-", envelope({ run: runResult({ started_at: "2026-11-24T00:10:00Z" }) }));
    expect(await periodOf("last=all")).toEqual(["2026-11-23T00", "2026-11-24T00", true]);
  });

  it.each([
    "summary",
    "series",
    "phases",
    "parity",
    "decomposition",
    "models",
    "commits",
    "runs",
    "profiles-in-use",
  ])("is taken by /api/%s", async (door) => {
    await bookCells([{ at: "2026-11-20T15:00Z", counters: { count: 1 } }]);
    const answer = await answerOf(
      { parse: (value) => value as { period: { from: string } } },
      `/api/${door}?last=7d`,
    );
    expect(answer.period.from).toBe("2026-11-17T00:00:00.000Z");
  });

  it.each([
    ["last=7d&from=2026-11-01", "wants neither from nor to beside it"],
    ["last=all&to=2026-11-01", "wants neither from nor to beside it"],
    ["last=8d", "7d"],
    ["last=7d&last=30d", "stands 2 times"],
    ["last=", "7d"],
  ])("is refused as %s", async (query, words) => {
    const { code, errors } = await refusalOf(`/api/summary?${query}`);
    expect([code, errors?.[0]?.field]).toEqual(["malformed-query", "last"]);
    expect(errors?.[0]?.detail).toContain(words);
  });

  it("is nothing to doors that have no period", async () => {
    expect((await refusalOf("/api/factors?last=7d")).errors?.[0]?.detail).toMatch(/unknown parameter/iu);
  });
});
