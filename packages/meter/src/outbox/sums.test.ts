/** Alike events added up: the ledger counts the same, whatever is added to what. */
import { addCounters, COUNTERS, type Counters, NO_COUNTERS } from "@gramme/core";
import { MeterEvent, OUTCOMES, TIMINGS, type WireEvent } from "@gramme/core/wire";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scene } from "./scene.fixture.ts";
import { sums } from "./sums.ts";

const HOUR_MS = 3_600_000;
const START_MS = 500_000 * HOUR_MS;

const plain = (more: Partial<WireEvent> = {}): WireEvent => ({
  at_unix_ms: START_MS,
  task: "text-generation",
  model: "m",
  ...more,
});

const us = fc.integer({ min: 1, max: 5_000_000 }).map((micros) => micros / 1000);

/** Events that a meter makes: few labels, all kinds of figures. */
const events = fc.array(
  fc
    .record({
      model: fc.constantFrom("a", "b"),
      route: fc.option(fc.constantFrom("/x", "/y"), { nil: undefined }),
      atMs: fc.integer({ min: START_MS, max: START_MS + 2 * HOUR_MS }),
      outcome: fc.option(fc.constantFrom(...OUTCOMES), { nil: undefined }),
      time: fc.option(
        fc.record({
          timing: fc.constantFrom(...TIMINGS),
          duration_ms: us,
          in_flight: fc.option(fc.double({ min: 1, max: 40, noNaN: true }), { nil: undefined }),
        }),
        { nil: undefined },
      ),
      start: fc.option(fc.record({ head_ms: us, first_byte_ms: us }), { nil: undefined }),
      tokens: fc.option(fc.record({ input_tokens: fc.nat(9999), output_tokens: fc.nat(9999) }), {
        nil: undefined,
      }),
      energy_uj: fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: undefined }),
      count: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    })
    .map(({ atMs, time, start, tokens, ...rest }) => {
      const event = { ...plain({ at_unix_ms: atMs }), ...rest, ...time, ...start, ...tokens };
      return JSON.parse(JSON.stringify(event)) as WireEvent;
    }),
  { maxLength: 60 },
);

/** What a ledger counts of an event, by the words of the wire. */
function counted(event: WireEvent): Counters {
  const n = event.count ?? 1;
  const failed = event.outcome === "failed";
  const timed = event.duration_ms === undefined ? 0 : n;
  const tokened = event.input_tokens === undefined ? 0 : n;
  const streamed = event.head_ms === undefined ? 0 : n;
  return {
    ...NO_COUNTERS,
    count: failed ? 0 : n,
    failed: failed ? n : 0,
    aborted: event.outcome === "aborted" ? n : 0,
    timed,
    duration_us: Math.round((event.duration_ms ?? 0) * 1000),
    share_us: ((event.duration_ms ?? 0) * 1000) / (event.in_flight ?? 1),
    alone: event.in_flight === undefined ? timed : 0,
    streamed,
    head_us: Math.round((event.head_ms ?? 0) * 1000),
    first_byte_us: Math.round((event.first_byte_ms ?? 0) * 1000),
    tokened,
    input_tokens: event.input_tokens ?? 0,
    output_tokens: event.output_tokens ?? 0,
    metered: event.energy_uj === undefined || failed ? 0 : n,
    energy_uj: event.energy_uj ?? 0,
  };
}

function cells(all: readonly WireEvent[]): ReadonlyMap<string, Counters> {
  const found = new Map<string, Counters>();
  for (const event of all) {
    const key = [event.model, event.route, event.timing, Math.floor(event.at_unix_ms / HOUR_MS)].join(" ");
    found.set(key, addCounters(found.get(key) ?? NO_COUNTERS, counted(event)));
  }
  return found;
}

describe("sums", () => {
  it("count as their parts would, cell by cell", () => {
    fc.assert(
      fc.property(events, (all) => {
        const adding = sums();
        const out = all.flatMap((event) => adding.add(event)).concat(adding.take());
        for (const event of out) expect(MeterEvent.safeParse(event).error).toBeUndefined();
        const [apart, together] = [cells(all), cells(out)];
        expect([...together.keys()].toSorted()).toEqual([...apart.keys()].toSorted());
        for (const [key, one] of apart) {
          for (const name of COUNTERS) {
            // shares go by a mean in flight, which rounds; all else is exact
            const apartBy = Math.abs((together.get(key)?.[name] ?? -1) - one[name]);
            expect(apartBy).toBeLessThanOrEqual(name === "share_us" ? 1e-6 * one[name] : 0);
          }
        }
        expect(adding.size).toBe(0);
      }),
    );
  });

  it("leave what was handed in as it was", () => {
    const event = Object.freeze(plain({ timing: "wall", duration_ms: 2, in_flight: 1 }));
    const adding = sums();
    adding.add(event);
    adding.add(event);
    expect(adding.take()).toEqual([{ ...event, count: 2, duration_ms: 4 }]);
    expect(event.count).toBeUndefined();
  });

  it.each([
    ["a name", { id: "x" }],
    ["CPU time that was told afterwards", { count: 0, cpu_ms: 3, cpu_of: 2 }],
  ] as const)("let an event with %s go by itself", (_, more) => {
    const adding = sums();
    expect(adding.add(plain(more))).toEqual([plain(more)]);
    expect(adding.size).toBe(0);
  });

  it.each([
    ["count", { count: 600_000_000 }],
    ["tokens", { input_tokens: 6e11, output_tokens: 0 }],
    ["time", { timing: "provider", duration_ms: 5e10 }],
    ["energy", { energy_uj: 6e14 }],
  ] as const)("stay within what the wire takes: %s", (_, large) => {
    const adding = sums();
    expect(adding.add(plain(large))).toEqual([]);
    expect(adding.add(plain(large))).toEqual([plain(large)]);
    expect(adding.take()).toEqual([plain(large)]);
  });

  it("go on all at once where there are too many kinds", () => {
    const adding = sums();
    const out = Array.from({ length: 501 }, (_, at) => adding.add(plain({ model: `m${at}` })));
    expect(out.flat()).toHaveLength(500);
    expect(adding.size).toBe(1);
  });
});

describe("an outbox in memory", () => {
  it("sends one sum for a thousand alike events, and accounts for every one", async () => {
    const { outbox, ledger, time } = scene({}, { sumMs: 1000 });
    for (let n = 0; n < 1000; n += 1) outbox.add(plain({ timing: "wall", duration_ms: 2, in_flight: 2 }));
    expect(outbox.state()).toMatchObject({ added: 1000, summed: 999, waiting: 1 });
    await time.advance(1000);
    await time.advance(5000);
    expect(ledger.asked.flatMap(({ events: sent }) => sent)).toEqual([
      plain({ timing: "wall", count: 1000, duration_ms: 2000, in_flight: 2 }),
    ]);
    expect(outbox.state()).toMatchObject({ added: 1000, summed: 999, acked: 1, waiting: 0, lost: 0 });
  });

  it("sends what is not handed on yet when it is asked to, and when it is closed", async () => {
    const { outbox, ledger } = scene({}, { sumMs: 1000 });
    outbox.add(plain());
    await outbox.flush();
    expect(ledger.asked).toHaveLength(1);
    outbox.add(plain());
    expect(await outbox.close()).toMatchObject({ added: 2, acked: 2, waiting: 0, lost: 0 });
  });
});
