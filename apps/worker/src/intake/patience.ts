/**
 * How long a door waits for a body.
 * @module
 */

/** How long, and by which timer. */
export interface Patience {
  /** Longest for the next piece of 128 kB, or for what is left, ms. */
  readonly pieceMs: number;
  /** Longest for the whole body, ms. */
  readonly wholeMs: number;
  /** Calls back after some time; gives what calls it off. */
  readonly after: (ms: number, call: () => void) => () => void;
}

/** At least 13 kB a second, and a minute in all: a batch is 1 MB at most, and a phone has more than that. */
export const PATIENCE: Patience = {
  pieceMs: 10_000,
  wholeMs: 60_000,
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
