import { MeterEvent, type WireEvent } from "@gramme/core/wire";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrozenClock } from "../clock/frozen-clock.fixture.ts";
import { inFlight } from "../in-flight/in-flight.ts";
import type { Labels } from "./labels.ts";
import { meterFailures } from "./meter-failures.ts";
import { type CallSetting, startCall } from "./metered-call.ts";

const LABELS: Labels = { task: "text-generation", model: "org/model-7b:latest", route: "/v1/chat/:id" };

function bench(own: Partial<CallSetting> = {}) {
  const clock = new FrozenClock();
  const events: WireEvent[] = [];
  const setting: CallSetting = {
    clock,
    inFlight: inFlight(),
    timing: "wall-io",
    emit: (event) => {
      events.push(event);
    },
    id: () => "id-1",
    ...own,
  };
  return { clock, events, setting, start: (labels = LABELS) => startCall(labels, setting) };
}

/** Share of time that a ledger makes of an event, ms. */
const shareOf = ({ duration_ms = 0, in_flight = 1 }: Partial<WireEvent> = {}): number =>
  duration_ms / in_flight;

describe("a metered call", () => {
  it("sends one event with all that was seen", () => {
    const { clock, events, start } = bench();
    const call = start();
    clock.io(200);
    call.head();
    clock.io(100);
    call.firstByte();
    clock.io(400);
    call.usage({ model: "org/model-7b", input_tokens: 12, output_tokens: 40 });
    call.end("answered");
    expect(events).toEqual([
      {
        at_unix_ms: 1_790_000_000_700,
        task: "text-generation",
        model: "org/model-7b",
        route: "/v1/chat/:id",
        id: "id-1",
        timing: "wall-io",
        duration_ms: 700,
        in_flight: 1,
        head_ms: 200,
        first_byte_ms: 300,
        input_tokens: 12,
        output_tokens: 40,
      },
    ]);
    expect(MeterEvent.parse(events[0])).toEqual(events[0]);
  });

  it("ends once, whatever comes after", () => {
    const { clock, events, start } = bench();
    const call = start();
    clock.io(5);
    call.end("aborted");
    call.end("answered");
    call.drop();
    call.usage({ input_tokens: 1, output_tokens: 1 });
    expect(events.map(({ outcome }) => outcome)).toEqual(["aborted"]);
  });

  it("leaves the time out where the clock did not move: pure computing on Workers", () => {
    const { events, start } = bench();
    const call = start();
    call.head();
    call.firstByte();
    call.end("answered");
    expect(events).toEqual([
      {
        at_unix_ms: 1_790_000_000_000,
        task: "text-generation",
        model: "org/model-7b:latest",
        route: "/v1/chat/:id",
        id: "id-1",
      },
    ]);
  });

  it("names events by a random UUID, or not at all", () => {
    const one = bench({ id: undefined });
    one.start().end("answered");
    expect(one.events[0]?.id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
    );
    const none = bench({ id: false });
    none.start().end("answered");
    expect(none.events[0]).not.toHaveProperty("id");
  });

  it("says how many it was among, so that the shares add up to the busy time", () => {
    const { clock, events, start } = bench();
    const first = start();
    clock.io(100);
    const second = start();
    clock.io(100);
    first.end("answered");
    clock.io(100);
    second.end("failed");
    const shares = events.map(({ duration_ms = 0, in_flight = 0 }) => duration_ms / in_flight);
    expect(events.map(({ duration_ms }) => duration_ms)).toEqual([200, 200]);
    expect(shares[0]).toBeCloseTo(150, 6);
    expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBeCloseTo(300, 6);
  });

  it("takes the provider's own time for the time, and does not guess how many it served", () => {
    const { clock, events, start } = bench();
    const call = start();
    clock.io(900);
    call.usage({ compute_ms: 321.4567 });
    call.end("answered");
    expect(events[0]).toMatchObject({ timing: "provider", duration_ms: 321.457 });
    expect(events[0]).not.toHaveProperty("in_flight");
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e300])(
    "keeps its own time where the provider says %d",
    (ms) => {
      const { clock, events, start } = bench();
      const call = start();
      clock.io(900);
      call.usage({ compute_ms: ms });
      call.end("answered");
      expect(events[0]).toMatchObject({ timing: "wall-io", duration_ms: 900 });
    },
  );

  it("tells a batch as the sum over its inferences", () => {
    const { clock, events, start } = bench();
    const call = start();
    clock.io(80);
    call.usage({ count: 16, input_tokens: 160, output_tokens: 0 });
    call.end("answered");
    // each lasted 80 ms among 16: the share of them all is the 80 ms that it took
    expect(events[0]).toMatchObject({ count: 16, duration_ms: 1280, in_flight: 16, input_tokens: 160 });
  });

  it("does not charge a batch once for each of its inferences where nobody knows its share", () => {
    const forgetful = inFlight(1000);
    const { clock, events, start } = bench({ inFlight: forgetful });
    const call = start();
    clock.io(2000);
    // takes out what has been there for too long
    start().drop();
    call.usage({ count: 16 });
    call.end("answered");
    expect(shareOf(events[0])).toBe(2000);
  });

  it("tells no time of a batch of more inferences than can be told to be at once", () => {
    const { clock, events, start } = bench();
    const call = start();
    clock.io(80);
    call.usage({ count: 2_000_000 });
    call.end("answered");
    expect(events[0]).toMatchObject({ count: 2_000_000 });
    expect(events[0]).not.toHaveProperty("duration_ms");
  });

  it("takes nothing for usage where there is none, and keeps what it was given as it was", () => {
    const { clock, events, start } = bench();
    const before = meterFailures().usage;
    const call = start();
    clock.io(5);
    const found = { input_tokens: 3, output_tokens: 4 };
    for (const nothing of [undefined, null, 7, "tokens"]) call.usage(nothing as never);
    call.usage(found);
    found.input_tokens = 99;
    for (const nothing of [undefined, null, 7, "tokens"]) call.usage(nothing as never);
    call.end("answered");
    expect(events[0]).toMatchObject({ input_tokens: 3, output_tokens: 4 });
    expect(meterFailures().usage).toBe(before + 8);
  });

  it("counts a batch that failed as one request", () => {
    const { clock, events, start } = bench();
    const call = start();
    clock.io(80);
    call.usage({ count: 16 });
    call.end("failed");
    expect(events[0]).toMatchObject({ outcome: "failed", duration_ms: 80 });
    expect(events[0]).not.toHaveProperty("count");
  });

  it("tells no time of an end that nobody saw", () => {
    const { clock, events, start } = bench();
    const call = start();
    clock.io(10);
    call.head();
    clock.io(60_000);
    call.end("aborted", false);
    expect(events[0]).toMatchObject({ outcome: "aborted" });
    expect(events[0]).not.toHaveProperty("duration_ms");
  });

  it("sends nothing of what was dropped, and keeps its place for nobody", () => {
    const { events, setting, start } = bench();
    const call = start();
    call.drop();
    call.end("answered");
    expect(events).toEqual([]);
    expect(setting.inFlight.count).toBe(0);
  });

  it("keeps the configured model where the answer's is no name", () => {
    const { events, start } = bench();
    const before = meterFailures().label;
    for (const model of ["", "a b", "x".repeat(129), "<script>", "modèle"]) {
      const call = start();
      call.usage({ model });
      call.end("answered");
    }
    expect(events.map(({ model }) => model)).toEqual(Array.from({ length: 5 }, () => LABELS.model));
    expect(meterFailures().label).toBe(before + 5);
  });

  it("leaves out labels that do not fit, and goes on", () => {
    const { events, start } = bench();
    start({ task: "translation", model: "no good", route: "a b", zone: "fr", profile: "p" }).end("answered");
    expect(events[0]).toMatchObject({ task: "translation", model: "unknown", profile: "p" });
    expect(events[0]).not.toHaveProperty("route");
    expect(events[0]).not.toHaveProperty("zone");
  });

  it("is filed under the labels that it was given last", () => {
    const { events, start } = bench();
    const call = start();
    call.label({ task: "translation", model: "other" });
    call.end("answered");
    expect(events[0]).toMatchObject({ task: "translation", model: "other" });
  });

  it("lets no failure of the outbox out, and counts it", () => {
    const before = meterFailures().emit;
    const { start } = bench({
      emit: () => {
        throw new Error("full");
      },
    });
    expect(() => start().end("answered")).not.toThrow();
    expect(meterFailures().emit).toBe(before + 1);
  });

  it("makes only events that the wire takes, whatever is told of the answer", () => {
    const anything = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.constantFrom(0, 1, 1e9, 1e12, 1e15, 2 ** 53, -0),
      fc.string(),
      fc.constant(null),
      fc.constant(undefined),
    );
    const found = fc.record(
      {
        model: anything,
        model_version: anything,
        input_tokens: anything,
        output_tokens: anything,
        compute_ms: anything,
        count: anything,
        energy_uj: anything,
      },
      { requiredKeys: [] },
    );
    const io = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constant(1e9));
    fc.assert(
      fc.property(
        found,
        fc.tuple(io, io, io),
        fc.constantFrom("answered", "aborted", "failed"),
        (what, ms, how) => {
          const { clock, events, start } = bench({ id: undefined });
          const call = start();
          clock.io(ms[0]);
          call.head();
          clock.io(ms[1]);
          call.firstByte();
          clock.io(ms[2]);
          call.usage(what as never);
          call.end(how);
          expect(events).toHaveLength(1);
          expect(MeterEvent.safeParse(events[0]).error?.issues ?? []).toEqual([]);
        },
      ),
    );
  });
});
