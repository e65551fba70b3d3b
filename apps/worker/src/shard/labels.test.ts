import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { dimsOf, inferences, rowsOf, shardStub, thisHour } from "./shard.fixture.ts";

const sumIn = async (): Promise<number> =>
  (await rowsOf<{ n: number }>("SELECT coalesce(sum(count), 0) AS n FROM cells"))[0]?.n ?? Number.NaN;

describe("sets of labels", () => {
  it("of one sender are at most 2,000 a day, and only what is beyond is refused", async () => {
    const hour = thisHour() - 24;
    const cells = Array.from({ length: 1100 }, (_, n) => n);
    const send = (seq: number, from: number, at: number) =>
      shardStub().recordSequenced("acme", 0, {
        producer: "p",
        seq,
        lost: 0,
        cells: cells.map((n) => ({
          hour: at,
          dims: dimsOf(`m${from + n}`),
          counters: inferences(1),
          events: [0],
        })),
      });
    expect((await send(1, 0, hour)).refused).toEqual([]);
    await evictDurableObject(shardStub());
    const second = await send(2, 1000, hour);
    expect(second.refused).toHaveLength(100);
    expect(second.refused[0]).toEqual({ cell: 1000, code: "too-many-labels" });
    // labels of that day still count, and another day has room
    expect((await send(3, 0, hour)).refused).toEqual([]);
    expect((await send(4, 5000, hour + 24)).refused).toEqual([]);
    expect(await sumIn()).toBe(1100 + 1000 + 1100 + 1100);
  });

  it("are given to no sender beyond what is still free of a day, so that others find room", async () => {
    const send = (sender: string, seq: number, models: number) =>
      shardStub().recordSequenced("acme", 0, {
        producer: sender,
        sender,
        seq,
        lost: 0,
        cells: Array.from({ length: models }, (_, n) => ({
          hour: thisHour(),
          dims: dimsOf(`${sender}-${n}`),
          counters: inferences(1),
          events: [n],
        })),
      });
    expect((await send("flood", 1, 3000)).refused).toHaveLength(1000);
    expect((await send("flood", 2, 3000)).refused).toHaveLength(1000);
    expect((await send("honest", 1, 30)).refused).toEqual([]);
    await evictDurableObject(shardStub());
    expect((await send("flood", 3, 3000)).refused).toHaveLength(1000);
    expect((await send("other", 1, 3000)).refused).toHaveLength(3000 - 985);
    expect((await send("honest", 2, 200)).refused).toEqual([]);
    // what one sender brought in counts for all
    expect((await send("flood", 4, 1)).refused).toEqual([]);
  });
});
