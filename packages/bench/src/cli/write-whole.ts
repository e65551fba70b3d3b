/**
 * Writes a file whole or not at all.
 * @module
 */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { UserError } from "../config/user-error.ts";

/** Writes to a name beside it, then renames. Throws {@link UserError} naming the file, and leaves nothing behind. */
export function writeWhole(file: string, text: string): void {
  const part = `${file}.${process.pid}.part`;
  try {
    writeFileSync(part, text, { flag: "wx" });
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw new UserError(`${file}: cannot be written: ${(error as Error).message}`, undefined, {
      cause: error,
    });
  }
}
