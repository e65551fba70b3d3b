/**
 * Names of labels.
 * @module
 */

/** Name of a label's value; one that the sender left out has none. */
export function nameOf(key: string | null): string {
  return key === null || key === "" ? "(not said)" : key;
}
