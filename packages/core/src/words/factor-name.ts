/**
 * Factors by what they are of, for people.
 * @module
 */
import { doubtMeaning } from "./doubt.ts";

/** What is no source of doubt of a CO2e figure, or is called otherwise there; by the beginning of an id. */
const NAMES: readonly (readonly [start: string, name: string])[] = [
  ["gpu/idle-ratio", "power of an idle GPU"],
  ["wue/", "water of cooling"],
  ["electricity/", "water, minerals and primary energy of electricity"],
  ["rate/", "published energy of the task"],
  ["point/", "published energy of the task"],
];

/** What a factor is of: `power of memory`. Its id where there are no words for it yet. */
export function factorName(id: string): string {
  return NAMES.find(([start]) => id.startsWith(start))?.[1] ?? doubtMeaning(id) ?? id;
}
