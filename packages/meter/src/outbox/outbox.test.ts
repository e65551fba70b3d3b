/** The outbox in memory: how it sends, its bounds, its settings. */
import { describe, expect, it } from "vitest";
import { eventNamed, standIn } from "./ledger-stand-in.fixture.ts";
import type { OutboxOptions } from "./outbox.ts";
import { fill, first, scene, sumOf } from "./scene.fixture.ts";
import { turns } from "./virtual-time.fixture.ts";

describe("sending", () => {
  it("sends a batch that fills at once, and the rest a while later", async () => {
    const { outbox, ledger, time } = scene();
    fill(outbox, 1500);
    await time.advance(0);
    expect(ledger.asked.map(({ seq, events }) => [seq, events.length])).toEqual([[1, 1000]]);
    await time.advance(5000);
    expect(ledger.asked.map(({ seq, events }) => [seq, events.length])).toEqual([
      [1, 1000],
      [2, 500],
    ]);
    expect(outbox.state()).toMatchObject({ added: 1500, acked: 1500, waiting: 0, lost: 0, attempts: 2 });
    expect(ledger.faults).toEqual([]);
    expect(time.timers).toBe(0);
  });

  it("goes on after a batch that was exactly full", async () => {
    const { outbox, ledger, time } = scene();
    for (let round = 0; round < 3; round += 1) {
      fill(outbox, 1000, `full${round}-`);
      await time.advance(0);
      fill(outbox, 1, `one${round}-`);
      await time.advance(5000);
    }
    expect(ledger.asked.map(({ events }) => events.length)).toEqual([1000, 1, 1000, 1, 1000, 1]);
    expect(time.timers).toBe(0);
  });

  it("asks as the wire wants it, with the key, and follows no redirect", async () => {
    const { outbox, ledger } = scene({}, { ledger: "https://ledger.test/base/" });
    fill(outbox, 1);
    await outbox.flush();
    const [asked] = ledger.asked;
    expect(asked?.url).toBe("https://ledger.test/base/v1/events");
    expect(asked?.request.headers["authorization"]).toBe("Bearer id.secret");
    expect(asked?.request.redirect).toBe("manual");
    expect(JSON.parse(asked?.body ?? "")).toEqual({
      schema: "gramme/events/1",
      producer: asked?.producer,
      seq: 1,
      events: [eventNamed("m0")],
    });
  });

  it("keeps a batch below its bytes", async () => {
    const { outbox, ledger } = scene({}, { batch: { bytes: 2000 } });
    fill(outbox, 100);
    await outbox.flush();
    expect(Math.max(...ledger.asked.map(({ body }) => body.length))).toBeLessThanOrEqual(2000);
    expect(ledger.counts.size).toBe(100);
  });

  it("has as many batches in flight as it may, and never more", async () => {
    const { outbox, ledger } = scene({}, { concurrency: 3, batch: { events: 10 } });
    fill(outbox, 100);
    await outbox.flush();
    expect(ledger.mostAtOnce).toBe(3);
    expect(ledger.counts.size).toBe(100);
    expect(ledger.faults).toEqual([]);
  });

  it("lets a flush end though events keep coming", async () => {
    const ledger = standIn();
    const busy = scene(
      {},
      {
        batch: { events: 10 },
        fetch: (url, request) => {
          if (ledger.asked.length < 50) fill(busy.outbox, 10, `b${ledger.asked.length}-`);
          return ledger.fetch(url, request);
        },
      },
    );
    fill(busy.outbox, 10);
    await busy.outbox.flush();
    expect(busy.outbox.state().waiting).toBeGreaterThan(0);
    await turns();
    expect(busy.outbox.state()).toMatchObject({ acked: 510, waiting: 0 });
    expect(ledger.faults).toEqual([]);
  });
});

