/**
 * A sink that lists what it was given, checked against the wire.
 * @module
 */
import { MeterEvent, type WireEvent } from "@gramme/core/wire";
import type { EventSink } from "./event-sink.ts";

/** Takes events that the wire takes, and says when there are so many. */
export interface EventList extends EventSink {
  readonly events: readonly WireEvent[];
  /** Resolves when at least so many have come. */
  reaches(count: number): Promise<readonly WireEvent[]>;
}

/** An empty list. */
export function eventList(): EventList {
  const events: WireEvent[] = [];
  const waiting: { readonly count: number; readonly tell: () => void }[] = [];
  return {
    events,
    add(event) {
      events.push(MeterEvent.parse(event));
      for (const { count, tell } of waiting) if (events.length >= count) tell();
    },
    reaches: (count) =>
      new Promise((resolve) => {
        const tell = (): void => resolve(events);
        if (events.length >= count) tell();
        else waiting.push({ count, tell });
      }),
  };
}
