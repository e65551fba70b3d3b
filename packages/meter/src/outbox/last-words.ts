/**
 * What is told when a process ends whose events are in its memory only.
 * @module
 */

/** An outbox, as far as its end goes. */
export interface Mortal {
  /** Tells what is lost, where something is. */
  readonly lastWords: () => void;
}

const OPEN = new Set<Mortal>();
let listens = false;

/** Lets an outbox speak when the process ends, on platforms where it can be heard. */
export function hearAtTheEnd(mortal: Mortal): void {
  OPEN.add(mortal);
  if (listens) return;
  listens = true;
  const { process } = globalThis as { process?: { on?: (event: "exit", run: () => void) => unknown } };
  process?.on?.("exit", () => {
    for (const { lastWords } of OPEN) lastWords();
  });
}

/** It was closed, and has said all it had to say. */
export function heard(mortal: Mortal): void {
  OPEN.delete(mortal);
}
