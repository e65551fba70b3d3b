import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { batchOf, shardStub } from "./shard.fixture.ts";
import { prepareTables } from "./tables.ts";

const namesIn = (sql: SqlStorage, table: string): readonly string[] =>
  Array.from(
    sql.exec<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`),
    ({ name }) => name,
  );

describe("a shard's tables", () => {
  it("that an older release made are brought up to date, and keep what counted", async () => {
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1, { count: 5 }));
    await runInDurableObject(shardStub(), (_, { storage }) => {
      const { sql } = storage;
      // as the first release left them
      sql.exec("DROP TABLE brought");
      sql.exec("DROP TABLE refusals");
      sql.exec(
        "CREATE TABLE refusals (producer TEXT, seq INTEGER, at_ms INTEGER, cells TEXT, PRIMARY KEY (producer, seq)) WITHOUT ROWID",
      );
      sql.exec("UPDATE steps SET done = 1");
      prepareTables(storage);
      expect(namesIn(sql, "refusals")).toEqual(["producer", "seq", "at_ms", "events"]);
      expect(namesIn(sql, "brought")).toEqual(["day", "sender", "labels"]);
      // and again, as with every start
      prepareTables(storage);
      expect(sql.exec("SELECT count FROM cells").toArray()).toEqual([{ count: 5 }]);
    });
    expect((await shardStub().recordSequenced("acme", 0, batchOf("p", 1))).replay).toBe(true);
  });

  it("that a newer release made are not touched", async () => {
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1));
    await runInDurableObject(shardStub(), (_, { storage }) => {
      storage.sql.exec("UPDATE steps SET done = 99");
      expect(() => prepareTables(storage)).toThrow("tables of step 99");
      storage.sql.exec("UPDATE steps SET done = 2");
    });
  });
});
