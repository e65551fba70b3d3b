/**
 * Names of files in a producer's folder. They say what a file is, so that one rename changes it, whole or not at all:
 * `SEQ.journal` is being written, `SEQ.EVENTS.batch` was never sent, `SEQ.EVENTS.sent` may have been.
 * @module
 */

/** The file that events are written to. */
export interface JournalName {
  readonly kind: "journal";
  readonly seq: number;
}

/** A sealed file: never changed again, but by {@link FileName} or by a split. */
export interface BatchName {
  readonly kind: "batch" | "sent";
  readonly seq: number;
  readonly events: number;
}

/** A file of ours. */
export type FileName = JournalName | BatchName;

const NAME = /^(\d{1,15})\.(?:(journal)|(\d{1,9})\.(batch|sent))$/u;

/** A name as text. */
export function nameText(name: FileName): string {
  return name.kind === "journal" ? `${name.seq}.journal` : `${name.seq}.${name.events}.${name.kind}`;
}

/** A text as a name; `undefined` where it is none of ours. */
export function fileName(text: string): FileName | undefined {
  const found = NAME.exec(text);
  if (found === null) return undefined;
  const seq = Number(found[1]);
  if (found[2] !== undefined) return { kind: "journal", seq };
  return { kind: found[4] === "sent" ? "sent" : "batch", seq, events: Number(found[3]) };
}
