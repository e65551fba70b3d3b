/**
 * What is told of a body to those who watch it, so that no fault of theirs reaches the body.
 * @module
 */
import type { Outcome } from "@gramme/core/wire";
import { noteFailure } from "../call/meter-failures.ts";

/** Who watches a body. What these throw is counted, and never reaches the body. */
export interface BodyWatch {
  /** The first byte passes. */
  firstByte(): void;
  /** A chunk passes. It is looked at here and now, and not kept: its memory is the reader's next. */
  bytes?(chunk: Uint8Array): void;
  /**
   * It ended, once: `answered` when it was read to its end; `aborted` when its reader broke off; `failed` when its
   * source did.
   * @param seen Whether it is known when. Not so of a body that was thrown away unread: that comes to light whenever
   * memory is tidied up.
   */
  end(outcome: Outcome, seen: boolean): void;
}

/** A watch that can be told anything at any time. */
export interface BodyNotes {
  chunk(chunk: Uint8Array): void;
  end(outcome: Outcome): void;
  /** The source broke with this error. */
  broke(error: unknown): void;
  /** Ends when this stream is gone and nothing else ended it. */
  hold(stream: object): void;
}

/** Bodies that nobody reads nor breaks off are known by nothing but their vanishing. */
const VANISHED =
  typeof FinalizationRegistry === "undefined"
    ? undefined
    : new FinalizationRegistry<() => void>((vanished) => vanished());

/** Notes for a watch. @param letGo Lets go of the source of a stream that has vanished. */
export function bodyNotes(watch: BodyWatch, letGo: () => void): BodyNotes {
  let begun = false;
  let ended = false;
  const token = {};
  const end = (outcome: Outcome, seen: boolean): void => {
    if (ended) return;
    ended = true;
    VANISHED?.unregister(token);
    try {
      watch.end(outcome, seen);
    } catch (error) {
      noteFailure("watch", error);
    }
  };
  return {
    end: (outcome) => end(outcome, true),
    broke: (error) => end(isAbort(error) ? "aborted" : "failed", true),
    hold(stream) {
      VANISHED?.register(
        stream,
        () => {
          end("aborted", false);
          letGo();
        },
        token,
      );
    },
    chunk(chunk) {
      if (chunk.byteLength === 0) return;
      try {
        if (!begun) {
          begun = true;
          watch.firstByte();
        }
        watch.bytes?.(chunk);
      } catch (error) {
        noteFailure("watch", error);
      }
    },
  };
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError");
}
