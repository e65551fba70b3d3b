/** Batches: their bounds and bytes, and that the wire takes them. */
import { EventsBatch, MOST_BATCH_BYTES, MOST_EVENTS } from "@gramme/core/wire";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { MOST_BATCH_EVENTS, MOST_BODY_BYTES, bodyOf, bytesOf, halvesOf, roomOf } from "./batch.ts";
import { eventQueue } from "./event-queue.ts";
import { eventNamed } from "./ledger-stand-in.fixture.ts";

it("knows the bounds of the wire without loading it", () => {
  expect([MOST_BATCH_EVENTS, MOST_BODY_BYTES]).toEqual([MOST_EVENTS, MOST_BATCH_BYTES]);
});

it("makes bodies that the wire takes, and never beyond their bytes", () => {
  const lines = fc.array(
    fc.string({ unit: "binary", maxLength: 60 }).map((name) => JSON.stringify(eventNamed(name))),
    { minLength: 1, maxLength: 60 },
  );
  fc.assert(
    fc.property(lines, fc.integer({ min: 1000, max: 5000 }), fc.nat(), (all, bytes, lost) => {
      const room = roomOf({ events: 50, bytes });
      const taken = all.slice(0, all.findIndex((line) => !room.take(line)) >>> 0);
      const body = bodyOf({ producer: "p".repeat(64), seq: 7, lost, lines: taken, unclear: false });
      expect(EventsBatch.parse(JSON.parse(body)).events).toHaveLength(taken.length);
      expect(bytesOf(body)).toBe(Buffer.byteLength(body));
      expect(bytesOf(body)).toBeLessThanOrEqual(bytes);
      expect(taken.length).toBeLessThanOrEqual(50);
    }),
  );
});

it("halves a batch without losing an event or a number", () => {
  const batch = { producer: "p", seq: 4, lost: 9, lines: ["1", "2", "3"], unclear: false };
  expect(halvesOf(batch, 8)).toEqual([
    { ...batch, lines: ["1", "2"] },
    { ...batch, seq: 8, lost: 0, lines: ["3"] },
  ]);
});

it("queues as a list would, the oldest going first when it is full", () => {
  const step = fc.oneof(
    fc.record({ push: fc.integer({ min: 1, max: 3000 }) }),
    fc.record({ drop: fc.integer({ min: 0, max: 3000 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.integer({ min: 1, max: 2500 }), (steps, most) => {
      const queue = eventQueue(most);
      let model: string[] = [];
      let n = 0;
      for (const now of steps) {
        const pushes = "push" in now ? now.push : 0;
        for (let i = 0; i < pushes; i += 1) {
          n += 1;
          const had = model.length;
          model = [...model.slice(had === most ? 1 : 0), `m${n}`];
          if (queue.push(eventNamed(`m${n}`)) !== had < most) throw new Error("said the wrong thing");
        }
        if ("drop" in now) {
          queue.drop(now.drop);
          model = model.slice(now.drop);
        }
        expect(queue.size).toBe(model.length);
        expect(queue.first(5).map(({ model: name }) => name)).toEqual(model.slice(0, 5));
      }
    }),
    { numRuns: 20 },
  );
});
