import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { Refusal } from "../problem/problem.ts";
import type { Env } from "../env.ts";
import { batchOf, bindings, bookRows, shardStub } from "./shard.fixture.ts";
import { forgetShards, knownShardOf, shardOf } from "./producer-shard.ts";
import { recordSequenced, shardCount, shardHealth } from "./shards.ts";

type Fault = { readonly retryable?: boolean; readonly overloaded?: boolean; readonly remote?: boolean };

/** A namespace whose objects fail with these, one call after another, and then work. Counts the calls. */
function failing(...faults: readonly Fault[]): {
  readonly env: Pick<Env, "SHARDS">;
  readonly calls: () => number;
} {
  let calls = 0;
  const recordSequencedOf = (...all: Parameters<ReturnType<typeof shardStub>["recordSequenced"]>) => {
    const fault = faults[calls];
    calls += 1;
    if (fault !== undefined) return Promise.reject(Object.assign(new Error("the platform said so"), fault));
    return shardStub().recordSequenced(...all);
  };
  const SHARDS = {
    idFromName: (name: string) => bindings.SHARDS.idFromName(name),
    get: () => ({ recordSequenced: recordSequencedOf }),
  } as unknown as Env["SHARDS"];
  return { env: { SHARDS }, calls: () => calls };
}

describe("a shard that does not answer", () => {
  it("is asked once more where the platform says that this may help", async () => {
    const { env, calls } = failing({ retryable: true });
    expect((await recordSequenced(env, "acme", 0, batchOf("p", 1))).replay).toBe(false);
    expect(calls()).toBe(2);
  });

  it.each<readonly [string, readonly Fault[], number]>([
    ["is overloaded", [{ retryable: true, overloaded: true }], 1],
    ["is gone for good", [{}], 1],
    ["fails twice", [{ retryable: true }, { retryable: true }], 2],
    ["fails, then is overloaded", [{ retryable: true }, { overloaded: true }], 2],
  ])("is left alone where it %s", async (_, faults, tries) => {
    const { env, calls } = failing(...faults);
    const refused = await recordSequenced(env, "acme", 0, batchOf("p", 1)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ code: "out-of-breath", headers: { "retry-after": "5" } });
    expect(calls()).toBe(tries);
  });

  it("keeps its own bugs as bugs", async () => {
    const { env } = failing({ remote: true });
    await expect(recordSequenced(env, "acme", 0, batchOf("p", 1))).rejects.toThrow("the platform said so");
  });

  it("is a bug where it is another's", async () => {
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1));
    await runInDurableObject(shardStub(), (shard) => {
      expect(() => shard.recordSequenced("beta", 0, batchOf("p", 2))).toThrow("another's");
    });
  });
});

describe("shards", () => {
  it("are as many as the variable says, or one", () => {
    const counts = ["4", "0", "-1", "1.5", "x", "", "100000"].map((SHARDS_PER_TENANT) =>
      shardCount({ SHARDS_PER_TENANT }),
    );
    expect([shardCount({}), ...counts]).toEqual([1, 4, 1, 1, 1, 1, 1, 1]);
  });

  it("spread producers evenly, each always the same", async () => {
    const env = { BOOK: bindings.BOOK, SHARDS_PER_TENANT: "4" };
    const seen = [0, 0, 0, 0];
    for (let n = 0; n < 200; n += 1) {
      const shard = await shardOf(env, "spread", `host-${n}`, Date.now());
      expect(await shardOf(env, "spread", `host-${n}`, Date.now())).toBe(shard);
      seen[shard] = (seen[shard] ?? 0) + 1;
    }
    expect(Math.min(...seen)).toBeGreaterThan(25);
  });

  it("are chosen by a hash that stays: FNV-1a of the name", async () => {
    const env = { BOOK: bindings.BOOK, SHARDS_PER_TENANT: "1000" };
    expect(await shardOf(env, "hash", "a", Date.now())).toBe(0xe40c292c % 1000);
    expect(await shardOf(env, "hash", "foobar", Date.now())).toBe(0xbf9cf968 % 1000);
  });

  it("keep a producer from its first batch on, however many shards there are the next moment", async () => {
    // before its shard has written anything up, which may take minutes
    const [few, many] = ["1", "1000"].map((SHARDS_PER_TENANT) => ({
      BOOK: bindings.BOOK,
      SHARDS_PER_TENANT,
    }));
    const nowMs = Date.now();
    expect(await shardOf(few ?? bindings, "growing", "p", nowMs)).toBe(0);
    expect(await bookRows("SELECT producer, shard FROM producers")).toEqual([{ producer: "p", shard: 0 }]);
    forgetShards();
    expect(await shardOf(many ?? bindings, "growing", "p", nowMs)).toBe(0);
    expect(await shardOf(many ?? bindings, "growing", "q", nowMs)).not.toBe(0);
  });

  it("keep nothing of a producer of whom nothing is to be counted", async () => {
    expect(await knownShardOf(bindings, "acme", "nobody", Date.now())).toBeUndefined();
    expect(await bookRows("SELECT * FROM producers")).toEqual([]);
  });

  it("tell how far they lag", async () => {
    await shardStub().recordSequenced("acme", 0, batchOf("p", 1));
    const health = await shardHealth({ ...bindings, SHARDS_PER_TENANT: "2" }, "acme");
    expect(health.map(({ dirty_since_ms }) => dirty_since_ms === null)).toEqual([false, true]);
  });
});
