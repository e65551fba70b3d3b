/**
 * Lists of names that may be long.
 * @module
 */
import { counted } from "./counted.ts";

/** Names that are told before the rest is counted. */
const MOST = 5;

/** `a, b, c`; of more than six, the first five `and 70 more`. */
export function someOf(names: readonly string[]): string {
  return names.length <= MOST + 1
    ? names.join(", ")
    : `${names.slice(0, MOST).join(", ")} and ${counted(names.length - MOST)} more`;
}
