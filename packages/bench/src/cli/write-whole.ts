/**
 * Writes a file whole or not at all.
 * @module
 */
import {
  accessSync,
  constants,
  existsSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../config/user-error.ts";

/** Throws {@link UserError} if a file of this name cannot be written; asked before a long run, not after it. */
export function checkWritable(file: string): void {
  try {
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw new UserError(`${file}: cannot be written: ${(error as Error).message}`, undefined, {
      cause: error,
    });
  }
}

/**
 * Writes to a name beside it, then renames; a link's target is what is replaced. A device or a pipe is written to as it
 * is. Throws {@link UserError} naming the file, and leaves nothing behind.
 */
export function writeWhole(file: string, text: string): void {
  try {
    if (existsSync(file) && !statSync(file).isFile()) {
      writeFileSync(file, text);
      return;
    }
    const target = existsSync(file) ? realpathSync(file) : file;
    const part = `${target}.${process.pid}.part`;
    try {
      writeFileSync(part, text, { flag: "wx" });
      renameSync(part, target);
    } catch (error) {
      rmSync(part, { force: true });
      throw error;
    }
  } catch (error) {
    throw new UserError(`${file}: cannot be written: ${(error as Error).message}`, undefined, {
      cause: error,
    });
  }
}
