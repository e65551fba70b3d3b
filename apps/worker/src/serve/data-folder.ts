/**
 * The folder that a ledger on one machine lives in: made, locked for one serve at a time, looked over before it is used.
 * @module
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ServeError } from "./serve-error.ts";

/** A folder that is ours until it is released. */
export interface DataFolder {
  /** Absolute path. */
  readonly path: string;
  /** Tells the next who finds the folder in use where. */
  readonly announce: (url: string) => void;
  readonly release: () => void;
}

/**
 * Makes a folder this process's own. The lock is the operating system's, on a file: it ends with the process however
 * that ends. Throws a {@link ServeError} where the folder cannot be written, is another's or is broken.
 */
export function openDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  try {
    // what it counts is the team's own: nobody else on the machine reads it
    mkdirSync(path, { recursive: true, mode: 0o700 });
    // a ledger is no part of the repository that it happens to stand in
    writeFileSync(join(path, ".gitignore"), "*\n");
  } catch (error) {
    throw new ServeError(`${folder} cannot be written (${codeOf(error)}); choose another with --data`, {
      cause: error,
    });
  }
  const holderFile = join(path, "serve.json");
  const lock = locked(join(path, "lock.sqlite"), folder, holderFile);
  try {
    lookOver(path);
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    path,
    announce: (url) => {
      writeFileSync(holderFile, `${JSON.stringify({ pid: process.pid, url })}\n`);
    },
    release: () => {
      rmSync(holderFile, { force: true });
      lock.close();
    },
  };
}

function locked(file: string, folder: string, holderFile: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec("PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock?.close();
    const words = error instanceof Error ? error.message : String(error);
    if (!/locked/u.test(words)) {
      throw new ServeError(`${folder} cannot be locked (${words}); choose another with --data`, {
        cause: error,
      });
    }
    throw new ServeError(
      `${folder} is in use by ${holder(holderFile)}; end that, or choose another with --data`,
      {
        cause: error,
      },
    );
  }
}

function holder(file: string): string {
  try {
    const { pid, url } = JSON.parse(readFileSync(file, "utf8")) as {
      readonly pid: number;
      readonly url: string;
    };
    return `another gramme serve (process ${pid}, ${url})`;
  } catch {
    return "another gramme serve";
  }
}

/** Opens every database that is there once: what is no database must be said now, and not by a request that fails. */
function lookOver(path: string): void {
  const files = readdirSync(path, { recursive: true, encoding: "utf8" }).filter(
    (file) => /^(?:d1|do)[\\/]/u.test(file) && file.endsWith(".sqlite"),
  );
  for (const file of files) {
    try {
      using database = new DatabaseSync(join(path, file));
      // reads the header and the first page, and takes in what a crash left in the write-ahead log
      database.prepare("SELECT count(*) FROM sqlite_schema").get();
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      throw new ServeError(
        `${join(relative(process.cwd(), path) || ".", file)} is broken (${words}); put a copy of the folder in its place, or start anew with another --data`,
        { cause: error },
      );
    }
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
