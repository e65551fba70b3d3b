/**
 * A command that waits at a gate, a read on fd 3, until it is let go.
 * @module
 */
import { spawn } from "node:child_process";
import type { ChildProcess, StdioOptions } from "node:child_process";
import type { Writable } from "node:stream";
import { oddVariables } from "./environment.ts";

/** The command could not be started at all. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}

/** What to start. */
export interface GatedCommand {
  readonly argv: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly output: "inherit" | "capture";
  /** Whether it speaks Node's IPC. */
  readonly ipc: boolean;
}

/** How a command ended. */
export interface End {
  readonly exitCode?: number;
  readonly signal?: NodeJS.Signals;
}

/** A child at the gate, and then behind it. */
export interface GatedChild {
  readonly process: ChildProcess;
  readonly pid: number;
  /** Lets it go. */
  readonly open: () => void;
  /** Settles when it has ended, at the gate or after; a daemon that holds its pipes open is not waited for. */
  readonly ended: Promise<End>;
  /** Kills it, and its process group if it has one of its own. Safe at any time. */
  readonly kill: () => void;
}

/**
 * If the gate is closed without a word, whoever opened it is gone: then the command does not run. 127 and 126 are
 * what `sh` says of a command that it cannot find or run.
 */
const GATE = 'read -r _ <&3 || exit 125; exec 3<&-; exec "$@"';

/** Starts a command, up to its gate. Rejects with {@link CannotStart} if there is no shell, or no such folder. */
export async function startGated(command: GatedCommand): Promise<GatedChild> {
  const { output } = command;
  const out = output === "inherit" ? "inherit" : "pipe";
  const stdio: StdioOptions = [output === "inherit" ? "inherit" : "ignore", out, out, "pipe"];
  if (command.ipc) stdio.push("ipc");
  const env = command.env ?? process.env;
  // a captured command has a process group of its own, so that a time-out reaches its tree even without a cgroup
  const ownGroup = output === "capture";
  const child = spawn("sh", ["-c", GATE, "sh", ...oddVariables(env), ...command.argv], {
    stdio,
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    env,
    detached: ownGroup,
  });
  const ended = new Promise<End>((resolve) => {
    child.once("exit", (code, signal) =>
      resolve({ ...(code === null ? {} : { exitCode: code }), ...(signal === null ? {} : { signal }) }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error) => reject(new CannotStart(error.message, { cause: error })));
  });
  const pid = child.pid ?? 0;
  const gate = child.stdio[3] as Writable;
  // a command that ended at once has closed its end
  gate.on("error", () => {});
  return {
    process: child,
    pid,
    open: () => {
      gate.end("\n");
    },
    ended,
    kill: () => {
      try {
        process.kill(ownGroup ? -pid : pid, "SIGKILL");
      } catch {
        // it was gone already
      }
    },
  };
}
