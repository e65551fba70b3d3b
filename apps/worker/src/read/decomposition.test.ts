import { DecompositionAnswer, SummaryAnswer } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { answerOf, bookCells, bookProfile, daysAgo, forget, refusalOf } from "./book.fixture.ts";

beforeEach(async () => {
  forget();
  await bookProfile("chat", 1, {
    kind: "power",
    power_w: 1,
    rung: "node",
    site: { pue: 1, grid_g_per_kwh: 100 },
  });
});
const busy = (
  at: string,
  count: number,
  seconds: number,
  more: { failed?: number; model?: string } = {},
) => ({
  at,
  labels: { profile: "chat", profile_version: 1, ...(more.model === undefined ? {} : { model: more.model }) },
  counters: {
    count,
    failed: more.failed ?? 0,
    timed: count + (more.failed ?? 0),
    share_us: seconds * 1e6,
  },
});

describe("/api/decomposition", () => {
  const between = `from=${daysAgo(5)}&to=${daysAgo(1)}`;

  it("splits a change into volume, structure and intensity, and tells the rebound", async () => {
    await bookCells([
      busy(`${daysAgo(8)}T10:00Z`, 1000, 36_000),
      // half the time each, three times the inferences
      busy(`${daysAgo(3)}T10:00Z`, 3000, 54_000),
    ]);
    const answer = await answerOf(DecompositionAnswer, `/api/decomposition?${between}&of=energy_kwh`);
    // 36,000 J = 0.01 kWh, then 0.015
    expect(answer.total_before.value).toBeCloseTo(0.01, 12);
    expect(answer.change.value).toBeCloseTo(0.005, 12);
    expect(answer.structure.value).toBeCloseTo(0, 12);
    // L(0.015, 0.01) = 0.005 ÷ ln 1.5 = 0.0123315; · ln 3 = 0.0135476, · ln 0.5 = −0.0085476
    expect(answer.volume.value).toBeCloseTo(0.0135476, 6);
    expect(answer.intensity.value).toBeCloseTo(-0.0085476, 6);
    // halving promised 50 %; the total grew by 50 %
    expect(answer.rebound).toEqual({
      promised: expect.closeTo(0.5, 9) as number,
      realised: expect.closeTo(-0.5, 9) as number,
      lost: expect.closeTo(2, 9) as number,
    });
    expect(answer.before.to).toBe(answer.period.from);
  });

  it("leaves out what is not known or of two tiers, and says so", async () => {
    await bookCells([
      busy(`${daysAgo(8)}T10:00Z`, 10, 36),
      { at: `${daysAgo(3)}T10:00Z`, counters: { count: 5 } },
      { at: `${daysAgo(3)}T10:00Z`, labels: { task: "unknown", model: "x" }, counters: { count: 5 } },
    ]);
    const { parts, left_out, rebound } = await answerOf(DecompositionAnswer, `/api/decomposition?${between}`);
    expect(parts).toEqual([]);
    expect(rebound).toBeNull();
    expect(left_out).toEqual([
      {
        key: "acme/chat",
        why: expect.stringContaining("two tiers"),
        // 36 J · 100 g/kWh
        total_before: expect.closeTo(0.001, 12) as number,
        total: expect.any(Number) as number,
      },
      { key: "x", why: expect.stringContaining("nothing is known"), total_before: 0, total: null },
    ]);
    expect((await refusalOf(`/api/decomposition?${between}&before_from=${daysAgo(9)}`)).detail).toContain(
      "before_to",
    );
  });

  it("refuses a time before that shares hours with the period", async () => {
    const { detail } = await refusalOf(
      `/api/decomposition?from=${daysAgo(5)}&to=${daysAgo(1)}&before_from=${daysAgo(9)}&before_to=${daysAgo(5)}`,
    );
    expect(detail).toContain("before_to");
    expect(detail).toContain("share hours");
  });

  it("has the summary's totals, what is in no effect and what is unknown among them", async () => {
    const [was, is] = [daysAgo(8), daysAgo(3)];
    await bookCells([
      busy(`${was}T10:00Z`, 10, 3600),
      busy(`${is}T10:00Z`, 10, 7200),
      // time was spent, nothing was answered
      busy(`${is}T11:00Z`, 0, 1800, { model: "broken", failed: 9 }),
      { at: `${is}T12:00Z`, labels: { task: "unknown", model: "x" }, counters: { count: 5 } },
    ]);
    const answer = await answerOf(DecompositionAnswer, `/api/decomposition?${between}&of=energy_kwh`);
    const summary = await answerOf(SummaryAnswer, `/api/summary?${between}`);
    expect(answer.total).toEqual(summary.phases[0]?.figures.energy_kwh);
    expect(answer.total?.value).toBeCloseTo(0.0025, 12);
    expect(answer.compared.value).toBeCloseTo(0.002, 12);
    expect(answer.change.value).toBeCloseTo(0.001, 12);
    const outside = answer.left_out.reduce((sum, { total }) => sum + (total ?? 0), 0);
    expect(answer.compared.value + outside).toBeCloseTo(answer.total?.value ?? 0, 12);
    expect(answer.left_out.map(({ key, total_before, total }) => [key, total_before, total])).toEqual([
      ["broken", 0, expect.closeTo(0.0005, 12)],
      ["x", 0, null],
    ]);
    expect(answer.unknown).toEqual([expect.objectContaining({ reason: "task-unknown", count: 5 })]);
    expect(answer.unknown_before).toEqual([]);
  });

  it("tells no total where nothing is known of what was counted, and 0 where nothing was", async () => {
    await bookCells([
      { at: `${daysAgo(3)}T10:00Z`, labels: { task: "unknown", model: "x" }, counters: { count: 5 } },
    ]);
    const { total_before, total } = await answerOf(DecompositionAnswer, `/api/decomposition?${between}`);
    expect({ total_before, total }).toEqual({ total_before: { value: 0, low: 0, high: 0 }, total: null });
  });

  it("calls a part without the label null, as every answer does", async () => {
    await bookCells([
      { at: `${daysAgo(3)}T10:00Z`, labels: { route: "" }, counters: { count: 5 } },
      { at: `${daysAgo(3)}T10:00Z`, labels: { route: "/a" }, counters: { count: 5 } },
    ]);
    const { parts } = await answerOf(DecompositionAnswer, `/api/decomposition?${between}&by=route`);
    expect(new Set(parts.map(({ key }) => key))).toEqual(new Set(["/a", null]));
  });
});
