/**
 * When sums of alike events go on to the store: a while after the first of them, or when somebody asks.
 * @module
 */
import type { WireEvent } from "@gramme/core/wire";
import type { Tally } from "./state.ts";
import { sums } from "./sums.ts";
import type { Time } from "./time.ts";

/** What sums are handed on by. */
export interface SummerSetting {
  /** How long a sum stays open, ms; at 0 nothing is added up. */
  readonly afterMs: number;
  readonly time: Time;
  /** Whether timers may hand on. */
  readonly background: boolean;
  readonly tally: Tally;
  readonly hand: (event: WireEvent) => void;
}

/** Adds up what comes, and hands it on. */
export interface Summer {
  /** Sums that are open. */
  size(): number;
  add(event: WireEvent): void;
  /** Hands all on now. */
  handOn(): void;
}

/** A summer with nothing in it. */
export function summer({ afterMs, time, background, tally, hand }: SummerSetting): Summer {
  if (afterMs === 0) return { size: () => 0, add: hand, handOn: () => undefined };
  const open = sums();
  let callOff: (() => void) | undefined;
  const handOn = (): void => {
    callOff?.();
    callOff = undefined;
    for (const event of open.take()) hand(event);
  };
  return {
    size: () => open.size,
    add(event) {
      const before = open.size;
      const done = open.add(event);
      if (done.length === 0 && open.size === before) {
        tally.summed += 1;
        return;
      }
      for (const ready of done) hand(ready);
      // the process stays for it: it is nowhere else
      if (background && open.size > 0) callOff ??= time.await(afterMs, handOn);
    },
    handOn,
  };
}
