/**
 * The processes of a start: each is owned, and none outlives it, however it ends.
 * @module
 */
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { leash, type Leash } from "./leash.ts";
import { StartError } from "./start-error.ts";

/** Processes that are started, waited for and ended. */
export interface Household {
  /** Runs Node to its end and gives what it wrote to standard output. `what` names it where it fails. */
  readonly run: (what: string, args: readonly string[], where?: Where) => Promise<string>;
  /** Starts what serves, and gives the `url` of the line of JSON that it prints once it does. */
  readonly serve: (what: string, args: readonly string[]) => Promise<string>;
  /** Ends all, the newest first, each in its own good time or after 15 seconds by force. */
  readonly end: () => Promise<void>;
  /** Ends all at once, by force. */
  readonly kill: () => void;
}

/** Where a command runs. */
export interface Where {
  readonly cwd?: string;
  /** File that is its standard input. */
  readonly input?: string;
}

const GRACE_MS = 15_000;
/** In the environment for a ledger elsewhere: nothing of a start goes there. */
const ELSEWHERE = ["GRAMME_LEDGER", "GRAMME_KEY"];

/**
 * An empty household.
 * @param stop aborted by what serves and ends by itself, with a {@link StartError}; once it is aborted, by whomever, what
 * runs is ended
 */
export function household(stop: AbortController): Household {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ELSEWHERE.includes(name)));
  const alive: Owned[] = [];
  let watch: Leash | undefined;

  const begin = (args: readonly string[], { cwd, input }: Where = {}): Owned => {
    stop.signal.throwIfAborted();
    watch ??= leash();
    const read = input === undefined ? undefined : openSync(input, "r");
    const child = spawn(process.execPath, args, {
      stdio: [read ?? "ignore", "pipe", "inherit"],
      env,
      cwd,
      // Ctrl-C goes to the whole group of a terminal; what it means for each of these is said here
      detached: process.platform !== "win32",
    });
    if (read !== undefined) closeSync(read);
    const owned = { child, ended: endOf(child) };
    alive.push(owned);
    watch.hold(child.pid);
    void owned.ended.then(() => {
      watch?.release(child.pid);
      alive.splice(alive.indexOf(owned), 1);
    });
    return owned;
  };

  const run = async (what: string, args: readonly string[], where?: Where): Promise<string> => {
    const { child, ended } = begin(args, where);
    const pieces: Buffer[] = [];
    child.stdout?.on("data", (piece: Buffer) => pieces.push(piece));
    const abort = (): void => void child.kill("SIGTERM");
    stop.signal.addEventListener("abort", abort, { once: true });
    const end = await ended;
    stop.signal.removeEventListener("abort", abort);
    stop.signal.throwIfAborted();
    if (end.code !== 0) throw failed(what, end);
    return Buffer.concat(pieces).toString("utf8");
  };

  const serve = async (what: string, args: readonly string[]): Promise<string> => {
    const { child, ended } = begin(args);
    void ended.then((end) => {
      // where the start itself ends, this changes nothing: only the first reason counts
      stop.abort(failed(what, end));
    });
    const said = Promise.withResolvers<string>();
    stop.signal.addEventListener("abort", () => said.reject(stop.signal.reason), { once: true });
    if (child.stdout !== null) createInterface(child.stdout).once("line", said.resolve);
    return (JSON.parse(await said.promise) as { readonly url: string }).url;
  };

  const end = async (): Promise<void> => {
    stop.abort(new StartError("it was ended"));
    for (const owned of alive.toReversed()) {
      owned.child.kill("SIGTERM");
      const inTime = await Promise.race([
        owned.ended.then(() => true),
        sleep(GRACE_MS, false, { ref: false }),
      ]);
      if (!inTime) {
        force(owned.child);
        await owned.ended;
      }
    }
    watch?.end();
  };

  const kill = (): void => {
    for (const { child } of alive) force(child);
  };

  return { run, serve, end, kill };
}

interface Owned {
  readonly child: ChildProcess;
  readonly ended: Promise<End>;
}

interface End {
  readonly code: number | null;
  /** Signal that ended it, or why it was not started. */
  readonly why: string | null;
}

async function endOf(child: ChildProcess): Promise<End> {
  const { promise, resolve } = Promise.withResolvers<End>();
  child.once("error", ({ message }) => resolve({ code: null, why: message }));
  // not "exit": what it wrote last is to be read first
  child.once("close", (code, signal) => resolve({ code, why: signal }));
  return promise;
}

function failed(what: string, { code, why }: End): StartError {
  return new StartError(
    `${what} ended with ${code === null ? (why ?? "no code") : `code ${code}`}`,
    code === null || code === 0 ? 1 : code,
  );
}

/** With all that it started and did not detach. */
function force(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // it has just ended by itself
  }
}
