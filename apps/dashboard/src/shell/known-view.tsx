/**
 * What stands where an answer is awaited: its room while it loads, words where it failed, a word of warning where it is old.
 * @module
 */
import type { ComponentChildren, JSX } from "preact";
import type { Known } from "../ledger/use-answer.ts";
import { moment } from "../words/time.ts";
import { Guarded } from "./guarded.tsx";
import { TroubleNote } from "./trouble-note.tsx";

/** Shows an answer once it is known. */
export function KnownView<T>({
  known,
  height = 320,
  children,
}: {
  readonly known: Known<T>;
  /** Room that is kept while it loads, px. */
  readonly height?: number;
  readonly children: (value: T) => ComponentChildren;
}): JSX.Element {
  if (known.is === "loading") {
    return (
      <div class="card waiting" style={{ minHeight: `${height}px` }} role="status">
        <span>Asking the ledger…</span>
      </div>
    );
  }
  if (known.is === "failed") return <TroubleNote trouble={known.trouble} again={known.again} />;
  return (
    <>
      {known.stale === undefined ? null : (
        <p class="notice stale" role="alert">
          These figures are old: they are of {moment(known.atMs)}. {known.stale.what}{" "}
          <button type="button" onClick={known.again}>
            Ask again
          </button>
        </p>
      )}
      <Guarded of={known.value}>{() => children(known.value)}</Guarded>
    </>
  );
}
