import { describe, expect, it } from "vitest";
import { onWorkers, platformClock, timingBy } from "./clock.ts";
import { FrozenClock } from "./frozen-clock.fixture.ts";

describe("the platform's clock", () => {
  it("says of itself what it is worth", () => {
    const clock = platformClock();
    expect(clock.kind).toBe(onWorkers() ? "io-only" : "running");
    expect(timingBy(clock)).toBe(onWorkers() ? "wall-io" : "wall");
  });

  it("tells the time of day and never goes back", () => {
    const clock = platformClock();
    expect(Math.abs(clock.epochMs() - Date.now())).toBeLessThan(60_000);
    const before = clock.monotonicMs();
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(before);
  });
});

describe("a frozen clock", () => {
  it("stands still while code computes, and moves at I/O", () => {
    const clock = new FrozenClock(1_790_000_000_000);
    let sum = 0;
    for (let n = 0; n < 100_000; n += 1) sum += Math.sqrt(n);
    expect(sum).toBeGreaterThan(0);
    expect(clock.monotonicMs()).toBe(0);
    clock.io(12);
    expect(clock.monotonicMs()).toBe(12);
    expect(clock.epochMs()).toBe(1_790_000_000_012);
  });
});
