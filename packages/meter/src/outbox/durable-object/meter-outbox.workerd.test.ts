/** The outbox as a Durable Object, in workerd: evicted, refused, cut off, and exact. */
import { evictDurableObject, reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type Mood,
  type StandIn,
  type StandInOptions,
  eventNamed,
  standIn,
} from "../ledger-stand-in.fixture.ts";
import type { OutboxState } from "../state.ts";
import { MeterOutbox } from "./meter-outbox.ts";
import { SCENE, START_MS, type TestOutbox } from "./test-outbox.fixture.ts";

const { OUTBOX } = env as unknown as { readonly OUTBOX: DurableObjectNamespace<TestOutbox> };

let ledger: StandIn;

function ledgerIs(options: StandInOptions = {}): void {
  ledger = standIn(options);
  SCENE.fetch = ledger.fetch;
}

function first(...moods: readonly Mood[]): StandInOptions {
  return { mood: (n) => moods[n] ?? "take" };
}

beforeEach(() => {
  SCENE.nowMs = START_MS;
  SCENE.problems = [];
  SCENE.mostEvents = 1_000_000;
  ledgerIs();
});
afterEach(async () => {
  await reset();
});

type Stub = DurableObjectStub<TestOutbox>;

function events(n: number, prefix = "m"): ReturnType<typeof eventNamed>[] {
  return Array.from({ length: n }, (_, i) => eventNamed(`${prefix}${i}`));
}

function sumOf({ waiting, acked, duplicates, refused, lost }: OutboxState): number {
  return waiting + acked + duplicates + refused + lost;
}

/** Rings the alarm whenever it is set, the hour moved on each time, until nothing waits. */
async function drain(stub: Stub): Promise<void> {
  for (let n = 0; n < 50; n += 1) {
    SCENE.nowMs += 400_000;
    if (!(await runDurableObjectAlarm(stub))) return;
  }
}

