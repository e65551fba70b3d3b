/**
 * Less of a value that is wrong, and as wrong as before: so that looking for words costs little, and quotes little.
 * @module
 */

/** More than any event or batch has, and no more is needed to say what is wrong with one. */
const MOST_KEYS = 40;
/** Longer than any key of ours. */
const LONGEST_KEY = 64;
/** Longer than any text may be, so that what is cut stays wrong. */
const LONGEST_TEXT = 200;

/** A text, or an object of texts, cut short. Anything else as it is. */
export function shortened(value: unknown): unknown {
  if (typeof value === "string") return value.slice(0, LONGEST_TEXT);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const short = Object.entries(value)
    .slice(0, MOST_KEYS)
    .map(([key, held]: [string, unknown]) => [
      key.slice(0, LONGEST_KEY),
      typeof held === "string" ? held.slice(0, LONGEST_TEXT) : held,
    ]);
  return Object.fromEntries(short) as unknown;
}
