/**
 * Matching names as people type them: one folded form to look up, and the nearest names when nothing fits.
 * @module
 */
import { distance } from "fastest-levenshtein";

/** Most suggestions that an error carries. */
export const MAX_SUGGESTIONS = 3;

/** A name without case, accents, spaces, punctuation or a leading "the"; "&" is "and" and "St" is "saint". */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("&", " and ")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^the /u, "")
    .replace(/^st /u, "saint ")
    .replaceAll(" ", "");
}

/**
 * Values whose name is nearest to `text`, best first, at most three, none that differs in more than a third of its
 * letters. A name that holds the text whole counts as one letter away.
 * @param named folded name → value; several names may lead to one value
 */
export function nearest<T>(text: string, named: Iterable<readonly [string, T]>): readonly T[] {
  const wanted = folded(text);
  const best = new Map<T, number>();
  for (const [name, value] of named) {
    const held = wanted.length >= 3 && name.includes(wanted);
    const away = held ? 1 : distance(wanted, name);
    const limit = Math.floor(Math.max(wanted.length, name.length) / 3);
    if (away <= limit && away < (best.get(value) ?? Number.POSITIVE_INFINITY)) best.set(value, away);
  }
  return [...best]
    .toSorted((a, b) => a[1] - b[1])
    .slice(0, MAX_SUGGESTIONS)
    .map(([value]) => value);
}
