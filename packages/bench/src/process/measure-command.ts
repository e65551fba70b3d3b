/**
 * Runs one command and meters it: wall time, CPU-seconds of its whole tree, energy where a meter tells it (M30–M32).
 *
 * The command waits at a gate until it stands in its cgroup and every meter has a first reading, so that nothing is
 * missed; it keeps its uid, its directory, its environment and its streams.
 * @module
 */
import type { Meters } from "../meters/choose.ts";
import type { CpuClock } from "../meters/cpu-clock.ts";
import type { MeterName } from "../meters/probe.ts";
import type { EnergyMeter } from "../meters/rapl.ts";
import { atExit } from "./at-exit.ts";
import { startGated } from "./gated-child.ts";
import type { End, GatedChild } from "./gated-child.ts";
import { linger } from "./linger.ts";
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
  /** Ends that wait. */
  readonly stopLinger?: AbortSignal;
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
export interface MeasuredRun extends MeterReading, End {
  readonly timedOut: boolean;
  /** CPU-seconds of the tree; undefined where no clock serves. */
  readonly cpuS?: number;
  readonly clock?: MeterName;
  /** What the meters could not see. */
  readonly misses: readonly string[];
  /** Daemons that were still there at the end. */
  readonly leftovers: number;
  /** Last lines of output, if captured. */
  readonly tail: readonly string[];
}

/** Runs `command` under the meters. Rejects with `CannotStart` if there is no shell, or no such folder. */
export async function measureCommand(command: Command, meters: Meters): Promise<MeasuredRun> {
  const tail = new OutputTail();
  const child = await startGated({ ...command, ipc: command.onMessage !== undefined });
  const forget = atExit(child.kill);
  tail.follow(child.process.stdout, child.process.stderr);
  let clock: CpuClock | undefined;
  try {
    clock = meters.cpuClock?.();
    clock?.adopt(child.pid);
    command.onStart?.((signal) => child.process.kill(signal));
    return await metered(command, child, clock, meters, tail);
  } finally {
    forget();
    // a captured command's group may hold children that it left behind, and that no cgroup holds
    const running = child.process.exitCode === null && child.process.signalCode === null;
    if (command.leftovers === "kill" || running) child.kill();
    else clock?.release();
    clock?.close();
    // a daemon that holds the pipes open must not keep us
    child.process.stdout?.destroy();
    child.process.stderr?.destroy();
  }
}

async function metered(
  command: Command,
  child: GatedChild,
  clock: CpuClock | undefined,
  meters: Meters,
  tail: OutputTail,
): Promise<MeasuredRun> {
  const cpuEnergy = meters.cpuEnergy?.();
  const gpuEnergy = meters.gpuEnergy?.();
  try {
    await gpuEnergy?.ready;
    const from = performance.now();
    const read = (): MeterReading => reading((performance.now() - from) / 1000, cpuEnergy, gpuEnergy);
    answer(child, command, read);
    child.open();
    const { timedOut, ...end } = await endOrTimeOut(child, command);
    await linger(command.lingerS, clock, command.stopLinger);
    const last = read();
    const misses = [...(clock?.misses ?? ["CPU time: no clock serves here"])];
    if (gpuEnergy !== undefined && last.gpuJ === undefined) {
      misses.push("GPU energy: nvidia-smi gave no sample, or stopped giving them");
    }
    return {
      ...last,
      ...end,
      timedOut,
      ...(clock === undefined ? {} : { cpuS: clock.seconds(), clock: clock.meter }),
      misses,
      leftovers: clock?.running().length ?? 0,
      tail: tail.lines(),
    };
  } finally {
    // what the samplers used is reaped before the next command's clock starts
    await Promise.all([cpuEnergy?.close(), gpuEnergy?.close()]);
  }
}

function reading(wallS: number, cpu: EnergyMeter | undefined, gpu: EnergyMeter | undefined): MeterReading {
  const [cpuJ, memoryJ, gpuJ] = [cpu?.joules(), cpu?.memoryJoules?.(), gpu?.joules()];
  return {
    wallS,
    ...(cpuJ === undefined ? {} : { cpuJ }),
    ...(memoryJ === undefined ? {} : { memoryJ }),
    ...(gpuJ === undefined ? {} : { gpuJ }),
  };
}

function answer(child: GatedChild, command: Command, read: () => MeterReading): void {
  const { onMessage } = command;
  if (onMessage === undefined) return;
  child.process.on("message", (message) => {
    const reply = onMessage(message, read);
    if (child.process.connected) child.process.send(reply as object, () => {});
  });
}

const LAST_WORDS_MS = 200;

async function endOrTimeOut(
  child: GatedChild,
  command: Command,
): Promise<End & { readonly timedOut: boolean }> {
  let timedOut = false;
  const limit =
    command.timeoutS === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          child.kill();
        }, command.timeoutS * 1000);
  const end = await child.ended;
  clearTimeout(limit);
  // what it said last may still be on its way; a daemon that holds the pipes open is not waited for
  if (end.exitCode !== 0 && command.output === "capture") {
    await Promise.race([
      new Promise((resolve) => child.process.once("close", resolve)),
      new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS)),
    ]);
  }
  return { ...end, timedOut };
}
