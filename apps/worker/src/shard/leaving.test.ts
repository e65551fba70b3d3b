import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { forgetProducers } from "../book/producers-leave.ts";
import type { IdentifiedBatch } from "./contract.ts";
import { closeNamedDays, forgetIds, letHoursLeave } from "./leaving.ts";
import { shardOf } from "./producer-shard.ts";
import {
  batchOf,
  bindings,
  bookRows,
  dimsOf,
  inferences,
  rowsOf,
  shardStub,
  thisHour,
} from "./shard.fixture.ts";
import { stateIn } from "./state.ts";

const DAY_MS = 86_400_000;

/** The shard's daily chore, so many days from now. */
async function aDayLater(days: number): Promise<boolean> {
  const left = await runInDurableObject(shardStub(), async (_, { storage }) => {
    const nowMs = Date.now() + days * DAY_MS;
    const state = stateIn(storage.sql);
    if (state === undefined) throw new Error("the shard has no state yet");
    const hours = letHoursLeave(storage, state, nowMs);
    const after = stateIn(storage.sql) ?? state;
    if (closeNamedDays(storage.sql, after, nowMs)) {
      await forgetIds(storage.sql, stateIn(storage.sql)?.firstNamedDay ?? 0);
    }
    return hours;
  });
  // the object's memory is of before
  await evictDurableObject(shardStub());
  return left;
}

const named = (hour: number): IdentifiedBatch => ({
  cells: [{ hour, dims: dimsOf("m") }],
  events: [["a", 0, inferences(1)]],
});

describe("hours that nothing can change", () => {
  it("leave with their labels, and what is written up of them stays as it is", async () => {
    const hour = thisHour();
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1, { count: 5, model: "old" }));
    await runDurableObjectAlarm(shardStub());
    expect(await aDayLater(34)).toBe(true);
    expect(await rowsOf("SELECT count FROM cells")).toEqual([{ count: 5 }]);
    expect(await aDayLater(38)).toBe(true);
    expect(await rowsOf("SELECT * FROM cells")).toEqual([]);
    expect(await rowsOf("SELECT * FROM labels")).toEqual([]);
    // whatever comes for that hour now is refused, or it would begin at 0 with a newer revision
    const late = await shardStub().recordSequenced(
      "acme",
      0,
      batchOf("q", 1, { count: 1, hour, model: "old" }),
    );
    expect(late.refused).toEqual([{ cell: 0, code: "too-old" }]);
    // and revisions go on from where they were
    const next = await shardStub().recordSequenced(
      "acme",
      0,
      batchOf("q", 1, { hour: hour + 40 * 24, count: 2 }),
    );
    expect(next.refused).toEqual([]);
    await runDurableObjectAlarm(shardStub());
    expect(await bookRows("SELECT count FROM hours ORDER BY hour")).toEqual([{ count: 5 }, { count: 2 }]);
    const [first, second] = await bookRows<{ revision: number }>("SELECT revision FROM hours ORDER BY hour");
    expect(second?.revision).toBeGreaterThan(first?.revision ?? Number.NaN);
  });

  it("stay while the book does not have them", async () => {
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1, { count: 5 }));
    expect(await aDayLater(60)).toBe(false);
    expect(await rowsOf("SELECT count FROM cells")).toEqual([{ count: 5 }]);
    await runDurableObjectAlarm(shardStub());
    expect(await bookRows("SELECT count FROM hours")).toEqual([{ count: 5 }]);
  });

  it("leave on their own: a shard without traffic sets itself an alarm", async () => {
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1));
    await runDurableObjectAlarm(shardStub());
    const at = await runInDurableObject(shardStub(), (_, { storage }) => storage.getAlarm());
    expect(at).toBeGreaterThan(Date.now() + DAY_MS / 2);
    // and brings it forward for the next change
    await shardStub().recordSequenced("acme", 0, batchOf("p", 2));
    const soon = await runInDurableObject(shardStub(), (_, { storage }) => storage.getAlarm());
    expect(soon).toBeLessThan(Date.now() + 120_000);
  });
});

