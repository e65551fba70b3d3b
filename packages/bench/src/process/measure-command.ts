/**
 * Runs one command and meters it: wall time, CPU-seconds of its whole tree, energy where a meter tells it (M30–M32).
 *
 * The command waits at a gate until it stands in its cgroup and every meter has a first reading, so that nothing is
 * missed; it keeps its uid, its directory, its environment and its streams.
 * @module
 */
import type { Meters } from "../meters/choose.ts";
import type { CpuClock } from "../meters/cpu-clock.ts";
import type { OtherWork } from "../meters/other-work.ts";
import type { MeterName } from "../meters/probe.ts";
import { atExit } from "./at-exit.ts";
import { startGated } from "./gated-child.ts";
import type { End, GatedChild } from "./gated-child.ts";
import { activeMeter } from "./active-meter.ts";
import type { ActiveMeter } from "./active-meter.ts";
import { linger } from "./linger.ts";
import { OutputTail } from "./output-tail.ts";
import type { Seat } from "./turns.ts";

/** What to run, and how. */
export interface Command {
  /** Program and arguments; no shell comes between. */
  readonly argv: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** `inherit` hands our own streams over; `capture` keeps the last lines, for an error message. */
  readonly output: "inherit" | "capture";
  /** Longest run, waiting for its turn not counted; then the whole tree is killed. */
  readonly timeoutS?: number;
  /** How long to wait, after the command itself ended, for daemons that are still at work. */
  readonly lingerS: number;
  /** Ends that wait. */
  readonly stopLinger?: AbortSignal;
  /** What becomes of daemons that outlive that: a replicate kills them, `gramme run` lets them live. */
  readonly leftovers: "kill" | "release";
  /** Ends it: the whole tree is killed, and the measurement rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Where it takes turns with another; alone and throughout when not said. Wants a clock that can pause it. */
  readonly seat?: Seat;
  /** Called once it runs, with a way to send it a signal. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Called with each message of a child that speaks Node's IPC; its reply is sent back. */
  readonly onMessage?: (message: unknown, meter: () => MeterReading) => unknown;
}

/** Meters read at one moment of a run. */
export interface MeterReading {
  /** While it ran: waiting for its turn is not in it. */
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
  /** What the machine did besides; not told by turns, where the other arm is no other work, nor without a clock. */
  readonly otherWork?: OtherWork;
  /** What the meters could not see. */
  readonly misses: readonly string[];
  /** Daemons that were still there at the end. */
  readonly leftovers: number;
  /** Last lines of output, if captured. */
  readonly tail: readonly string[];
}

/** Runs `command` under the meters. Rejects with `CannotStart` if there is no shell, or no such folder. */
export async function measureCommand(command: Command, meters: Meters): Promise<MeasuredRun> {
  command.signal?.throwIfAborted();
  const tail = new OutputTail();
  const child = await startGated({ ...command, ipc: command.onMessage !== undefined });
  const forget = atExit(child.kill);
  command.signal?.addEventListener("abort", child.kill, { once: true });
  tail.follow(child.process.stdout, child.process.stderr);
  let clock: CpuClock | undefined;
  try {
    clock = meters.cpuClock?.();
    clock?.adopt(child.pid);
    command.onStart?.((signal) => child.process.kill(signal));
    return await metered(command, child, clock, meters, tail);
  } finally {
    forget();
    command.signal?.removeEventListener("abort", child.kill);
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
  const over = Promise.withResolvers<void>();
  try {
    await gpuEnergy?.ready;
    const meter = activeMeter(cpuEnergy, gpuEnergy);
    answer(child, command, meter.reading);
    const watched = command.seat === undefined ? meters.otherWork?.() : undefined;
    begin(command, child, clock, meter, over.promise);
    const { timedOut, ...end } = await endOrTimeOut(child, command, meter);
    await linger(command.lingerS, clock, command.stopLinger);
    const last = meter.reading();
    command.signal?.throwIfAborted();
    const misses = [...(clock?.misses ?? ["CPU time: no clock serves here"])];
    if (gpuEnergy !== undefined && last.gpuJ === undefined) {
      misses.push("GPU energy: nvidia-smi gave no sample, or stopped giving them");
    }
    const cpuS = clock?.seconds();
    const otherWork = watched?.(cpuS);
    return {
      ...last,
      ...end,
      timedOut,
      ...(clock === undefined || cpuS === undefined ? {} : { cpuS, clock: clock.meter }),
      ...(otherWork === undefined ? {} : { otherWork }),
      misses,
      leftovers: clock?.running().length ?? 0,
      tail: tail.lines(),
    };
  } finally {
    over.resolve();
    // what the samplers used is reaped before the next command's clock starts
    await Promise.all([cpuEnergy?.close(), gpuEnergy?.close()]);
  }
}

/** Opens the gate: at once, or at its first turn. */
function begin(
  command: Command,
  child: GatedChild,
  clock: CpuClock | undefined,
  meter: ActiveMeter,
  ended: Promise<void>,
): void {
  if (command.seat === undefined) {
    meter.go();
    child.open();
    return;
  }
  const pause = clock?.pause;
  if (pause === undefined) throw new TypeError("only a clock that can pause its processes can take turns");
  let isOpen = false;
  command.seat({
    go: () => {
      meter.go();
      if (isOpen) pause(false);
      else child.open();
      isOpen = true;
    },
    pause: () => {
      pause(true);
      meter.pause();
    },
    ended,
  });
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
  meter: ActiveMeter,
): Promise<End & { readonly timedOut: boolean }> {
  let timedOut = false;
  let limit: NodeJS.Timeout | undefined;
  const { timeoutS } = command;
  const watch = (): void => {
    const leftS = (timeoutS ?? Infinity) - meter.reading().wallS;
    if (leftS <= 0) {
      timedOut = true;
      child.kill();
    } else limit = setTimeout(watch, Math.ceil(leftS * 1000));
  };
  if (timeoutS !== undefined) watch();
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
