import { beforeEach, describe, expect, it } from "vitest";
import { bookCells, bookProfile, daysAgo, forget } from "./book.fixture.ts";
import { BUSY, codes, DAY, GPU, gpuOf, labels, ONE_DAY, requests, summary } from "./idle.fixture.ts";

beforeEach(() => {
  forget();
});

describe("idle time and versions", () => {
  it("changes with the version, in the middle of an hour", async () => {
    await bookProfile("gpu", 1, GPU);
    await bookProfile("gpu", 2, { ...GPU, idle: { power_w: 40 } }, { createdAt: `${DAY}T10:30:00.000Z` });
    await bookCells([
      requests(`${DAY}T10:00Z`, 0.25),
      requests(`${DAY}T10:00Z`, 0.25, { labels: { ...labels, profile_version: 2 } }),
    ]);
    const gpu = await gpuOf(ONE_DAY);
    expect(gpu.stretches.map(({ counted, power_w }) => [counted, power_w])).toEqual([
      [1, 100],
      [2, 40],
    ]);
    // (10.25 h · 100 W + 13.25 h · 40 W) · 1.2
    expect(gpu.energy_kwh.value).toBeCloseTo(1.866, 9);
    expect(gpu.idle_h).toBeCloseTo(23.5, 9);
  });

  it("is restated by a correction, back to the first hour, and can be read as it was", async () => {
    await bookProfile("gpu", 1, GPU);
    const at = `${daysAgo(1)}T00:00:00.000Z`;
    await bookProfile("gpu", 2, { ...GPU, idle: { power_w: 50 }, corrects: 1 }, { createdAt: at });
    const { idle, ground } = await summary(ONE_DAY);
    expect(idle.profiles[0]?.stretches).toMatchObject([{ counted: 1, stands: 2, power_w: 50 }]);
    expect(idle.total?.energy_kwh.value).toBeCloseTo(1.44, 9);
    // nobody asked anything, and it is said all the same
    expect(ground.restated).toEqual([{ what: "profile", id: "gpu", counted: 1, stands: 2, at }]);
    const before = await summary(`${ONE_DAY}&as_of=${daysAgo(2)}`);
    expect(before.idle.total?.energy_kwh.value).toBeCloseTo(2.88, 9);
    expect(before.ground.restated).toEqual([]);
  });

  it("takes the time of late requests from who stood then", async () => {
    const at = `${daysAgo(2)}T00:00:00.000Z`;
    await bookProfile("gpu", 1, { ...GPU, idle: { power_w: 100, until: at } });
    await bookProfile("gpu", 2, BUSY, { createdAt: at });
    await bookCells([
      requests(`${DAY}T10:00Z`, 0.5, { labels: { ...labels, profile_version: 2 } }),
      // after the machines ceased to stand, the version that says nothing is the one at work
      requests(`${daysAgo(2)}T10:00Z`, 0.5, { labels: { ...labels, profile_version: 2 } }),
      requests(`${daysAgo(2)}T11:00Z`, 0.5, { labels: { ...labels, profile_version: 2 } }),
    ]);
    expect(await gpuOf(`from=${DAY}&to=${daysAgo(2)}`)).toMatchObject({
      deployed_h: 24,
      busy_h: 0.5,
      over_h: 0,
      inferences: 100,
    });
  });

  it("tells requests of a time in which nothing stood", async () => {
    await bookProfile("gpu", 1, { ...GPU, idle: { power_w: 100, until: `${DAY}T06:00:00Z` } });
    await bookCells([4, 9, 10].map((hour) => requests(`${DAY}T${String(hour).padStart(2, "0")}:00Z`, 0.5)));
    expect(await gpuOf(ONE_DAY)).toMatchObject({ deployed_h: 6, busy_h: 1.5, idle_h: 5.5, over_h: 1 });
    expect(codes(await summary(ONE_DAY))).toEqual(["idle-over"]);
  });

  it("changes in the middle of a day of old", async () => {
    const old = daysAgo(120);
    const long = `${daysAgo(200)}T00:00:00.000Z`;
    await bookProfile("gpu", 1, GPU, { createdAt: long });
    await bookProfile("gpu", 2, { ...GPU, idle: { power_w: 40 } }, { createdAt: `${old}T18:00:00.000Z` });
    await bookCells([
      requests(`${old}T12:00Z`, 2),
      requests(`${old}T20:00Z`, 1, { labels: { ...labels, profile_version: 2 } }),
    ]);
    const gpu = await gpuOf(`from=${daysAgo(121)}&to=${daysAgo(119)}`);
    expect(gpu).toMatchObject({ deployed_h: 72, busy_h: 3, idle_h: 69 });
    // (24 + 16) h · 100 W + (5 + 24) h · 40 W, · 1.2
    expect(gpu.energy_kwh.value).toBeCloseTo((40 * 100 + 29 * 40) * 0.0012, 9);
  });

  it("is known as of a day up to that day", async () => {
    await bookProfile("gpu", 1, GPU);
    await bookProfile("gpu", 2, BUSY, { createdAt: `${DAY}T00:00:00.000Z` });
    await bookCells([requests(`${daysAgo(4)}T12:00Z`, 0.5), requests(`${DAY}T12:00Z`, 0.5)]);
    const asOf = `as_of=${daysAgo(4)}T18:00:00Z`;
    const gpu = await gpuOf(`from=${daysAgo(4)}&to=${daysAgo(2)}&${asOf}`);
    expect(gpu).toMatchObject({ deployed_h: 18, busy_h: 0.5, over_h: 0 });
  });
});
