/**
 * Stage 2 as a runner gets it: the committed file, which another test sees to be fresh.
 * @module
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The file that a runner starts. */
export const COMMENT_FILE: string = fileURLToPath(new URL("../../dist/comment.mjs", import.meta.url));

/** Its text. */
export function commentBundle(): string {
  return readFileSync(COMMENT_FILE, "utf8");
}
