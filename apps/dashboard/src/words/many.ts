/**
 * Counts with what they count.
 * @module
 */
import { counted } from "./counted.ts";

/** `1 inference`, `1,234 inferences`. */
export function many(count: number, one: string, more: string = `${one}s`): string {
  return `${counted(count)} ${count === 1 ? one : more}`;
}
