/**
 * Of what many inferences are made up: a mean over all of them says little where they are of many kinds.
 * @module
 */
import { many } from "./many.ts";
import { named } from "./named.ts";

/** A kind, and how many there were of it. */
export interface Part {
  readonly name: string;
  readonly count: number;
}

/** `all of text-classification`, `98 % of them voice-activity-detection, 4 tasks in all`. Empty of nothing. */
export function mixText(parts: readonly Part[], kind: string, kinds: string): string {
  const some = parts.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  const [most] = some;
  if (most === undefined) return "";
  if (some.length === 1) return `all of ${named(most.name)}`;
  const all = some.reduce((sum, { count }) => sum + count, 0);
  const share = (most.count / all) * 100;
  return `${share > 99 ? "over 99" : Math.round(share)} % of them ${named(most.name)}, ${many(some.length, kind, kinds)} in all`;
}
