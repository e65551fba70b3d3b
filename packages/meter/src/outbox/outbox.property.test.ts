/** Nobody flushes, a ledger has its moods: every event arrives all the same, once. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Mood } from "./ledger-stand-in.fixture.ts";
import { fill, scene, sumOf } from "./scene.fixture.ts";

const MOODS: readonly Mood[] = [
  "take",
  "take-then-cut",
  "cut",
  "hang",
  "portal",
  { status: 500 },
  { status: 429, retryAfter: "20" },
];

it("sends everything by its timers alone, and no event twice", async () => {
  const step = fc.record({
    events: fc.integer({ min: 0, max: 35 }),
    thenMs: fc.integer({ min: 0, max: 12_000 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 10 }),
      fc.array(fc.constantFrom(...MOODS), { maxLength: 8 }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, moods, concurrency) => {
        const { outbox, ledger, time } = scene(
          { mood: (n) => moods[n] ?? "take" },
          { concurrency, batch: { events: 10 } },
        );
        for (const [at, { events, thenMs }] of steps.entries()) {
          fill(outbox, events, `s${at}-`);
          expect(sumOf(outbox.state())).toBe(outbox.state().added);
          await time.advance(thenMs);
        }
        // a failure keeps it for five minutes at most
        for (let n = 0; n < moods.length + 1 && outbox.state().waiting > 0; n += 1)
          await time.advance(300_000);
        const state = outbox.state();
        expect(state).toMatchObject({ waiting: 0, lost: 0, refused: 0 });
        expect(sumOf(state)).toBe(state.added);
        expect(ledger.counts.size).toBe(state.added);
        expect(ledger.faults).toEqual([]);
        expect(ledger.mostAtOnce).toBeLessThanOrEqual(concurrency);
        expect(time.timers).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});
