/**
 * A body that ends the call it belongs to.
 * @module
 */
import type { Outcome } from "@gramme/core/wire";
import type { MeteredCall } from "../call/metered-call.ts";
import { usageReader } from "../usage/usage-reader.ts";
import { watchedBody } from "./watched-body.ts";

/** What is to be done with a body on its way. */
export interface MeteredBody {
  readonly call: MeteredCall;
  /** Head of the answer, where its own figures are to be read. */
  readonly usageBy?: Headers | undefined;
  /** Whether the caller has aborted: then an error of the source is the abort, whatever it looks like. */
  readonly aborted?: (() => boolean) | undefined;
  /** The call has ended. */
  readonly ended?: (() => void) | undefined;
}

/**
 * The same body, watched: tells the call of its first byte and of the usage that it tells itself, and ends it. A reader
 * who leaves after the answer's own last word (`[DONE]`) has the whole answer, and breaks nothing off.
 */
export function meteredBody(body: ReadableStream<Uint8Array>, way: MeteredBody): ReadableStream<Uint8Array> {
  const { call } = way;
  const usage = way.usageBy === undefined ? undefined : usageReader(way.usageBy);
  const outcomeOf = (outcome: Outcome): Outcome => {
    if (outcome === "answered") return outcome;
    if (outcome === "failed" && way.aborted?.() !== true) return outcome;
    return usage?.over() === true ? "answered" : "aborted";
  };
  return watchedBody(body, {
    firstByte: () => call.firstByte(),
    ...(usage === undefined ? {} : { bytes: (chunk: Uint8Array) => usage.read(chunk) }),
    end(outcome, seen) {
      if (usage !== undefined) call.usage(usage.done());
      call.end(outcomeOf(outcome), seen);
      way.ended?.();
    },
  });
}
