import { beforeEach, describe, expect, it } from "vitest";
import { bookCells, bookProfile, daysAgo, forget, here, hourOf } from "./book.fixture.ts";
import { BUSY, codes, DAY, GPU, gpuOf, idleOf, labels, ONE_DAY, requests, summary } from "./idle.fixture.ts";

beforeEach(() => {
  forget();
});

describe("idle time in /api/summary", () => {
  it("is worked by hand, and moves no other figure", async () => {
    await bookProfile("gpu", 1, GPU);
    const cells = [1, 2, 3, 10].map((hour) => requests(`${DAY}T${String(hour).padStart(2, "0")}:00Z`, 0.5));
    await bookCells(cells);
    const answer = await summary(`${ONE_DAY}&by=profile`);
    const [gpu] = answer.idle.profiles;
    expect(gpu).toMatchObject({
      profile: "gpu",
      tier: "rated",
      stretches: [{ counted: 1, stands: 1, power_w: 100, instances: 1, from: `${DAY}T00:00:00.000Z` }],
      deployed_h: 24,
      busy_h: 2,
      idle_h: 22,
      over_h: 0,
      inferences: 400,
    });
    expect(gpu?.utilisation).toBeCloseTo(2 / 24, 12);
    // 22 h · 100 W · 1.2 = 2.64 kWh; · 100 g/kWh = 264 g
    expect(gpu?.energy_kwh.value).toBeCloseTo(2.64, 9);
    expect(gpu?.co2e_g.value).toBeCloseTo(264, 9);
    expect(gpu?.co2e_g.low).toBeCloseTo(264 / 1.5, 9);
    expect(gpu?.co2e_g.high).toBeCloseTo(264 * 1.5, 9);
    expect(gpu?.per_1000?.co2e_g.value).toBeCloseTo(660, 9);
    expect(answer.idle.total?.co2e_g).toEqual(gpu?.co2e_g);
    // 2 h · 300 W · 1.2: what requests took, and nothing of the waiting
    expect(answer.phases[0]?.figures.energy_kwh?.value).toBeCloseTo(0.72, 9);
    expect(answer.rows[0]?.figures.energy_kwh?.value).toBeCloseTo(0.72, 9);
    expect(codes(answer)).toEqual([]);
  });

  it("is told of what nobody asks: it is all idle", async () => {
    await bookProfile("gpu", 1, { ...GPU, idle: { power_w: 100, instances: 3 } });
    const answer = await summary(ONE_DAY);
    expect(answer.phases).toEqual([]);
    expect(answer.idle.profiles[0]).toMatchObject({
      deployed_h: 72,
      busy_h: 0,
      idle_h: 72,
      utilisation: 0,
      inferences: 0,
      per_1000: null,
    });
    expect(answer.idle.profiles[0]?.energy_kwh.value).toBeCloseTo(8.64, 9);
    expect(answer.ground.factors.map(({ id }) => id)).toContain("stated/pue");
  });

  it("adds up over profiles, whose grid is one doubt and whose powers are two", async () => {
    const site = { zone: "FR", pue: 1 };
    await bookProfile("gpu", 1, { ...GPU, site });
    await bookProfile("rack", 1, { ...GPU, idle: { power_w: 300 }, site });
    const { profiles, total } = await idleOf(ONE_DAY);
    expect(profiles.map(({ profile }) => profile)).toEqual(["rack", "gpu"]);
    const sum = (end: "value" | "low" | "high"): number =>
      profiles.reduce((all, { co2e_g }) => all + co2e_g[end], 0);
    expect(total?.co2e_g.value).toBeCloseTo(sum("value"), 6);
    // surer than if both were off together, less sure than the grid alone would have it
    expect(total?.co2e_g.high).toBeLessThan(sum("high") * 0.99);
    expect(total?.co2e_g.low).toBeGreaterThan(sum("low") * 1.01);
  });

  it("ends now, and begins with the version, or when it says", async () => {
    const made = `${DAY}T18:00:00.000Z`;
    await bookProfile("gpu", 1, GPU, { createdAt: made });
    expect(await gpuOf(ONE_DAY)).toMatchObject({ deployed_h: 6, stretches: [{ from: made }] });
    const before = Date.now();
    const open = await gpuOf(`from=${daysAgo(0)}`);
    const end = Date.parse(open.stretches[0]?.to ?? "");
    expect(end).toBeGreaterThanOrEqual(before);
    expect(end).toBeLessThanOrEqual(Date.now());
    expect(open.deployed_h * 3_600_000).toBeCloseTo(end - Date.parse(daysAgo(0)), 3);
    await bookProfile("rack", 1, {
      ...GPU,
      idle: { power_w: 5, since: `${DAY}T06:00:00Z`, until: `${DAY}T08:30:00+01:00` },
    });
    const { profiles } = await idleOf(`${ONE_DAY}&profile=rack`);
    expect(profiles).toEqual([expect.objectContaining({ profile: "rack", deployed_h: 1.5 })]);
    expect(await idleOf(`from=${daysAgo(9)}&to=${daysAgo(8)}`)).toMatchObject({ profiles: [], total: null });
  });

  it("adds up wherever a period is cut, with an hour that holds more than fits", async () => {
    await bookProfile("gpu", 1, GPU);
    await bookCells([
      requests(`${DAY}T05:00Z`, 0.25),
      requests(`${DAY}T12:00Z`, 2.5),
      requests(`${DAY}T13:00Z`, 0.75),
    ]);
    const whole = await gpuOf(ONE_DAY);
    expect(whole).toMatchObject({ busy_h: 3.5, idle_h: 22, over_h: 1.5 });
    expect(whole.idle_h + whole.busy_h).toBe(whole.deployed_h + whole.over_h);
    for (const cut of ["05", "12", "13"]) {
      const [a, b] = await Promise.all([
        gpuOf(`from=${DAY}&to=${DAY}T${cut}:00Z`),
        gpuOf(`from=${DAY}T${cut}:00Z&to=${DAY}`),
      ]);
      for (const name of ["deployed_h", "busy_h", "idle_h", "over_h", "inferences"] as const) {
        expect(a[name] + b[name]).toBeCloseTo(whole[name], 9);
      }
      expect(a.energy_kwh.value + b.energy_kwh.value).toBeCloseTo(whole.energy_kwh.value, 9);
    }
    expect(codes(await summary(ONE_DAY))).toEqual(["idle-over"]);
  });

  it("goes by the day where hours are gone, and says so", async () => {
    const old = daysAgo(120);
    await bookProfile("gpu", 1, GPU, { createdAt: `${daysAgo(200)}T00:00:00.000Z` });
    await bookCells([requests(`${old}T12:00Z`, 2.5)]);
    await here.BOOK.prepare("DELETE FROM hours").run();
    const answer = await summary(`from=${old}&to=${old}`);
    expect(answer.idle.profiles[0]).toMatchObject({ deployed_h: 24, busy_h: 2.5, idle_h: 21.5, over_h: 0 });
    expect(codes(answer)).toEqual(["idle-by-day"]);
    // days of old and hours of now in one period
    await bookCells([requests(`${DAY}T12:00Z`, 0.5)]);
    expect(await gpuOf(`from=${old}&to=${DAY}`)).toMatchObject({ deployed_h: 118 * 24, busy_h: 3 });
  });
});

