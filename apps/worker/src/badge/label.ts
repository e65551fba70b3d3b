/**
 * The left word of a badge.
 * @module
 */

const LONGEST_NAME = 40;

/** What a badge is about, and of which names, where it is of some. */
export function labelled(about: string, names: readonly string[]): string {
  return [about, ...names.map(shortened)].join(", ");
}

function shortened(name: string): string {
  const characters = Array.from(name);
  return characters.length <= LONGEST_NAME ? name : `${characters.slice(0, LONGEST_NAME - 1).join("")}…`;
}
