import { COUNTERS } from "@gramme/core";
import { runDurableObjectAlarm } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { batchOf, bindings, bookRows, shardStub, thisHour } from "../shard/shard.fixture.ts";
import { HOURS_FOR_DAYS, mergeOldHours } from "./hours-merge.ts";

const DAY_MS = 86_400_000;
const later = (days: number): number => Date.now() + days * DAY_MS;
const hoursLeft = async (): Promise<number> =>
  (await bookRows<{ n: number }>("SELECT count(*) AS n FROM hours"))[0]?.n ?? Number.NaN;

describe("old hours", () => {
  beforeEach(async () => {
    const midnight = Math.floor(thisHour() / 24) * 24;
    for (const tenant of ["acme", "beta"]) {
      for (const [seq, hour] of [midnight, midnight - 1, midnight - 24].entries()) {
        await shardStub(tenant).recordSequenced(tenant, 0, batchOf("p", seq + 1, { hour, count: seq + 1 }));
      }
      await runDurableObjectAlarm(shardStub(tenant));
    }
  });

  it("stay for 90 days", async () => {
    expect(await mergeOldHours(bindings, later(HOURS_FOR_DAYS - 1))).toEqual({ hours: 0, unequal: 0 });
    expect(await hoursLeft()).toBe(6);
  });

  it("leave by whole days, for every tenant, once", async () => {
    expect(await mergeOldHours(bindings, later(HOURS_FOR_DAYS))).toEqual({ hours: 4, unequal: 0 });
    expect(await mergeOldHours(bindings, later(HOURS_FOR_DAYS))).toEqual({ hours: 0, unequal: 0 });
    expect(await mergeOldHours(bindings, later(HOURS_FOR_DAYS + 9))).toEqual({ hours: 2, unequal: 0 });
    expect(await bookRows("SELECT tenant, sum(count) AS n FROM days GROUP BY tenant")).toEqual([
      { tenant: "acme", n: 6 },
      { tenant: "beta", n: 6 },
    ]);
  });

  it.each(COUNTERS)("stay where their day holds less of %s", async (counter) => {
    await bookRows(`UPDATE hours SET ${counter} = ${counter} + 1 WHERE tenant = 'acme'`);
    expect(await mergeOldHours(bindings, later(HOURS_FOR_DAYS + 9))).toEqual({ hours: 3, unequal: 2 });
    expect(await bookRows("SELECT DISTINCT tenant FROM hours")).toEqual([{ tenant: "acme" }]);
  });

  it("stay where there is no day at all", async () => {
    await bookRows("DELETE FROM days");
    expect(await mergeOldHours(bindings, later(HOURS_FOR_DAYS + 9))).toEqual({ hours: 0, unequal: 4 });
    expect(await hoursLeft()).toBe(6);
  });
});
