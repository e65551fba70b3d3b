/**
 * Tells problems: each kind at most once a minute, so that a ledger that is away does not fill a log.
 * @module
 */
import type { OutboxProblem, ProblemKind } from "./state.ts";

/** Time between two tellings of a kind, ms. */
const QUIET_MS = 60_000;

/** Tells problems, and knows the last. */
export interface Teller {
  readonly tell: (kind: ProblemKind, words: string) => void;
  readonly last: OutboxProblem | undefined;
}

/** A teller. What `onProblem` throws is its own affair. */
export function teller(nowMs: () => number, onProblem: (problem: OutboxProblem) => void): Teller {
  const told = new Map<ProblemKind, { atMs: number; untold: number }>();
  let last: OutboxProblem | undefined;
  return {
    tell(kind, words) {
      const atMs = nowMs();
      const before = told.get(kind);
      last = { kind, words, atMs, untold: before?.untold ?? 0 };
      // a clock that was set back is no reason to be quiet
      if (before !== undefined && atMs >= before.atMs && atMs - before.atMs < QUIET_MS) {
        before.untold += 1;
        return;
      }
      told.set(kind, { atMs, untold: 0 });
      try {
        onProblem(last);
      } catch {
        // metering breaks nothing
      }
    },
    get last() {
      return last;
    },
  };
}

/** Tells on the console. */
export function tellOnConsole({ kind, words, untold }: OutboxProblem): void {
  const more = untold === 0 ? "" : ` (${untold} more of the kind since the last)`;
  // oxlint-disable-next-line no-console -- nothing is dropped silently: who gave no onProblem hears of it here
  console.warn(`gramme: outbox (${kind}): ${words}${more}`);
}
