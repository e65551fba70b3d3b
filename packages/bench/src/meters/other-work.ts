/**
 * How busy the machine is with other work while something is measured (methodology M62). CPU time grows beside other
 * work, since caches, hardware threads and clock are shared.
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism, loadavg, platform } from "node:os";
import { join } from "node:path";
import type { Roots } from "./roots.ts";

/** What the machine did besides. Shares are 0 to 1. */
export interface OtherWork {
  /** CPU time of other work ÷ all CPU time that the machine had. */
  readonly share: number;
  /** CPU time that the host of a virtual machine gave to others ÷ all CPU time. */
  readonly stolen?: number;
  /** Time in which some process waited for a CPU ÷ the time. */
  readonly waited?: number;
  /** CPU-seconds of other work; absent where only a load is known. */
  readonly cpuS?: number;
  readonly knownBy: "proc-stat" | "loadavg";
}

/** Begins to watch; called again with the CPU-seconds of what is measured, it tells what there was besides. */
export type OtherWorkMeter = () => (ownCpuS: number | undefined) => OtherWork | undefined;

/** The meter of other work of this machine; undefined where nothing can be read. To be called before any work. */
export function otherWorkMeter(roots: Roots): OtherWorkMeter | undefined {
  if (stateOf(roots) !== undefined) return () => watch(roots);
  if (existsSync(roots.proc)) return undefined;
  const before = loadBefore();
  return before === undefined ? undefined : () => () => before;
}

function watch(roots: Roots): (ownCpuS: number | undefined) => OtherWork | undefined {
  const from = stateOf(roots);
  return (ownCpuS) => {
    const to = stateOf(roots);
    // without our own, others' cannot be told
    if (from === undefined || to === undefined || ownCpuS === undefined) return undefined;
    const all = to.allS - from.allS;
    if (all <= 0) return undefined;
    const cpuS = Math.max(0, to.busyS - from.busyS - ownCpuS - (to.harnessS - from.harnessS));
    const waited =
      from.waitedS === undefined || to.waitedS === undefined || to.atS <= from.atS
        ? undefined
        : portion((to.waitedS - from.waitedS) / (to.atS - from.atS));
    return {
      share: portion(cpuS / all),
      stolen: portion((to.stolenS - from.stolenS) / all),
      ...(waited === undefined ? {} : { waited }),
      cpuS,
      knownBy: "proc-stat",
    };
  };
}

/** The mean of several looks; undefined where none was had. */
export function meanOtherWork(looks: readonly (OtherWork | undefined)[]): OtherWork | undefined {
  const known = looks.filter((look) => look !== undefined);
  const [first] = known;
  if (first === undefined) return undefined;
  const mean = (of: (look: OtherWork) => number | undefined): number | undefined => {
    const values = known.map((look) => of(look)).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const [stolen, waited, cpuS] = [
    mean((look) => look.stolen),
    mean((look) => look.waited),
    mean((look) => look.cpuS),
  ];
  return {
    share: mean((look) => look.share) ?? first.share,
    ...(stolen === undefined ? {} : { stolen }),
    ...(waited === undefined ? {} : { waited }),
    ...(cpuS === undefined ? {} : { cpuS }),
    knownBy: first.knownBy,
  };
}

interface State {
  readonly atS: number;
  /** CPU-seconds since the machine started, over all its hardware threads. */
  readonly allS: number;
  readonly busyS: number;
  readonly stolenS: number;
  readonly waitedS: number | undefined;
  /** CPU-seconds of this process itself. */
  readonly harnessS: number;
}

const TICKS_PER_SECOND = 100;

/** user, nice, system, idle, iowait, irq, softirq, steal: the first line of /proc/stat (proc(5)). */
function stateOf(roots: Roots): State | undefined {
  const line = read(join(roots.proc, "stat"))?.match(/^cpu +(.*)$/mu)?.[1];
  const cells = line?.split(/ +/u).slice(0, 8).map(Number);
  if (cells === undefined || cells.length < 8 || !cells.every((cell) => Number.isFinite(cell)))
    return undefined;
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = cells;
  const waited = /^some .*total=(\d+)$/mu.exec(read(join(roots.proc, "pressure/cpu")) ?? "")?.[1];
  const own = process.cpuUsage();
  return {
    atS: performance.now() / 1000,
    allS: cells.reduce((sum, ticks) => sum + ticks, 0) / TICKS_PER_SECOND,
    busyS: (user + nice + system + irq + softirq) / TICKS_PER_SECOND,
    stolenS: steal / TICKS_PER_SECOND,
    waitedS: waited === undefined ? undefined : Number(waited) / 1e6,
    harnessS: (own.user + own.system) / 1e6,
  };
}

/** The load of the minute before: other work, since ours has not begun. Windows tells none. */
function loadBefore(): OtherWork | undefined {
  if (platform() === "win32") return undefined;
  const [minute = 0] = loadavg();
  return { share: portion(minute / availableParallelism()), knownBy: "loadavg" };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function portion(value: number): number {
  return Math.min(1, Math.max(0, value));
}
