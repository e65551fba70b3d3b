/**
 * Time that moves when a test says so.
 * @module
 */
import type { Time } from "./time.ts";

/** Virtual time. */
export interface VirtualTime extends Time {
  /** Moves on, timers ringing in their order, with a turn for whatever they began. */
  advance(ms: number): Promise<void>;
  /** Moves the hour without ringing a timer: a request that comes later, on Workers. */
  skip(ms: number): void;
  /** Sets the hour back, as whoever mends a clock does. Timers ring when they would have: they go by no hour. */
  setBack(ms: number): void;
  /** Timers that are set. */
  readonly timers: number;
}

/** Time that stands at some hour; `settled` gives a turn to whatever a timer began. */
export function virtualTime(startMs = 1_790_000_000_000, settled = turns): VirtualTime {
  let nowMs = startMs;
  let made = 0;
  const timers = new Map<number, { atMs: number; readonly run: () => void }>();
  const set = (ms: number, run: () => void): (() => void) => {
    made += 1;
    const id = made;
    timers.set(id, { atMs: nowMs + ms, run });
    return () => {
      timers.delete(id);
    };
  };
  const due = (untilMs: number): readonly [number, { atMs: number; run: () => void }] | undefined =>
    [...timers]
      .filter(([, { atMs }]) => atMs <= untilMs)
      .toSorted(([a, one], [b, other]) => one.atMs - other.atMs || a - b)[0];
  return {
    nowMs: () => nowMs,
    later: set,
    await: set,
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settled();
      for (let next = due(untilMs); next !== undefined; next = due(untilMs)) {
        const [id, { atMs, run }] = next;
        timers.delete(id);
        nowMs = Math.max(nowMs, atMs);
        run();
        await settled();
      }
      nowMs = untilMs;
    },
    skip(ms) {
      nowMs += ms;
    },
    setBack(ms) {
      nowMs -= ms;
      for (const timer of timers.values()) timer.atMs -= ms;
    },
    get timers() {
      return timers.size;
    },
  };
}

/** Lets everything run that is ready to. */
export async function turns(): Promise<void> {
  for (let n = 0; n < 3; n += 1) {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 0);
    });
  }
}
