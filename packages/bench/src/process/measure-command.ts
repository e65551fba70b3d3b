/**
 * Runs one command and meters it: wall time, CPU-seconds of its whole tree, energy where a meter tells it.
 *
 * The command waits at a gate (a read on fd 3) until it stands in its cgroup, so that not one CPU-second is missed;
 * it keeps its uid, its directory and its streams.
 * @module
 */
import { spawn } from "node:child_process";
import type { ChildProcess, StdioOptions } from "node:child_process";
import type { Writable } from "node:stream";
import type { Meters } from "../meters/choose.ts";
import type { MeterName } from "../meters/probe.ts";
import { atExit } from "./at-exit.ts";
import { OutputTail } from "./output-tail.ts";

/** What to run, and how. */
export interface Command {
  /** Program and arguments; no shell comes between. */
  readonly argv: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** `inherit` hands our own streams over; `capture` keeps the last lines, for an error message. */
  readonly output: "inherit" | "capture";
  /** Longest run; then the whole tree is killed. */
  readonly timeoutS?: number;
  /** How long to wait, after the command itself ended, for daemons that are still at work. */
  readonly lingerS: number;
  /** What becomes of daemons that outlive that: a replicate kills them, `gramme run` lets them live. */
  readonly leftovers: "kill" | "release";
  /** Called once it runs, with a way to send it a signal. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Called with each message of a child that speaks Node's IPC; its reply is sent back. */
  readonly onMessage?: (message: unknown, meter: () => MeterReading) => unknown;
}

/** Meters read at one moment of a run. */
export interface MeterReading {
  readonly wallS: number;
  /** J inside the CPU package, where RAPL tells. */
  readonly cpuJ?: number;
  /** J of memory, where RAPL tells it apart. */
  readonly memoryJ?: number;
  /** J of the GPUs, where NVML tells. */
  readonly gpuJ?: number;
}

/** One metered run. */
export interface MeasuredRun extends MeterReading {
  /** Exit code, or undefined if a signal ended it. */
  readonly exitCode?: number;
  readonly signal?: NodeJS.Signals;
  readonly timedOut: boolean;
  /** CPU-seconds of the tree; undefined where no clock serves. */
  readonly cpuS?: number;
  readonly clock?: MeterName;
  /** What the clock could not see. */
  readonly misses: readonly string[];
  /** Daemons that were still there at the end. */
  readonly leftovers: number;
  /** Last lines of output, if captured. */
  readonly tail: readonly string[];
}

/** The command could not be started at all. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}

/** 127 and 126 are what `sh` says of a command that it cannot find or run. */
const GATE = 'read -r _ <&3; exec 3<&-; exec "$@"';

/** Runs `command` under the meters. Rejects with {@link CannotStart} if there is no shell to start it with. */
export async function measureCommand(command: Command, meters: Meters): Promise<MeasuredRun> {
  const clock = meters.cpuClock?.();
  const tail = new OutputTail();
  const out = command.output === "inherit" ? "inherit" : "pipe";
  const stdio: StdioOptions = [command.output === "inherit" ? "inherit" : "ignore", out, out, "pipe"];
  if (command.onMessage !== undefined) stdio.push("ipc");
  const child = spawn("sh", ["-c", GATE, "sh", ...command.argv], {
    stdio,
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    env: command.env ?? process.env,
    // a group of its own, so that a time-out reaches the whole tree even without a cgroup
    detached: command.output === "capture",
  });
  const forget = atExit(() => killTree(child, command.output === "capture"));
  try {
    tail.follow(child.stdout, child.stderr);
    await started(child);
    command.onStart?.((signal) => child.kill(signal));
    clock?.adopt(child.pid ?? 0);
    const cpuEnergy = meters.cpuEnergy?.();
    const gpuEnergy = meters.gpuEnergy?.();
    await gpuEnergy?.ready;
    const from = performance.now();
    const read = (): MeterReading => {
      const wallS = (performance.now() - from) / 1000;
      const [cpuJ, memoryJ, gpuJ] = [cpuEnergy?.joules(), cpuEnergy?.memoryJoules?.(), gpuEnergy?.joules()];
      return {
        wallS,
        ...(cpuJ === undefined ? {} : { cpuJ }),
        ...(memoryJ === undefined ? {} : { memoryJ }),
        ...(gpuJ === undefined ? {} : { gpuJ }),
      };
    };
    try {
      answer(child, command, read);
      openGate(child);
      const end = await ended(child, command);
      await linger(command.lingerS, clock);
      const reading = read();
      const leftovers = clock?.running().length ?? 0;
      return {
        ...reading,
        ...end,
        ...(clock === undefined ? {} : { cpuS: clock.seconds(), clock: clock.meter }),
        misses: clock?.misses ?? ["CPU time: no clock serves here"],
        leftovers,
        tail: tail.lines(),
      };
    } finally {
      cpuEnergy?.close();
      gpuEnergy?.close();
    }
  } finally {
    forget();
    if (child.exitCode === null && child.signalCode === null) killTree(child, command.output === "capture");
    if (command.leftovers === "release") clock?.release();
    clock?.close();
  }
}

function killTree(child: ChildProcess, ownGroup: boolean): void {
  if (child.pid === undefined) return;
  try {
    process.kill(ownGroup ? -child.pid : child.pid, "SIGKILL");
  } catch {
    // it was gone already
  }
}

function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error) => reject(new CannotStart(error.message, { cause: error })));
  });
}

function openGate(child: ChildProcess): void {
  const gate = child.stdio[3] as Writable;
  // a command that ended at once has closed its end
  gate.on("error", () => {});
  gate.end("\n");
}

function answer(child: ChildProcess, command: Command, read: () => MeterReading): void {
  const { onMessage } = command;
  if (onMessage === undefined) return;
  child.on("message", (message) => {
    const reply = onMessage(message, read);
    if (child.connected) child.send(reply as object, () => {});
  });
}

interface End {
  readonly exitCode?: number;
  readonly signal?: NodeJS.Signals;
  readonly timedOut: boolean;
}

async function ended(child: ChildProcess, command: Command): Promise<End> {
  let timedOut = false;
  const limit =
    command.timeoutS === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          killTree(child, command.output === "capture");
        }, command.timeoutS * 1000);
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    // 'exit', not 'close': a daemon may hold the pipes open long after
    child.once("exit", (code, by) => resolve([code, by]));
  });
  clearTimeout(limit);
  // what it said last may still be on its way; a daemon that holds the pipes open is not waited for
  if (exitCode !== 0 && command.output === "capture") {
    await Promise.race([
      new Promise((resolve) => child.once("close", resolve)),
      new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS)),
    ]);
  }
  return {
    ...(exitCode === null ? {} : { exitCode }),
    ...(signal === null ? {} : { signal }),
    timedOut,
  };
}

const LAST_WORDS_MS = 200;
const LINGER_STEP_MS = 100;
/** Less CPU than this in a step is a daemon that waits, not one that works: 2 % of one core. */
const IDLE_SHARE = 0.02;

/** Waits while processes that outlived the command are still at work, to a limit. */
async function linger(
  limitS: number,
  clock: ReturnType<NonNullable<Meters["cpuClock"]>> | undefined,
): Promise<void> {
  if (clock === undefined) return;
  const until = performance.now() + limitS * 1000;
  let before = clock.running().length === 0 ? 0 : clock.seconds();
  while (clock.running().length > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, LINGER_STEP_MS));
    const now = clock.seconds();
    if (now - before < (LINGER_STEP_MS / 1000) * IDLE_SHARE) return;
    before = now;
  }
}
