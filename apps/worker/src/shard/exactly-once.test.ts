import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { CellKey, CounterRow, IdentifiedBatch, Recorded, SequencedBatch } from "./contract.ts";
import { bookRows, dimsOf, inferences, rowsOf, shardStub, thisHour } from "./shard.fixture.ts";

/** The ledger as it should be, in a few lines: what counted, and what it adds up to. */
function reference() {
  const counted = new Set<string>();
  const totals = new Map<string, number>();
  let lost = 0;
  const add = ({ hour, dims }: CellKey, counters: CounterRow): void => {
    const key = `${hour} ${dims.model}`;
    totals.set(key, (totals.get(key) ?? 0) + (counters[0] ?? 0));
  };
  return {
    totals,
    lost: () => lost,
    numbered(batch: SequencedBatch): void {
      const key = `${batch.producer} ${batch.seq}`;
      if (counted.has(key)) return;
      counted.add(key);
      lost += batch.lost;
      for (const cell of batch.cells) add(cell, cell.counters);
    },
    named(batch: IdentifiedBatch): void {
      for (const [id, cell, counters] of batch.events) {
        const key = batch.cells[cell];
        if (counted.has(id) || key === undefined) continue;
        counted.add(id);
        add(key, counters);
      }
    },
  };
}

// hours on both sides of a midnight, so that days are more than one hour and more than one
const midnight = Math.floor(thisHour() / 24) * 24;
// calls between isolates carry plain objects only
const record = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(fields, { noNullPrototype: true });
const cellKey = record({
  hour: fc.constantFrom(midnight, midnight - 1, midnight - 20, midnight - 30),
  dims: fc.constantFrom("a", "b", "c").map(dimsOf),
});
const some = fc.integer({ min: 1, max: 1000 }).map((n) => inferences(n));

const numbered = record({
  producer: fc.constantFrom("p", "q"),
  seq: fc.integer({ min: 1, max: 9 }),
  lost: fc.integer({ min: 0, max: 3 }),
  cells: fc.array(
    fc.tuple(cellKey, some).map(([key, counters]) => ({ ...key, counters, events: [0] })),
    { maxLength: 4 },
  ),
});
const ids = fc.constantFrom("A", "B", "C", "D", "E", "F", "G", "H", "I", "J");
const named = fc.array(cellKey, { minLength: 1, maxLength: 3 }).chain((cells) =>
  record({
    cells: fc.constant(cells),
    events: fc.array(fc.tuple(ids, fc.integer({ min: 0, max: cells.length - 1 }), some), { maxLength: 6 }),
  }),
);

type Step =
  | { readonly do: "numbered"; readonly batch: SequencedBatch; readonly times: number }
  | { readonly do: "named"; readonly batch: IdentifiedBatch; readonly times: number }
  | { readonly do: "together" | "during a write-up"; readonly batches: readonly SequencedBatch[] }
  | { readonly do: "again" | "write up" | "write up, then die" | "evict" | "kill" };

// retried up to three times, as a client does that never hears the answer
const times = fc.integer({ min: 1, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: record({ do: fc.constant("numbered"), batch: numbered, times }), weight: 5 },
  { arbitrary: record({ do: fc.constant("named"), batch: named, times }), weight: 5 },
  {
    arbitrary: record({
      do: fc.constantFrom("together", "during a write-up"),
      batches: fc.array(numbered, { maxLength: 4 }),
    }),
    weight: 4,
  },
  {
    arbitrary: record({ do: fc.constantFrom("again", "write up", "write up, then die", "evict", "kill") }),
    weight: 5,
  },
) as fc.Arbitrary<Step>;

let runs = 0;

async function totalsIn(
  table: "hours" | "days",
  tenant: string,
  unit: "hour" | "day",
): Promise<Map<string, number>> {
  const rows = await bookRows<{ at: number; model: string; n: number }>(
    `SELECT t.${unit} AS at, d.model, t.count AS n FROM ${table} t JOIN dims d ON d.id = t.dims WHERE t.tenant = '${tenant}'`,
  );
  return new Map(rows.map(({ at, model, n }) => [`${at} ${model}`, n]));
}

it("counts every batch and event once: retried, reordered, killed and written up as often as it happens", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
      runs += 1;
      const tenant = `tenant-${runs}`;
      const shard = () => shardStub(tenant);
      const model = reference();
      const sent: (() => Promise<Recorded>)[] = [];
      let refused = 0;
      for (const now of steps) {
        switch (now.do) {
          case "numbered":
          case "named": {
            const send = (): Promise<Recorded> =>
              now.do === "numbered"
                ? shard().recordSequenced(tenant, 0, now.batch)
                : shard().recordIdentified(tenant, 0, now.batch);
            for (let n = 0; n < now.times; n += 1) refused += (await send()).refused.length;
            if (now.do === "numbered") model.numbered(now.batch);
            else model.named(now.batch);
            sent.push(send);
            break;
          }
          case "together": {
            // one of each number, or it would be chance which counts
            const batches = [...new Map(now.batches.map((b) => [`${b.producer} ${b.seq}`, b])).values()];
            await Promise.all([...batches, ...batches].map((b) => shard().recordSequenced(tenant, 0, b)));
            for (const batch of batches) model.numbered(batch);
            break;
          }
          case "during a write-up":
            await runInDurableObject(shard(), async (object) => {
              // it has read what it writes, and waits for the book
              const writing = object.alarm();
              for (const batch of now.batches) await object.recordSequenced(tenant, 0, batch);
              await writing;
            });
            for (const batch of now.batches) model.numbered(batch);
            break;
          case "again":
            for (const send of sent.toReversed()) await send();
            break;
          case "write up":
            await runDurableObjectAlarm(shard());
            break;
          case "write up, then die":
            // the book has it, and the shard never gets to know
            await shard().health();
            await runInDurableObject(shard(), async (object, { storage }) => {
              const before = storage.sql.exec<{ written: number }>("SELECT written FROM state").toArray()[0];
              await object.alarm();
              if (before !== undefined) storage.sql.exec("UPDATE state SET written = ?", before.written);
            });
            await abortAllDurableObjects();
            break;
          case "evict":
            await shard().health();
            await evictDurableObject(shard());
            break;
          case "kill":
            await abortAllDurableObjects();
            break;
        }
      }
      expect(refused).toBe(0);
      const cells = await rowsOf<{ hour: number; key: string; n: number }>(
        "SELECT hour, key, count AS n FROM cells JOIN labels USING (label)",
        tenant,
      );
      const inShard = cells.map(({ hour, key, n }) => [`${hour} ${JSON.parse(key)[2]}`, n] as const);
      expect(new Map(inShard)).toEqual(model.totals);

      await runInDurableObject(shard(), (object) => object.alarm());
      expect(await totalsIn("hours", tenant, "hour")).toEqual(model.totals);
      const days = new Map<string, number>();
      for (const [key, n] of model.totals) {
        const [hour, name] = key.split(" ");
        const day = `${Math.floor(Number(hour) / 24)} ${name}`;
        days.set(day, (days.get(day) ?? 0) + n);
      }
      expect(await totalsIn("days", tenant, "day")).toEqual(days);
      const [told] = await bookRows<{ n: number | null }>(
        `SELECT sum(lost) AS n FROM producers WHERE tenant = '${tenant}'`,
      );
      expect(told?.n ?? 0).toBe(model.lost());
    }),
    { numRuns: 100 },
  );
  expect(runs).toBe(100);
}, 180_000);
