/**
 * Names that somebody chose, in a sentence.
 * @module
 */
const LONGEST_NAME = 48;

/** A name within a sentence: cut where it is long, and apart, so that no mark of direction in it turns the sentence. */
export function named(name: string): string {
  const letters = Array.from(name);
  const cut = letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join("")}…` : name;
  return `\u2068${cut}\u2069`;
}
