/**
 * What a stranger sent, as a check: its size and its form are seen to. What its texts say is still theirs.
 * @module
 */
import { Check } from "../check.ts";
import { beyondBounds } from "./bounds.ts";

/** A check, or why it is none, in words that hold nothing of what was sent. */
export type ReadCheck =
  | { readonly check: Check; readonly refused?: undefined }
  | { readonly check?: undefined; readonly refused: string };

/** Reads JSON that is not to be trusted. Give what comes out to `fromStranger` before anything is told of it. */
export function readCheck(json: unknown): ReadCheck {
  const beyond = beyondBounds(json);
  if (beyond !== undefined) return { refused: `it holds ${beyond}` };
  const parsed = Check.safeParse(json);
  // the words of a schema quote what was found, and so are not passed on
  return parsed.success ? { check: parsed.data } : { refused: "it has another form" };
}
