/**
 * Where events go when they are made: an outbox, or anything that takes one.
 * @module
 */
import type { WireEvent } from "@gramme/core/wire";

/** Takes events. It returns at once; what becomes of the event is its own affair. */
export interface EventSink {
  add(event: WireEvent): void;
  /**
   * Sends what waits. Where there is one, a platform that stops between requests (Workers) is asked to wait for it.
   */
  flush?(): Promise<unknown>;
  /** Whether each event wants an id of its own. An outbox has no need of them: its batches are numbered. */
  readonly wantsIds?: boolean;
}