describe("idle time that is not told", () => {
  it("belongs to machines: filters take all of a profile's requests, or none, or it is left out with a word", async () => {
    await bookProfile("gpu", 1, GPU);
    await bookProfile("spare", 1, GPU);
    await bookCells([
      requests(`${DAY}T10:00Z`, 0.5, { labels: { ...labels, model: "a" } }),
      requests(`${DAY}T10:00Z`, 0.25, { labels: { ...labels, model: "b" } }),
    ]);
    const names = async (filter: string): Promise<readonly unknown[]> => {
      const { profiles, left_out } = await idleOf(`${ONE_DAY}&${filter}`);
      return [
        profiles.map(({ profile }) => profile),
        left_out.map(({ profile, why }) => `${profile}: ${why}`),
      ];
    };
    const unasked = expect.stringContaining("spare: nothing was asked of it");
    expect(await names("profile=gpu")).toEqual([["gpu"], []]);
    expect(await names("profile=gpu&task=text-generation")).toEqual([["gpu"], []]);
    expect(await names("model=a")).toEqual([
      [],
      [expect.stringContaining("gpu: the filters take only some"), unasked],
    ]);
    expect(await names("model=a&model=b")).toEqual([["gpu"], [unasked]]);
    expect(await names("model=c")).toEqual([[], [unasked]]);
  });

  it("at device and where there is no way from the profile's rung", async () => {
    await bookProfile("gpu", 1, GPU);
    for (const [boundary, why] of [
      ["device", "idle time is no part of it"],
      ["share", "known at node"],
    ] as const) {
      const { profiles, total, left_out } = await idleOf(`${ONE_DAY}&boundary=${boundary}`);
      expect([profiles, total]).toEqual([[], null]);
      expect(left_out).toEqual([{ profile: "gpu", why: expect.stringContaining(why) }]);
    }
    const wide = await summary(`${ONE_DAY}&boundary=lifecycle`);
    expect(wide.idle.profiles).toHaveLength(1);
    expect(codes(wide)).toEqual(["idle-production"]);
  });

  it("of profiles that do not say it, and then that is said", async () => {
    await bookProfile("gpu", 1, GPU);
    await bookProfile("mute", 1, BUSY);
    await bookProfile("each", 1, { kind: "per-inference", energy_j: 2, rung: "share", spread: 2 });
    await bookProfile("chip", 1, { ...BUSY, rung: "device" });
    await bookCells(
      ["gpu", "mute", "each", "chip", ""].map((profile) =>
        requests(`${DAY}T10:00Z`, 0.5, { labels: { profile, profile_version: profile === "" ? 0 : 1 } }),
      ),
    );
    const answer = await summary(ONE_DAY);
    expect(answer.idle.not_said).toEqual(["each", "mute"]);
    expect(codes(answer)).toEqual(["idle-not-said"]);
    expect((await idleOf(`${ONE_DAY}&boundary=device`)).not_said).toEqual([]);
  });

  it("says of which requests the time is not sure, and counts none of another tenant", async () => {
    await bookProfile("gpu", 1, GPU);
    await bookCells([
      requests(`${DAY}T10:00Z`, 0.1, {}, { count: 110, alone: 7 }),
      requests(`${DAY}T11:00Z`, 0.1, { labels: { ...labels, timing: "wall-io" } }, { alone: 3 }),
      requests(`${DAY}T12:00Z`, 0.7, { tenant: "another" }),
    ]);
    const answer = await summary(ONE_DAY);
    expect(answer.idle.profiles[0]?.busy_h).toBeCloseTo(0.2, 9);
    const texts = answer.ground.assumptions.flatMap(({ code, text }) =>
      code.startsWith("idle-") ? [text] : [],
    );
    expect(texts).toEqual([
      expect.stringContaining("107 inferences"),
      expect.stringContaining("10 inferences told no time"),
    ]);
  });
});

it("idle hours whose grid was read live go by their reading", async () => {
  await bookProfile("gpu", 1, { ...GPU, site: { zone: "FR", pue: 1 } });
  await bookCells([requests(`${DAY}T10:00Z`, 0.5)]);
  for (const hour of [10, 11]) {
    await here.BOOK.prepare(
      "INSERT INTO grid_hours (zone, hour, provider, accounting, g_per_kwh, spread, retrieved_ms) VALUES ('FRA', ?, 'p', 'life-cycle', 1000, 1.1, 0)",
    )
      .bind(hourOf(`${DAY}T${hour}:00Z`))
      .run();
  }
  const two = `from=${DAY}T10:00Z&to=${DAY}T12:00Z`;
  // 1.5 h · 100 W · 1 kg/kWh
  expect((await gpuOf(`${two}&grid=hourly`)).co2e_g.value).toBeCloseTo(150, 6);
  expect((await gpuOf(two)).co2e_g.value).toBeLessThan(30);
  const half = await summary(`${ONE_DAY}&grid=hourly`);
  expect(half.ground.assumptions.map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringContaining("93.6 % of the idle energy was not read live")]),
  );
});
