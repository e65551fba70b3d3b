import { COUNTERS, type Counters } from "@gramme/core";
import type { WireEvent } from "@gramme/core/wire";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyEvent } from "./event.fixture.ts";
import { addEvent, noCounters } from "./event-counters.ts";

function countersOf(...events: readonly WireEvent[]): Counters {
  const sums = noCounters();
  for (const event of events) addEvent(sums, event);
  return Object.fromEntries(COUNTERS.map((name, at) => [name, sums[at]])) as unknown as Counters;
}

const at = { at_unix_ms: 1_700_000_000_000, task: "text-generation", model: "m" } as const;

describe("counters of events", () => {
  it("are whole numbers that can be kept exactly, and hang together", () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const c = countersOf(event);
        for (const name of COUNTERS) {
          expect(Number.isSafeInteger(c[name])).toBe(true);
          expect(c[name]).toBeGreaterThanOrEqual(0);
        }
        const requests = event.count ?? 1;
        expect(c.count + c.failed).toBe(requests);
        expect(c.aborted).toBeLessThanOrEqual(c.count);
        expect(c.metered).toBeLessThanOrEqual(c.count);
        expect(c.alone).toBeLessThanOrEqual(c.timed);
        // M50: nobody's share is longer than it took, and no measured one is 0
        expect(c.share_us).toBeLessThanOrEqual(c.duration_us);
        expect(c.share_us > 0).toBe(c.timed > 0);
        expect([c.timed, c.streamed, c.tokened].every((n) => n === 0 || n === requests)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("add up in any order to the same", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), (events) => {
        const small = events.map((event) => ({
          ...event,
          ...(event.energy_uj === undefined ? {} : { energy_uj: 3 }),
        }));
        expect(countersOf(...small.toReversed())).toEqual(countersOf(...small));
      }),
    );
  });

  it("give a failed request's time and energy, and no inference", () => {
    const failed = {
      ...at,
      outcome: "failed",
      timing: "wall",
      duration_ms: 8,
      in_flight: 2,
      energy_uj: 9,
      cpu_ms: 1,
    } as const;
    expect(countersOf(failed)).toMatchObject({
      count: 0,
      failed: 1,
      timed: 1,
      duration_us: 8000,
      share_us: 4000,
      metered: 0,
      energy_uj: 9,
      cpu_timed: 0,
      cpu_us: 1000,
    });
  });

  it("say of how many requests nobody knows what else was in flight", () => {
    expect(countersOf({ ...at, timing: "wall", duration_ms: 8, count: 3 })).toMatchObject({
      timed: 3,
      alone: 3,
    });
    expect(countersOf({ ...at, timing: "wall", duration_ms: 8, in_flight: 1 })).toMatchObject({
      timed: 1,
      alone: 0,
    });
  });

  it("take CPU time that is told later for the inferences that it names", () => {
    expect(countersOf({ ...at, count: 0, cpu_ms: 2.5, cpu_of: 4 })).toMatchObject({
      count: 0,
      cpu_timed: 4,
      cpu_us: 2500,
    });
    expect(countersOf({ ...at, count: 2, cpu_ms: 2.5 })).toMatchObject({
      count: 2,
      cpu_timed: 2,
      cpu_us: 2500,
    });
  });
});
