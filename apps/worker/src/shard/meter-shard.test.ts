import { COUNTERS } from "@gramme/core";
import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { IdentifiedBatch } from "./contract.ts";
import { batchOf, bookRows, dimsOf, inferences, rowsOf, shardStub, thisHour } from "./shard.fixture.ts";

const sumIn = async (): Promise<number> =>
  (await rowsOf<{ n: number }>("SELECT coalesce(sum(count), 0) AS n FROM cells"))[0]?.n ?? Number.NaN;
const sumInBook = async (table: "hours" | "days"): Promise<number> =>
  (await bookRows<{ n: number }>(`SELECT coalesce(sum(count), 0) AS n FROM ${table}`))[0]?.n ?? Number.NaN;

const named = (...events: readonly (readonly [id: string, count: number])[]): IdentifiedBatch => ({
  cells: [{ hour: thisHour(), dims: dimsOf("m") }],
  events: events.map(([id, count]) => [id, 0, inferences(count)]),
});

describe("a shard", () => {
  it("counts a numbered batch once", async () => {
    const once = await shardStub().recordSequenced("acme", 0, batchOf("p", 1, { count: 5 }));
    const again = await shardStub().recordSequenced("acme", 0, batchOf("p", 1, { count: 5 }));
    expect([once.replay, again.replay]).toEqual([false, true]);
    expect(await sumIn()).toBe(5);
    expect(await shardStub().replayOf("acme", 0, "p", 1)).toMatchObject({ replay: true, refusedThen: {} });
    expect(await shardStub().replayOf("acme", 0, "p", 2)).toBeUndefined();
  });

  it("counts an id once, in one batch and over batches", async () => {
    const first = await shardStub().recordIdentified("acme", 0, named(["a", 1], ["b", 2], ["a", 1]));
    expect(first.duplicates).toEqual([2]);
    const second = await shardStub().recordIdentified("acme", 0, named(["c", 4], ["b", 2]));
    expect(second.duplicates).toEqual([1]);
    expect(await sumIn()).toBe(7);
  });

  it("remembers over an eviction and a crash", async () => {
    await shardStub().recordSequenced("acme", 0, batchOf("p", 2));
    await shardStub().recordIdentified("acme", 0, named(["a", 1]));
    await evictDurableObject(shardStub());
    expect((await shardStub().recordSequenced("acme", 0, batchOf("p", 2))).replay).toBe(true);
    await abortAllDurableObjects();
    expect((await shardStub().recordIdentified("acme", 0, named(["a", 1]))).duplicates).toEqual([0]);
    expect((await shardStub().recordSequenced("acme", 0, batchOf("p", 1))).replay).toBe(false);
    expect(await sumIn()).toBe(3);
  });

  it("stores whole numbers, as they came, up to 2⁵³ − 1, and refuses what would go beyond", async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const cell = (energy: number) => ({
      hour: thisHour(),
      dims: dimsOf("m"),
      counters: inferences(1, energy),
      events: [0],
    });
    const send = (seq: number, ...energies: readonly number[]) =>
      shardStub().recordSequenced("acme", 0, { producer: "p", seq, lost: 0, cells: energies.map(cell) });
    expect((await send(1, most - 1)).refused).toEqual([]);
    expect((await send(2, 2)).refused).toEqual([{ cell: 0, code: "counter-overflow" }]);
    // the number is still free
    expect(await send(2, 1)).toMatchObject({ replay: false, refused: [] });
    for (const hostile of [2 ** 53, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect((await send(3, hostile)).refused).toEqual([{ cell: 0, code: "counter-overflow" }]);
    }
    const [row] = await rowsOf<Record<string, string>>(
      `SELECT CAST(energy_uj AS TEXT) AS uj, ${COUNTERS.map((name) => `typeof(${name}) AS ${name}`).join(", ")} FROM cells`,
    );
    expect(row?.["uj"]).toBe("9007199254740991");
    expect(new Set(COUNTERS.map((name) => row?.[name]))).toEqual(new Set(["integer"]));
    await runDurableObjectAlarm(shardStub());
    expect(
      await bookRows(
        "SELECT CAST(energy_uj AS TEXT) AS uj FROM hours UNION ALL SELECT CAST(energy_uj AS TEXT) FROM days",
      ),
    ).toEqual([{ uj: "9007199254740991" }, { uj: "9007199254740991" }]);
  });

  it("tells a replay what was refused the first time, and counts none of it", async () => {
    const cells = [1, Number.MAX_SAFE_INTEGER + 1].map((energy, at) => ({
      hour: thisHour(),
      dims: dimsOf(`m${at}`),
      counters: inferences(1, energy),
      events: [at, at + 2],
    }));
    const batch = { producer: "p", seq: 1, lost: 0, cells, rejected: { "unknown-zone": [4] } };
    const refused = [{ cell: 1, code: "counter-overflow" }];
    const refusedThen = { "counter-overflow": [1, 3], "unknown-zone": [4] };
    expect(await shardStub().recordSequenced("acme", 0, batch)).toMatchObject({ replay: false, refused });
    const replay = { replay: true, refused: [], refusedThen };
    expect(await shardStub().recordSequenced("acme", 0, batch)).toMatchObject(replay);
    await evictDurableObject(shardStub());
    expect(await shardStub().replayOf("acme", 0, "p", 1)).toMatchObject(replay);
    expect(await sumIn()).toBe(1);
  });

  it("writes ten rows for a thousand events, at most", async () => {
    const rows = await runInDurableObject(shardStub(), async (shard, { storage }) => {
      const exec = storage.sql.exec.bind(storage.sql);
      let written = 0;
      const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
      const sql = Object.assign(storage.sql, {
        exec: (...all: Parameters<typeof exec>) => {
          const cursor = exec(...all);
          cursors.push(cursor as (typeof cursors)[number]);
          return cursor;
        },
      });
      for (let seq = 1; seq <= 20; seq += 1) {
        const cells = ["a", "b", "c", "d", "e"].map((model) => ({
          hour: thisHour(),
          dims: dimsOf(model),
          counters: inferences(200),
          events: [0],
        }));
        await shard.recordSequenced("acme", 0, { producer: "p", seq, lost: 0, cells });
        // the first batches write their labels too
        if (seq === 10) cursors.length = 0;
      }
      for (const cursor of cursors) written += cursor.rowsWritten;
      Object.assign(sql, { exec });
      return written;
    });
    expect(rows).toBe(10 * 7);
  });
});

