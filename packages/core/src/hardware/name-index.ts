/**
 * Looking a chip up by name, and the nearest names when there is none.
 * @module
 */
import { distance } from "fastest-levenshtein";

import { nameKey } from "./name.ts";

/** A row that can be looked up. */
export interface Named {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Key of a name → row. Built once for each table. */
export type NameIndex<T extends Named> = ReadonlyMap<string, T>;

/**
 * The index of a table by name and aliases, and by `shorter` forms of their keys where no row has that key as its
 * own. The first row wins a key; that no two rows share one is a test of the tables.
 */
export function nameIndex<T extends Named>(
  rows: readonly T[],
  shorter: (key: string) => string | undefined = () => undefined,
): NameIndex<T> {
  const index = new Map<string, T>();
  const put = (key: string | undefined, row: T): void => {
    if (key !== undefined && key !== "" && !index.has(key)) index.set(key, row);
  };
  const keysOf = (row: T): readonly string[] => [row.name, ...row.aliases].map(nameKey);
  for (const row of rows) for (const key of keysOf(row)) put(key, row);
  for (const row of rows) for (const key of keysOf(row)) put(shorter(key), row);
  return index;
}

/** The row of that very chip, however its name is written; a near miss is no match. */
export function found<T extends Named>(index: NameIndex<T>, name: string): T | undefined {
  return index.get(nameKey(name));
}

/** A name that starts with the wanted one, or holds it, is nearer than any misspelling: "V100" is not the A100. */
function remoteness(wanted: string, key: string): number {
  const rest = (key.length - wanted.length) / 100;
  if (wanted.length >= 2 && key.startsWith(wanted)) return rest;
  if (wanted.length >= 4 && key.includes(wanted)) return 0.5 + rest;
  return distance(wanted, key);
}

/** Names of the `count` rows whose keys are nearest, best first; none that differs in over a third of its letters. */
export function nearestNames<T extends Named>(index: NameIndex<T>, name: string, count: number): string[] {
  const wanted = nameKey(name);
  if (wanted === "") return [];
  const best = new Map<string, number>();
  for (const [key, row] of index) {
    const away = remoteness(wanted, key);
    const limit = Math.max(1, Math.floor(Math.max(wanted.length, key.length) / 3));
    if (away <= limit && away < (best.get(row.name) ?? Number.POSITIVE_INFINITY)) best.set(row.name, away);
  }
  return [...best]
    .toSorted(([nameA, a], [nameB, b]) => a - b || nameA.localeCompare(nameB, "en"))
    .slice(0, count)
    .map(([near]) => near);
}
