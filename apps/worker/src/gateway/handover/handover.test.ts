import type { WireEvent } from "@gramme/core/wire";
import { beforeEach, describe, expect, test } from "vitest";
import {
  CARRYING_MS,
  FULL_PARCEL,
  GATHERING_MS,
  type Handed,
  handover,
  MOST_PARCELS,
  type NumberedEvents,
  RETRY_MS,
} from "./handover.ts";
import { type HandoverCounts, handoverCounts } from "./handover-counts.ts";

let events = 0;
const event = (): WireEvent => {
  events += 1;
  return { at_unix_ms: 1_790_000_000_000 + events, task: "text-generation", model: "m" };
};

/** A ledger that can be out, a clock that is told, and waits that end when they are let. */
function stage() {
  const tried: { readonly who: string; readonly batch: NumberedEvents }[] = [];
  const taken: typeof tried = [];
  const works: Promise<unknown>[] = [];
  const waits: { readonly ms: number; readonly over: () => void }[] = [];
  const told: string[] = [];
  const state = { nowMs: 1_000_000, out: false, refused: [] as string[] };
  const carrier = {
    record: async (who: string, batch: NumberedEvents): Promise<Handed> => {
      tried.push({ who, batch: { ...batch, events: [...batch.events] } });
      if (state.out) throw new Error("shard out, with a secret in its words");
      taken.push({ who, batch });
      return { refused: state.refused };
    },
    waitUntil: (work: Promise<unknown>) => {
      works.push(work);
    },
    nowMs: () => state.nowMs,
    wait: async (ms: number): Promise<void> =>
      new Promise((over) => {
        waits.push({ ms, over });
      }),
    tell: (line: string) => {
      told.push(line);
    },
  };
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  /** Lets every wait end, until nobody waits. */
  const run = async (): Promise<void> => {
    await settled();
    for (let wait = waits.shift(); wait !== undefined; wait = waits.shift()) {
      wait.over();
      await settled();
    }
  };
  return { tried, taken, works, waits, told, state, carrier, run, settled };
}

let before: HandoverCounts;
const since = (): Record<string, number> => {
  const now = handoverCounts();
  return Object.fromEntries(
    (["metered", "handed", "lost", "waiting", "retried"] as const).map((name) => [
      name,
      now[name] - before[name],
    ]),
  );
};
beforeEach(() => {
  before = handoverCounts();
});