describe("an outbox object", () => {
  it("keeps events, sends them by its alarm, and rests", async () => {
    const stub = OUTBOX.getByName("a");
    await stub.add(events(3));
    expect(ledger.asked).toEqual([]);
    expect(await stub.state()).toMatchObject({ added: 3, waiting: 3 });
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await stub.state()).toMatchObject({ acked: 3, waiting: 0, attempts: 1 });
    expect(ledger.asked[0]?.request.headers["authorization"]).toBe("Bearer id.secret");
    expect(await runDurableObjectAlarm(stub)).toBe(false);
    const producer = ledger.asked[0]?.producer ?? "";
    expect(producer).toMatch(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/u);
    const id = OUTBOX.idFromName("a").toString();
    expect(producer.startsWith(id.slice(0, 27))).toBe(true);
  });

  it("packs what many handed over into few batches, and rings at once for a full one", async () => {
    const stub = OUTBOX.getByName("a");
    for (let n = 0; n < 25; n += 1) await stub.add(events(100, `c${n}-`));
    const alarm = await runInDurableObject(stub, (_, state) => state.storage.getAlarm());
    expect(alarm).toBe(SCENE.nowMs);
    await drain(stub);
    expect(ledger.asked.map((one) => one.events.length)).toEqual([1000, 1000, 500]);
    expect(ledger.asked.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(ledger.faults).toEqual([]);
  });

  it.each<[string, Mood]>([
    ["an answer was lost", "take-then-cut"],
    ["the ledger was away", "cut"],
    ["it was busy", { status: 429, retryAfter: "60" }],
    ["the key was not known yet", { status: 401 }],
  ])("sends the same bytes after an eviction, where %s", async (_, mood) => {
    ledgerIs(first(mood, mood));
    const stub = OUTBOX.getByName("a");
    await stub.add(events(3));
    await runDurableObjectAlarm(stub);
    expect(await stub.state()).toMatchObject({ waiting: 3, failures: 1 });
    await evictDurableObject(stub);
    expect(await stub.state()).toMatchObject({ waiting: 3, failures: 1 });
    await drain(stub);
    const state = await stub.state();
    expect([state.waiting, state.acked + state.duplicates]).toEqual([0, 3]);
    expect(new Set(ledger.asked.map(({ body }) => body)).size).toBe(1);
    expect(ledger.faults).toEqual([]);
  });

  it("leaves the ledger alone as long as it wants, over an eviction", async () => {
    ledgerIs(first({ status: 429, retryAfter: "600" }));
    const stub = OUTBOX.getByName("a");
    await stub.add(events(1));
    await runDurableObjectAlarm(stub);
    await evictDurableObject(stub);
    SCENE.nowMs += 590_000;
    await runDurableObjectAlarm(stub);
    expect(ledger.asked).toHaveLength(1);
    SCENE.nowMs += 20_000;
    await runDurableObjectAlarm(stub);
    expect(await stub.state()).toMatchObject({ acked: 1, failures: 0 });
  });

  it("keeps what is handed over twice once, over an eviction too", async () => {
    const stub = OUTBOX.getByName("a");
    const lines = events(2).map((event) => JSON.stringify(event));
    expect(await stub.hand(lines, { producer: "isolate", seq: 1, lost: 0 })).toBe(true);
    expect(await stub.hand(lines, { producer: "isolate", seq: 1, lost: 0 })).toBe(false);
    await drain(stub);
    await evictDurableObject(stub);
    expect(await stub.hand(lines, { producer: "isolate", seq: 1, lost: 0 })).toBe(false);
    const more = events(1, "more").map((event) => JSON.stringify(event));
    expect(await stub.hand(more, { producer: "isolate", seq: 2, lost: 4 })).toBe(true);
    await drain(stub);
    expect(ledger.counts.size).toBe(3);
    expect(ledger.lost).toBe(4);
    expect(ledger.faults).toEqual([]);
    const state = await stub.state();
    expect(sumOf(state)).toBe(state.added);
  });

  it("keeps refused events with their reasons", async () => {
    ledgerIs({ refuses: ({ model }) => model === "m1" });
    const stub = OUTBOX.getByName("a");
    await stub.add(events(3));
    await drain(stub);
    await evictDurableObject(stub);
    expect(await stub.state()).toMatchObject({ acked: 2, refused: 1, waiting: 0 });
    expect(await stub.refused()).toMatchObject([
      { seq: 1, code: "malformed-event", field: "task", event: eventNamed("m1") },
    ]);
  });

  it("halves what is too large, in one transaction", async () => {
    ledgerIs({ mostBytes: 2000 });
    const stub = OUTBOX.getByName("a");
    await stub.add(events(100));
    await runDurableObjectAlarm(stub);
    await evictDurableObject(stub);
    await drain(stub);
    expect(await stub.state()).toMatchObject({ acked: 100, waiting: 0, refused: 0 });
    expect(ledger.counts.size).toBe(100);
    expect(ledger.faults).toEqual([]);
  });

  it("never sends under other numbers what may have counted under theirs, over an eviction", async () => {
    ledgerIs({ ...first("take-then-cut"), mostBytes: (n) => (n === 0 ? 10_000 : 300) });
    const stub = OUTBOX.getByName("a");
    await stub.add(events(4));
    await runDurableObjectAlarm(stub);
    await evictDurableObject(stub);
    await drain(stub);
    expect(await stub.state()).toMatchObject({ refused: 4, waiting: 0 });
    expect((await stub.refused()).map(({ maybe_counted }) => maybe_counted)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(ledger.faults).toEqual([]);
  });

  it("sets its alarm again, should it have none while something waits", async () => {
    const stub = OUTBOX.getByName("a");
    await stub.add(events(1));
    await runInDurableObject(stub, (_, state) => state.storage.deleteAlarm());
    await evictDurableObject(stub);
    await stub.state();
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await stub.state()).toMatchObject({ acked: 1 });
  });

  it("gives up the oldest that were never sent when it is full, and has the ledger told", async () => {
    SCENE.mostEvents = 10;
    const stub = OUTBOX.getByName("a");
    for (let n = 0; n < 8; n += 1) await stub.add(events(2, `c${n}-`));
    expect(await stub.state()).toMatchObject({ added: 16, waiting: 10, lost: 6 });
    await drain(stub);
    expect(ledger.lost).toBe(6);
    expect([...ledger.counts.keys()][0]).toBe("c3-0");
  });

  it("takes new events while it sends, and never stops for a bug on the way", async () => {
    const stub = OUTBOX.getByName("a");
    const inner = standIn();
    let n = 0;
    SCENE.fetch = async (url, request) => {
      n += 1;
      if (n === 1) await OUTBOX.getByName("a").add(events(1, "meanwhile"));
      return inner.fetch(url, request);
    };
    await stub.add(events(1));
    await runDurableObjectAlarm(stub);
    await drain(stub);
    expect([...inner.counts.keys()].toSorted()).toEqual(["m0", "meanwhile0"]);
    expect(inner.faults).toEqual([]);
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    // a table that is gone is a bug, or a broken disk
    await stub.add(events(1, "broken"));
    await runInDurableObject(stub, (_, state) => {
      state.storage.sql.exec("ALTER TABLE batch RENAME TO away");
    });
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    await runInDurableObject(stub, (_, state) => {
      state.storage.sql.exec("ALTER TABLE away RENAME TO batch");
    });
    expect(told.mock.calls.join()).toContain("no such table");
    told.mockRestore();
    await drain(stub);
    expect(inner.counts.get("broken0")).toBe(1);
  });

  it("gives its key to nobody: what others can call is known", async () => {
    expect(Object.getOwnPropertyNames(MeterOutbox.prototype).toSorted()).toEqual([
      "add",
      "alarm",
      "constructor",
      "hand",
      "refused",
      "state",
    ]);
    expect(JSON.stringify(await OUTBOX.getByName("a").state())).not.toContain("secret");
  });

  it("counts every event once, over chance failures and evictions", async () => {
    const moods: readonly Mood[] = ["take", "take-then-cut", "cut", { status: 500 }, "portal"];
    let seed = 42;
    const chance = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    ledgerIs({ mood: (n) => (n < 80 ? (moods[chance(moods.length)] ?? "take") : "take") });
    const stub = OUTBOX.getByName("a");
    let sum = 0;
    for (let step = 0; step < 120; step += 1) {
      const now = chance(5);
      if (now < 2) {
        const n = 1 + chance(400);
        await stub.add(events(n, `s${step}-`));
        sum += n;
      } else if (now < 4) {
        SCENE.nowMs += chance(400_000);
        await runDurableObjectAlarm(stub);
      } else await evictDurableObject(stub).catch(() => {});
    }
    await drain(stub);
    const state = await stub.state();
    expect([state.waiting, state.lost, sumOf(state)]).toEqual([0, 0, sum]);
    expect(ledger.counts.size).toBe(sum);
    expect(ledger.faults).toEqual([]);
  });
});
