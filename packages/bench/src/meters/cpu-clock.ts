/**
 * What counts the CPU-seconds of a process tree.
 * @module
 */
import type { MeterName } from "./probe.ts";

/** CPU-seconds of one process tree. One clock serves one command. */
export interface CpuClock {
  readonly meter: MeterName;
  /** What this clock cannot see, in words for people; empty when it sees all. */
  readonly misses: readonly string[];
  /** Takes a process in, before it has done anything. */
  readonly adopt: (pid: number) => void;
  /** CPU-seconds so far. For reaped children: only after the command has ended. */
  readonly seconds: () => number;
  /** Makes all its processes stand still, or lets them go on; absent where the clock cannot. */
  readonly pause?: (standStill: boolean) => void;
  /** Processes that still run, as far as the clock can tell. */
  readonly running: () => readonly number[];
  /** Lets what still runs go on, uncounted from here. */
  readonly release: () => void;
  /** Ends it, and whatever it still holds. Safe to call twice. */
  readonly close: () => void;
}