describe("metered events on their way to the shard", () => {
  test("wait for company, and go together", async () => {
    const { carrier, run, taken, waits, works } = stage();
    const way = handover();
    for (let n = 0; n < 3; n += 1) way.add("a", event(), carrier);
    expect(taken).toEqual([]);
    expect(waits.map(({ ms }) => ms)).toEqual([GATHERING_MS]);
    await run();
    await Promise.all(works);
    expect(taken.map(({ batch }) => batch.events.length)).toEqual([3]);
    expect(since()).toEqual({ metered: 3, handed: 3, lost: 0, waiting: 0, retried: 0 });
  });

  test("a full parcel goes at once, and none is carried twice", async () => {
    const { carrier, run, taken } = stage();
    const way = handover();
    for (let n = 0; n < FULL_PARCEL * 2 + 1; n += 1) way.add("a", event(), carrier);
    expect(taken.map(({ batch }) => batch.events.length)).toEqual([FULL_PARCEL, FULL_PARCEL]);
    await run();
    expect(taken.map(({ batch }) => batch.events.length)).toEqual([FULL_PARCEL, FULL_PARCEL, 1]);
    expect(new Set(taken.flatMap(({ batch }) => batch.events)).size).toBe(FULL_PARCEL * 2 + 1);
    expect(taken.map(({ batch }) => batch.seq)).toEqual([1, 2, 3]);
    expect(new Set(taken.map(({ batch }) => batch.producer)).size).toBe(1);
  });

  test("tenants share neither parcels nor numbers", async () => {
    const { carrier, run, taken } = stage();
    const way = handover();
    for (const who of ["a", "b", "a", "b", "b"]) way.add(who, event(), carrier);
    await run();
    expect(taken.map(({ who, batch }) => [who, batch.events.length])).toEqual([
      ["a", 2],
      ["b", 3],
    ]);
    expect(taken.map(({ batch }) => batch.seq)).toEqual([1, 1]);
    expect(taken[0]?.batch.producer).not.toBe(taken[1]?.batch.producer);
  });

  test("a shard that is out is tried again, with the same events under the same number", async () => {
    const { carrier, settled, state, taken, tried, waits, run } = stage();
    const way = handover();
    state.out = true;
    way.add("a", event(), carrier);
    waits.shift()?.over();
    await settled();
    expect(taken).toEqual([]);
    expect(waits.map(({ ms }) => ms)).toEqual([RETRY_MS[0]]);
    // what comes meanwhile goes by itself
    way.add("a", event(), carrier);
    state.out = false;
    await run();
    expect(taken.map(({ batch }) => [batch.seq, batch.events.length])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(tried[1]).toEqual(tried[0]);
    expect(since()).toMatchObject({ handed: 2, waiting: 0, retried: 1 });
  });

  test("what no try brought over waits for a later request, and is told without content", async () => {
    const { carrier, run, state, taken, told } = stage();
    const way = handover();
    state.out = true;
    const first = event();
    way.add("a", first, carrier);
    await run();
    expect(since()).toMatchObject({ handed: 0, waiting: 1, retried: RETRY_MS.length });
    expect(told).toEqual([expect.stringContaining("1 events wait")]);
    expect(told.join(" ")).not.toContain("secret");
    state.out = false;
    way.add("b", event(), carrier);
    await run();
    expect(taken.find(({ who }) => who === "a")?.batch).toMatchObject({ seq: 1, events: [first] });
    expect(since()).toMatchObject({ handed: 2, waiting: 0, lost: 0 });
  });

  test("a parcel whose request was cut off is carried on by a later one", async () => {
    const { carrier, run, state, taken } = stage();
    const way = handover();
    const first = event();
    way.add("a", first, { ...carrier, wait: async () => new Promise<never>(() => undefined) });
    state.nowMs += CARRYING_MS - 1;
    const second = event();
    way.add("a", second, carrier);
    await run();
    expect(taken).toEqual([]);
    state.nowMs += 1;
    const third = event();
    way.add("a", third, carrier);
    await run();
    expect(taken.map(({ batch }) => batch.events)).toEqual([[first, second], [third]]);
    expect(since()).toMatchObject({ handed: 3, waiting: 0, lost: 0 });
  });

  test("one that cannot go does not keep the others", async () => {
    const { carrier, run, state, taken } = stage();
    const way = handover();
    const poisoned = {
      ...carrier,
      record: async (who: string, batch: NumberedEvents) => {
        if (who === "poison") throw new Error("never");
        return carrier.record(who, batch);
      },
    };
    state.out = true;
    way.add("poison", event(), poisoned);
    way.add("b", event(), poisoned);
    await run();
    state.out = false;
    for (let n = 0; n < 3; n += 1) {
      way.add("c", event(), poisoned);
      await run();
    }
    expect(taken.map(({ who }) => who).toSorted()).toEqual(["b", "c", "c", "c"]);
    expect(since()).toMatchObject({ handed: 4, waiting: 1 });
  });

  test("what the ledger refuses is counted by its code, and told", async () => {
    const { carrier, run, state, told } = stage();
    const way = handover();
    state.refused = ["too-many-labels"];
    const refusedBefore = before.refused["too-many-labels"] ?? 0;
    way.add("a", event(), carrier);
    way.add("a", event(), carrier);
    await run();
    expect((handoverCounts().refused["too-many-labels"] ?? 0) - refusedBefore).toBe(1);
    expect(since()).toMatchObject({ handed: 1, waiting: 0 });
    expect(told).toEqual([expect.stringContaining("too-many-labels")]);
  });

  test("when too many wait the oldest is given up, counted and told, to the ledger too", async () => {
    const { carrier, run, state, taken, told } = stage();
    const way = handover();
    state.out = true;
    for (let n = 0; n < MOST_PARCELS; n += 1) {
      for (let k = 0; k < FULL_PARCEL; k += 1) way.add("a", event(), carrier);
    }
    expect(since()).toMatchObject({ lost: 0, waiting: MOST_PARCELS * FULL_PARCEL });
    way.add("a", event(), carrier);
    expect(since()).toMatchObject({ lost: FULL_PARCEL });
    expect(told).toEqual([expect.stringContaining("given up")]);
    await run();
    state.out = false;
    for (let n = 0; n < MOST_PARCELS; n += 1) {
      way.add("a", event(), carrier);
      await run();
    }
    // the set was full once more when the ledger came back
    expect(since()).toMatchObject({ lost: 2 * FULL_PARCEL, waiting: 0 });
    expect(taken.reduce((sum, { batch }) => sum + batch.lost, 0)).toBe(2 * FULL_PARCEL);
    // no number stands for two batches
    const numbers = taken.map(({ batch }) => batch.seq);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test("losses that a refused batch did not tell are told by the next", async () => {
    const { carrier, run, state, taken } = stage();
    const way = handover();
    state.out = true;
    for (let n = 0; n < MOST_PARCELS + 1; n += 1) {
      for (let k = 0; k < FULL_PARCEL; k += 1) way.add("a", event(), carrier);
    }
    await run();
    state.out = false;
    state.refused = ["too-many-labels"];
    way.add("a", event(), carrier);
    await run();
    state.refused = [];
    way.add("a", event(), carrier);
    await run();
    // the first batch of the two was refused whole, and its losses with it
    const news = taken.filter(({ batch }) => batch.events.length === 1);
    const [first, second] = news.slice(-2);
    expect(first?.batch.lost).toBeGreaterThan(0);
    expect(second?.batch.lost).toBe(first?.batch.lost);
  });
});