describe("its write-up", () => {
  it("brings the book to what the shard counted, by hour and day, however often it is done", async () => {
    const day = Math.floor(thisHour() / 24) - 2;
    for (const [seq, hour] of [0, 1, 23, 24].entries()) {
      await shardStub().recordSequenced(
        "acme",
        0,
        batchOf("p", seq + 1, { hour: day * 24 + hour, count: 10 ** seq }),
      );
    }
    expect(await runDurableObjectAlarm(shardStub())).toBe(true);
    const hours = await bookRows(
      "SELECT hour - ? * 24 AS hour, count FROM hours ORDER BY hour".replace("?", `${day}`),
    );
    expect(hours).toEqual([
      { hour: 0, count: 1 },
      { hour: 1, count: 10 },
      { hour: 23, count: 100 },
      { hour: 24, count: 1000 },
    ]);
    const days = (
      await bookRows<{ day: number; count: number }>("SELECT day, count FROM days ORDER BY day")
    ).map((row) => [row.day - day, row.count]);
    expect(days).toEqual([
      [0, 111],
      [1, 1000],
    ]);
    expect(await bookRows("SELECT tenant, model, phase, profile_version FROM dims")).toEqual([
      { tenant: "acme", model: "m", phase: "inference", profile_version: 0 },
    ]);
    expect(await bookRows("SELECT producer, last_seq, lost FROM producers")).toEqual([
      { producer: "p", last_seq: 4, lost: 0 },
    ]);
    await runDurableObjectAlarm(shardStub());
    expect(await sumInBook("hours")).toBe(1111);
    expect(await sumInBook("days")).toBe(1111);
  });

  it("is done again where the shard died before it knew, and changes nothing", async () => {
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1, { count: 3, lost: 2 }));
    await runDurableObjectAlarm(shardStub());
    const before = await bookRows("SELECT * FROM hours");
    // as if the book had taken it, and the shard had not kept that
    await runInDurableObject(shardStub(), (_, { storage }) =>
      storage.sql.exec("UPDATE state SET written = 0").toArray(),
    );
    await abortAllDurableObjects();
    await shardStub().health();
    await runDurableObjectAlarm(shardStub());
    expect(await bookRows("SELECT * FROM hours")).toEqual(before);
    expect(await bookRows("SELECT lost FROM producers")).toEqual([{ lost: 2 }]);
    await shardStub().recordSequenced("acme", 0, batchOf("p", 2, { count: 4, lost: 1 }));
    await runDurableObjectAlarm(shardStub());
    expect(await sumInBook("hours")).toBe(7);
    expect(await bookRows("SELECT lost FROM producers")).toEqual([{ lost: 3 }]);
  });

  it("never lets an older revision win", async () => {
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1, { count: 3 }));
    await runDurableObjectAlarm(shardStub());
    await bookRows("UPDATE hours SET revision = 1000, count = 99");
    await shardStub().recordSequenced("acme", 0, batchOf("p", 2, { count: 4 }));
    await runDurableObjectAlarm(shardStub());
    expect(await sumInBook("hours")).toBe(99);
  });

  it("waits for a book that does not answer, tells how long, and catches up", async () => {
    await bookRows("ALTER TABLE hours RENAME TO away");
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1, { count: 3 }));
    expect(await runDurableObjectAlarm(shardStub())).toBe(true);
    const lagging = await shardStub().health();
    expect(lagging.failures).toBe(1);
    expect(lagging.dirty_since_ms).toBeGreaterThan(Date.now() - 60_000);
    // the whole write is one transaction
    expect(await sumInBook("days")).toBe(0);
    await bookRows("ALTER TABLE away RENAME TO hours");
    expect(await runDurableObjectAlarm(shardStub())).toBe(true);
    expect(await shardStub().health()).toEqual({ dirty_since_ms: null, failures: 0 });
    expect(await sumInBook("hours")).toBe(3);
    expect(await sumInBook("days")).toBe(3);
  });

  it("writes up after a book that was away while producers came and went by the ten thousand", async () => {
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1));
    await runInDurableObject(shardStub(), (_, { storage: { sql } }) => {
      sql.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
        INSERT INTO producers SELECT 'x' || i || '-${"a".repeat(56)}', i + 10, 0, '[1,1]', 1, 1, 0 FROM n`);
    });
    await evictDurableObject(shardStub());
    const longest = await runInDurableObject(shardStub(), async (shard, { storage: { sql } }) => {
      const exec = sql.exec.bind(sql);
      let most = 0;
      Object.assign(sql, {
        exec: (statement: string, ...bound: SqlStorageValue[]) => {
          for (const value of bound) most = Math.max(most, typeof value === "string" ? value.length : 0);
          return exec(statement, ...bound);
        },
      });
      await shard.alarm();
      Object.assign(sql, { exec });
      return most;
    });
    expect(await shardStub().health()).toMatchObject({ failures: 0 });
    expect(await bookRows("SELECT count(*) AS n FROM producers")).toEqual([{ n: 40_001 }]);
    // the platform takes no text beyond 2 MB
    expect(longest).toBeLessThan(2_000_000);
  });

  it("writes a month's backlog of many labels in slices", async () => {
    const hours = Array.from({ length: 30 }, (_, n) => thisHour() - n * 24);
    for (const [seq, hour] of hours.entries()) {
      const cells = Array.from({ length: 100 }, (_, n) => ({
        hour,
        dims: dimsOf(`m${n}`),
        counters: inferences(1),
        events: [0],
      }));
      await shardStub().recordSequenced("acme", 0, { producer: `p${seq}`, seq: 1, lost: 0, cells });
    }
    await runDurableObjectAlarm(shardStub());
    expect(await sumInBook("hours")).toBe(3000);
    expect(await sumInBook("days")).toBe(3000);
    expect(await bookRows("SELECT count(*) AS n FROM producers")).toEqual([{ n: 30 }]);
    expect((await shardStub().health()).dirty_since_ms).toBeNull();
  });
});