describe("bounds", () => {
  it("gives up the oldest that were never sent, and has the ledger told", async () => {
    const { outbox, ledger, problems } = scene({}, { mostEvents: 10 });
    fill(outbox, 25);
    expect(outbox.state()).toMatchObject({ waiting: 10, lost: 15 });
    await outbox.flush();
    expect([...ledger.counts.keys()]).toEqual(Array.from({ length: 10 }, (_, i) => `m${i + 15}`));
    expect(ledger.lost).toBe(15);
    expect(problems.map(({ kind }) => kind)).toEqual(["lost"]);
  });

  it("tells of lost events again where the batch that told of them was refused", async () => {
    const { outbox, ledger } = scene(first("too-old"), { mostEvents: 2 });
    fill(outbox, 5);
    await outbox.flush();
    fill(outbox, 1, "next");
    await outbox.flush();
    expect(ledger.lost).toBe(3);
  });

  it("loses an event that is no JSON, and no other", async () => {
    const { outbox, ledger } = scene();
    outbox.add(eventNamed("a"));
    outbox.add({ ...eventNamed("b"), count: 1n } as never);
    outbox.add(eventNamed("c"));
    await outbox.flush();
    expect(outbox.state()).toMatchObject({ acked: 2, lost: 1, waiting: 0 });
    expect([...ledger.counts.keys()]).toEqual(["a", "c"]);
  });

  it.each([0, 1000])(
    "loses what is no event at all, and sends the others once (sums of %i ms)",
    async (sumMs) => {
      const { outbox, ledger, problems } = scene({}, { sumMs });
      outbox.add(undefined as never);
      outbox.add(eventNamed("a"));
      outbox.add(null as never);
      outbox.add({
        get model(): string {
          throw new Error("not to be read");
        },
      } as never);
      outbox.add(eventNamed("c"));
      await outbox.flush();
      await outbox.flush();
      expect([...ledger.counts]).toEqual([
        ["a", 1],
        ["c", 1],
      ]);
      expect(ledger.faults).toEqual([]);
      const state = outbox.state();
      expect(state.waiting).toBe(0);
      expect(sumOf(state)).toBe(5);
      expect(problems.map(({ kind }) => kind)).toContain("lost");
    },
  );

  it("closes with what it can send, and counts the rest as lost", async () => {
    const well = scene();
    fill(well.outbox, 3);
    expect(await well.outbox.close()).toMatchObject({ acked: 3, lost: 0, waiting: 0 });
    well.outbox.add(eventNamed("late"));
    expect(well.outbox.state()).toMatchObject({ lost: 1 });

    const ill = scene({ mood: () => "cut" });
    fill(ill.outbox, 3);
    await ill.outbox.flush();
    const state = await ill.outbox.close();
    // a back-off does not keep the last attempt
    expect(ill.ledger.asked).toHaveLength(2);
    expect(state).toMatchObject({ lost: 3, waiting: 0 });
    expect(sumOf(state)).toBe(state.added);
    expect(ill.time.timers).toBe(0);
  });

  it("closes in time though the ledger hangs", async () => {
    const { outbox, time } = scene({ mood: () => "hang" });
    fill(outbox, 1);
    const closing = outbox.close(1000);
    await time.advance(1000);
    expect(await closing).toMatchObject({ lost: 1 });
  });
});

describe("on Workers", () => {
  it("sends with flush alone, once for requests of one moment", async () => {
    const { outbox, ledger, time } = scene({}, { background: false });
    fill(outbox, 1, "a");
    await time.advance(60_000);
    expect(ledger.asked).toHaveLength(0);
    const flushes = [outbox.flush()];
    fill(outbox, 1, "b");
    flushes.push(outbox.flush());
    await time.advance(20);
    await Promise.all(flushes);
    expect(ledger.asked.map(({ events }) => events.length)).toEqual([2]);
  });

  it("takes over from a request that ended in the middle of a flush", async () => {
    const { outbox, ledger, time } = scene(first("hang"), {
      background: false,
      gatherMs: 0,
      timeoutMs: 1000,
    });
    fill(outbox, 1);
    void outbox.flush();
    await turns();
    expect(ledger.asked).toHaveLength(1);
    // its timers died with it
    time.skip(3001);
    await outbox.flush();
    expect(outbox.state()).toMatchObject({ duplicates: 1, waiting: 0 });
    expect(ledger.faults).toEqual([]);
  });

  it("leaves a ledger alone that failed, however many requests flush", async () => {
    const { outbox, ledger, time } = scene({ mood: () => "cut" }, { background: false, gatherMs: 0 });
    for (let n = 0; n < 100; n += 1) {
      fill(outbox, 1, `r${n}-`);
      await outbox.flush();
    }
    expect(ledger.asked).toHaveLength(1);
    time.skip(1000);
    await outbox.flush();
    expect(ledger.asked).toHaveLength(2);
    expect(outbox.state().waiting).toBe(100);
  });
});

describe("settings", () => {
  it.each<[string, Partial<OutboxOptions>]>([
    ["an address", { ledger: "ledger" }],
    ["no user and no password", { ledger: "https://me:pass-word@ledger.test" }],
    ["wants https", { ledger: "ftp://ledger.test" }],
    ["https only", { ledger: "http://ledger.test" }],
    ["key", { key: "two words-secret" }],
    ["batch.events", { batch: { events: 1001 } }],
    ["concurrency", { concurrency: 5 }],
  ])("says %s, and quotes no secret", (words, options) => {
    expect(() => scene({}, options)).toThrow(words);
    expect(() => scene({}, options)).not.toThrow(/pass-word|words-secret|id\.secret/u);
  });

  it("lets a key go over plain HTTP to this machine, and elsewhere when told so", () => {
    expect(() => scene({}, { ledger: "http://127.0.0.1:8787" })).not.toThrow();
    expect(() => scene({}, { ledger: "http://ledger.svc", plain: true })).not.toThrow();
  });

  it("is not broken by whoever listens", async () => {
    const { outbox } = scene(
      { refuses: () => true },
      {
        onProblem: () => {
          throw new Error("theirs");
        },
        onRefused: () => {
          throw new Error("theirs");
        },
      },
    );
    fill(outbox, 1);
    await outbox.flush();
    expect(outbox.state()).toMatchObject({ refused: 1, waiting: 0 });
  });
});
