/**
 * A clock as deployed Workers have it: it stands still until something came in or went out. Local runs of the same
 * code have a clock that moves, so a test that wants the truth of production hands this one in.
 * @module
 */
import type { Clock } from "./clock.ts";

/** Moves when it is told that an I/O happened, and at no other time. */
export class FrozenClock implements Clock {
  readonly kind = "io-only" as const;
  #epochMs: number;
  #monotonicMs = 0;

  /** @param epochMs Time of day to start at, ms since 1970. */
  constructor(epochMs = 1_790_000_000_000) {
    this.#epochMs = epochMs;
  }

  epochMs(): number {
    return this.#epochMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  /** Something came in or went out, `ms` after the last time that something did. */
  io(ms: number): void {
    this.#epochMs += ms;
    this.#monotonicMs += ms;
  }
}
