/**
 * The folder of a start: what it measured, its ledger, what its service has not sent yet. All of it is of that start.
 * @module
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { commitOf } from "@gramme/bench";
import { StartError } from "./start-error.ts";

/** A folder that is one start's own until it is released. */
export interface StartFolder {
  /** Absolute path. */
  readonly path: string;
  readonly release: () => void;
}

/** Longest that the ledger of a start that was killed takes to end. */
const LAST_ONE_WITHIN_MS = 12_000;

/**
 * The usual folder, emptied of the start before.
 * Throws a {@link StartError} where another start is at work in it: two would measure each other.
 */
export function usualFolder(path: string): StartFolder {
  const lock = made(path, "another npm start is at work: end it first (Ctrl-C there)");
  const ledgerLock = join(path, "ledger", "lock.sqlite");
  if (existsSync(ledgerLock)) {
    try {
      locked(ledgerLock, LAST_ONE_WITHIN_MS).close();
    } catch (error) {
      lock.close();
      throw new StartError(`${join(path, "ledger")} is being served: end that first`, 1, { cause: error });
    }
  }
  for (const name of readdirSync(path).filter((entry) => !OURS.includes(entry))) {
    rmSync(join(path, name), { recursive: true, force: true });
  }
  return { path, release: () => lock.close() };
}

/** A folder that somebody chose, to keep. Throws a {@link StartError} where something is in it. */
export function chosenFolder(path: string): StartFolder {
  if (existsSync(path) && readdirSync(path).length > 0) {
    throw new StartError(
      `${path} is not empty: all that a start shows was measured in it, so it wants a folder of its own`,
      2,
    );
  }
  const lock = made(path, `${path} is another start's`);
  return { path, release: () => lock.close() };
}

const OURS: readonly string[] = [".gitignore", "lock.sqlite"];

/** Makes the folder and locks it. The lock is the operating system's: it ends with the process however that ends. */
function made(path: string, taken: string): DatabaseSync {
  try {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, ".gitignore"), "*\n");
  } catch (error) {
    throw new StartError(`${path} cannot be written: ${(error as Error).message}`, 1, { cause: error });
  }
  try {
    return locked(join(path, "lock.sqlite"), 0);
  } catch (error) {
    throw new StartError(taken, 1, { cause: error });
  }
}

function locked(file: string, timeoutMs: number): DatabaseSync {
  const lock = new DatabaseSync(file, { timeout: timeoutMs });
  try {
    lock.exec("PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

/**
 * The folder whose commit is what is measured: that of the configuration. Where it is in no repository, the start's own
 * folder, which gets one and a commit of the configuration in it: a ledger wants to know what was measured.
 * Throws a {@link StartError} where there is no git either.
 */
export function committedFolder(path: string, config: string): string {
  const sources = dirname(config);
  if (hasCommit(sources)) return sources;
  copyFileSync(config, join(path, "gramme.yml"));
  const git = (...args: readonly string[]): void => {
    const author = ["-c", "user.name=gramme", "-c", "user.email=gramme@localhost"];
    execFileSync("git", ["-C", path, ...author, ...args], { stdio: "ignore" });
  };
  try {
    git("init", "--quiet");
    git("add", "--force", "gramme.yml");
    git("commit", "--quiet", "--no-gpg-sign", "--message", "What npm start measured");
  } catch (error) {
    throw new StartError("a ledger books what it is told under a commit, so this wants git", 4, {
      cause: error,
    });
  }
  return path;
}

function hasCommit(folder: string): boolean {
  try {
    commitOf(folder, "HEAD");
    return true;
  } catch {
    // no repository, or none with a commit
    return false;
  }
}
