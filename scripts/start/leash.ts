/**
 * Sees to it that no process of a start outlives it, `kill -9` included: a shell that waits for this process's end of a
 * pipe to close, which no way of dying can prevent. On Windows there is none.
 * @module
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A leash on processes. */
export interface Leash {
  readonly hold: (pid: number | undefined) => void;
  readonly release: (pid: number | undefined) => void;
  /** Lets go: nothing is held any more. */
  readonly end: () => void;
}

const SCRIPT = fileURLToPath(new URL("leash.sh", import.meta.url));

/** A leash that holds nothing yet. */
export function leash(): Leash {
  if (process.platform === "win32") {
    return { hold: () => undefined, release: () => undefined, end: () => undefined };
  }
  // detached: Ctrl-C goes to the whole group of a terminal, and this has to outlive it
  const shell = spawn("/bin/sh", [SCRIPT], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  shell.unref();
  // the pipe must not keep this process alive either
  (shell.stdin as unknown as { unref(): void }).unref();
  // a shell that somebody killed is no reason to end
  shell.stdin.on("error", () => undefined);
  const tell = (sign: "+" | "-", pid: number | undefined): void => {
    if (pid !== undefined && shell.stdin.writable) shell.stdin.write(`${sign}${pid}\n`);
  };
  return {
    hold: (pid) => tell("+", pid),
    release: (pid) => tell("-", pid),
    end: () => shell.stdin.end(),
  };
}
