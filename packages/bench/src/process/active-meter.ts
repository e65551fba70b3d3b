/**
 * Time and energy of the turns in which a command ran, when it shares the machine by turns with another (M37).
 * @module
 */
import type { EnergyMeter } from "../meters/rapl.ts";
import type { MeterReading } from "./measure-command.ts";

/** Counts while it is going; stands still while it is paused. */
export interface ActiveMeter {
  readonly go: () => void;
  readonly pause: () => void;
  /** All turns so far, the one that is under way included. */
  readonly reading: () => MeterReading;
}

/** Starts paused. A GPU is not stopped by stopping the process that feeds it: its meter counts throughout. */
export function activeMeter(cpu: EnergyMeter | undefined, gpu: EnergyMeter | undefined): ActiveMeter {
  const now = (): Turn => ({
    wallS: performance.now() / 1000,
    cpuJ: cpu?.joules(),
    memoryJ: cpu?.memoryJoules?.(),
  });
  let before: Turn = { wallS: 0, cpuJ: cpu === undefined ? undefined : 0, memoryJ: undefined };
  if (cpu?.memoryJoules !== undefined) before = { ...before, memoryJ: 0 };
  let from: Turn | undefined;
  const soFar = (): Turn => (from === undefined ? before : plus(before, now(), from));
  return {
    go: () => {
      from ??= now();
    },
    pause: () => {
      before = soFar();
      from = undefined;
    },
    reading: () => {
      const { wallS, cpuJ, memoryJ } = soFar();
      const gpuJ = gpu?.joules();
      return {
        wallS,
        ...(cpuJ === undefined ? {} : { cpuJ }),
        ...(memoryJ === undefined ? {} : { memoryJ }),
        ...(gpuJ === undefined ? {} : { gpuJ }),
      };
    },
  };
}

interface Turn {
  readonly wallS: number;
  readonly cpuJ: number | undefined;
  readonly memoryJ: number | undefined;
}

function plus(before: Turn, end: Turn, from: Turn): Turn {
  const step = (of: (turn: Turn) => number | undefined): number | undefined => {
    const [sum, last, first] = [of(before), of(end), of(from)];
    return sum === undefined || last === undefined || first === undefined ? undefined : sum + last - first;
  };
  return {
    wallS: before.wallS + end.wallS - from.wallS,
    cpuJ: step((turn) => turn.cpuJ),
    memoryJ: step((turn) => turn.memoryJ),
  };
}
