/**
 * Remembers what a pure function gave, so that a law is computed once per number of pairs and not once per verdict.
 * @module
 */

/** `make`, remembered by `key`. It forgets everything once `most` answers are held, so that it cannot grow without end. */
export function remembered<A extends readonly unknown[], V>(
  most: number,
  key: (...input: A) => string | number,
  make: (...input: A) => V,
): (...input: A) => V {
  const held = new Map<string | number, V>();
  return (...input) => {
    const name = key(...input);
    const known = held.get(name);
    if (known !== undefined) return known;
    const made = make(...input);
    if (held.size >= most) held.clear();
    held.set(name, made);
    return made;
  };
}