describe("ids", () => {
  it("are forgotten only when their events are refused", async () => {
    const hour = thisHour();
    await shardStub().recordIdentified("acme", 0, named(hour));
    await runDurableObjectAlarm(shardStub());
    await aDayLater(7);
    expect((await shardStub().recordIdentified("acme", 0, named(hour))).duplicates).toEqual([0]);
    await aDayLater(9);
    expect(await rowsOf("SELECT * FROM seen")).toEqual([]);
    expect((await shardStub().recordIdentified("acme", 0, named(hour))).refused).toEqual([
      { cell: 0, code: "too-old" },
    ]);
    expect(await rowsOf("SELECT count FROM cells")).toEqual([{ count: 1 }]);
  });

  it("are forgotten in turns, however many they are", async () => {
    await shardStub().recordIdentified("acme", 0, named(thisHour()));
    const left = await runInDurableObject(shardStub(), async (_, { storage: { sql } }) => {
      sql.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 45000)
        INSERT INTO seen SELECT 'x' || i, i % 2 FROM n`);
      await forgetIds(sql, 1);
      return sql.exec("SELECT day > 1 AS here, count(*) AS n FROM seen GROUP BY 1 ORDER BY 1").toArray();
    });
    expect(left).toEqual([
      { here: 0, n: 22_500 },
      { here: 1, n: 1 },
    ]);
  });
});

describe("producers", () => {
  it("are forgotten when all that they may send again is refused, but for what they lost", async () => {
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1));
    await shardStub().recordSequenced("acme", 0, batchOf("lossy", 1, { lost: 7 }));
    await runDurableObjectAlarm(shardStub());
    await aDayLater(37);
    expect(await rowsOf("SELECT producer FROM producers ORDER BY 1")).toEqual([
      { producer: "lossy" },
      { producer: "p" },
    ]);
    await aDayLater(39);
    expect(await rowsOf("SELECT producer FROM producers")).toEqual([{ producer: "lossy" }]);
    const replay = await shardStub().recordSequenced("acme", 0, batchOf("p", 1));
    expect(replay.refused).toEqual([{ cell: 0, code: "too-old" }]);
  });

  it("leave the book too, but for what they lost, those of other shards, and one that is about to send", async () => {
    const nowMs = Date.now();
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1));
    await shardStub().recordSequenced("acme", 0, batchOf("lossy", 1, { lost: 7 }));
    await shardStub().recordSequenced("acme", 0, batchOf("back", 1));
    await runDurableObjectAlarm(shardStub());
    await bookRows(
      `INSERT INTO producers VALUES ('acme', 'afar', 1, 1, 1, ${nowMs}, 0), ('beta', 'p', 0, 1, 1, ${nowMs}, 0)`,
    );
    const left = () => bookRows("SELECT tenant, producer FROM producers ORDER BY 1, 2");
    const all = await left();
    await forgetProducers(bindings.BOOK, "acme", 0, nowMs + 37 * DAY_MS);
    expect(await left()).toEqual(all);
    // a door that asks where one belongs after a long silence says so in the book, and then it may send
    expect(
      await shardOf({ ...bindings, SHARDS_PER_TENANT: "1000" }, "acme", "back", nowMs + 39 * DAY_MS),
    ).toBe(0);
    await forgetProducers(bindings.BOOK, "acme", 0, nowMs + 39 * DAY_MS);
    expect(await left()).toEqual([
      { tenant: "acme", producer: "afar" },
      { tenant: "acme", producer: "back" },
      { tenant: "acme", producer: "lossy" },
      { tenant: "beta", producer: "p" },
    ]);
  });

  it("leave shard and book by the shard's own alarm", async () => {
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1));
    await runDurableObjectAlarm(shardStub());
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 39 * DAY_MS });
    onTestFinished(() => void vi.useRealTimers());
    await runInDurableObject(shardStub(), (shard) => shard.alarm());
    expect(await rowsOf("SELECT producer FROM producers")).toEqual([]);
    expect(await bookRows("SELECT producer FROM producers")).toEqual([]);
    // what it counted stays
    expect(await bookRows("SELECT count FROM hours")).toEqual([{ count: 1 }]);
  });
});
