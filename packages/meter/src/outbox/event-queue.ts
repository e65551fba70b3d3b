/**
 * Events in the order in which they came, never more than so many: the oldest go first.
 * @module
 */
import type { WireEvent } from "@gramme/core/wire";

/** A bounded queue. */
export interface EventQueue {
  readonly size: number;
  /** Puts one at the end. False where the oldest had to go. */
  push(event: WireEvent): boolean;
  /** The first `n`, which stay. */
  first(n: number): readonly WireEvent[];
  /** The first `n` go. */
  drop(n: number): void;
}

/** Where a gap at the front is worth a copy. */
const LONG_GAP = 1024;

/** An empty queue for `most` events. */
export function eventQueue(most: number): EventQueue {
  let items: (WireEvent | undefined)[] = [];
  let head = 0;
  const drop = (n: number): void => {
    const end = Math.min(items.length, head + n);
    while (head < end) {
      items[head] = undefined;
      head += 1;
    }
    if (head === items.length) {
      items = [];
      head = 0;
    } else if (head > LONG_GAP && head * 2 > items.length) {
      items = items.slice(head);
      head = 0;
    }
  };
  return {
    get size() {
      return items.length - head;
    },
    push(event) {
      items.push(event);
      if (items.length - head <= most) return true;
      drop(1);
      return false;
    },
    first: (n) => items.slice(head, head + n).filter((item) => item !== undefined),
    drop,
  };
}
