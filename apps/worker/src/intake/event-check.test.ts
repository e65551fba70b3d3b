import { MeterEvent } from "@gramme/core/wire";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEvent } from "./event-check.ts";
import { anyEvent, hostileEvent, mutatedEvent } from "./event.fixture.ts";

const agree = (value: unknown): void => {
  const schema = MeterEvent.safeParse(value).success;
  if (isEvent(value) !== schema) {
    throw new Error(`schema: ${schema}, check: ${!schema}, of ${JSON.stringify(value)}`);
  }
};

describe("the hand-made check of events", () => {
  it("takes whatever is an event", () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(MeterEvent.safeParse(event).success).toBe(true);
        expect(isEvent(event)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("agrees with the schema on events with something changed", () => {
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(mutatedEvent, (event) => {
        agree(event);
        if (isEvent(event)) taken += 1;
        else refused += 1;
      }),
      { numRuns: 4000 },
    );
    // both happen, or nothing was shown
    expect(Math.min(taken, refused)).toBeGreaterThan(300);
  });

  it("agrees with the schema on what was never meant to be an event", () => {
    fc.assert(fc.property(hostileEvent, agree), { numRuns: 2000 });
  });

  it("takes no key of an object's own kind", () => {
    const event = { at_unix_ms: 1_700_000_000_000, task: "unknown", model: "m" };
    expect(isEvent(event)).toBe(true);
    for (const key of ["constructor", "toString", "hasOwnProperty", "__proto__"]) {
      const hostile: unknown = JSON.parse(`{${JSON.stringify(event).slice(1, -1)},"${key}":1}`);
      expect(isEvent(hostile)).toBe(false);
    }
  });
});
