/**
 * CPU-seconds of children that have ended and were waited for, from /proc/self/stat (methodology M30): what `time`
 * sees. Ticks of 10 ms. Blind to daemons, which their parent did not wait for.
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CpuClock } from "./cpu-clock.ts";
import type { Probe } from "./probe.ts";
import type { Roots } from "./roots.ts";

/** USER_HZ: 100 on every Linux that Node runs on; the kernel reports in it whatever its own HZ. */
const TICKS_PER_SECOND = 100;

/** Position of cutime in /proc/self/stat, counted after the command name; cstime follows it. */
const CUTIME = 13;

/** Whether the kernel tells the CPU time of our ended children. */
export function probeReaped(roots: Roots): Probe<CpuClock> {
  const file = join(roots.proc, "self/stat");
  if (!existsSync(file)) {
    return { meter: "reaped-children", available: false, whyNot: "no /proc/self/stat: not Linux" };
  }
  return { meter: "reaped-children", available: true, detail: "10 ms ticks", open: () => openReaped(file) };
}

/** CPU-seconds of all children that this process has waited for. */
export function reapedSeconds(stat: string): number {
  // the name is in parentheses and may itself hold spaces and parentheses
  const cells = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(cells[CUTIME]) + Number(cells[CUTIME + 1])) / TICKS_PER_SECOND;
}

function openReaped(file: string): CpuClock {
  const before = reapedSeconds(readFileSync(file, "utf8"));
  return {
    meter: "reaped-children",
    misses: [
      "daemons, and any process that its parent did not wait for; they are not ended at a time-out either",
    ],
    adopt: () => {},
    seconds: () => reapedSeconds(readFileSync(file, "utf8")) - before,
    running: () => [],
    release: () => {},
    close: () => {},
  };
}
