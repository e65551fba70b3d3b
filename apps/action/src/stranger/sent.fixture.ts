/**
 * A check as it comes from a stranger.
 * @module
 */
import type { Check } from "../check.ts";
import { readCheck } from "./read-check.ts";

/** Through JSON, the bounds and the schema. Throws where it is refused. */
export function sent(value: unknown): Check {
  const read = readCheck(JSON.parse(JSON.stringify(value)));
  if (read.check === undefined) throw new Error(read.refused);
  return read.check;
}
