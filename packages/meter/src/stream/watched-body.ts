/**
 * A body that is watched as it passes: nothing is held, and nothing is asked for before its reader asks.
 *
 * It comes through JavaScript even where nobody wants its bytes. The pipe of workerd would carry it past, and for less
 * (docs/benchmarks.md), but keeps an abort to itself until the next byte comes, and cannot pipe one pipe into another.
 * @module
 */
import { onWorkers } from "../clock/clock.ts";
import { type BodyNotes, type BodyWatch, bodyNotes } from "./body-notes.ts";

/**
 * The same body, watched. Its reader gets the same bytes; breaking off breaks off the source, with the same reason; an
 * error of the source is the reader's. A byte stream stays one.
 */
export function watchedBody(body: ReadableStream<Uint8Array>, watch: BodyWatch): ReadableStream<Uint8Array> {
  const bytes = isByteStream(body);
  const source: Source = bytes && onWorkers() ? inLargePieces(body) : body.getReader();
  const notes = bodyNotes(watch, () => {
    // the platform would have let go of it by now, had we not held it
    source.cancel().catch(() => undefined);
  });
  const pull = async (controller: Controller): Promise<void> => {
    const step = await next(source, bytes, notes);
    if (step.done) {
      notes.end("answered");
      controller.close();
      // one that waits with memory of its own is told too
      if ("byobRequest" in controller) controller.byobRequest?.respond(0);
      return;
    }
    notes.chunk(step.value);
    // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- not with Node's types alone, which leave shared memory out
    controller.enqueue(step.value as Uint8Array<ArrayBuffer>);
  };
  const cancel = async (reason: unknown): Promise<void> => {
    notes.end("aborted");
    await source.cancel(reason);
  };
  const watched = bytes
    ? new ReadableStream({ type: "bytes", pull, cancel })
    : new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 0 });
  notes.hold(watched);
  return watched;
}

type Controller = ReadableStreamDefaultController<Uint8Array> | ReadableByteStreamController;
type Step = { readonly done: false; readonly value: Uint8Array } | { readonly done: true };

interface Source {
  read(): Promise<Step>;
  cancel(reason?: unknown): Promise<void>;
}

async function next(source: Source, bytes: boolean, notes: BodyNotes): Promise<Step> {
  // a byte stream takes no empty chunk
  const isRefused = (step: Step): boolean => bytes && !step.done && step.value.byteLength === 0;
  try {
    let step = await source.read();
    while (isRefused(step)) step = await source.read();
    return step;
  } catch (error) {
    notes.broke(error);
    throw error;
  }
}

/** workerd gives 4 KiB at a time unless it is brought more, and each time costs the same. */
const PIECE_BYTES = 16_384;

function inLargePieces(body: ReadableStream<Uint8Array>): Source {
  const reader = body.getReader({ mode: "byob" });
  return {
    read: async () => {
      const { done, value } = await reader.read(new Uint8Array(PIECE_BYTES));
      return done || value === undefined ? { done: true } : { done, value };
    },
    cancel: async (reason) => reader.cancel(reason),
  };
}

/** Whether its readers may bring memory of their own. The body is not touched. */
function isByteStream(body: ReadableStream<Uint8Array>): boolean {
  try {
    body.getReader({ mode: "byob" }).releaseLock();
    return true;
  } catch {
    return false;
  }
}
