/**
 * The meters of this machine, probed once, best first.
 * @module
 */
import { probeCgroup } from "./cgroup.ts";
import type { CpuClock } from "./cpu-clock.ts";
import { probeNvml } from "./nvml.ts";
import { otherWorkMeter } from "./other-work.ts";
import type { OtherWorkMeter } from "./other-work.ts";
import type { Probe, ProbeReport } from "./probe.ts";
import { probeReport } from "./probe.ts";
import type { EnergyMeter } from "./rapl.ts";
import { probeRapl } from "./rapl.ts";
import { probeReaped } from "./reaped.ts";
import type { Roots } from "./roots.ts";
import { THIS_MACHINE } from "./roots.ts";

/** What can be read here. */
export interface Meters {
  /** Energy inside the CPU package. */
  readonly cpuEnergy: (() => EnergyMeter) | undefined;
  /** Energy of the GPUs. */
  readonly gpuEnergy: (() => EnergyMeter) | undefined;
  /** CPU-seconds of a process tree; absent where only time can be told. */
  readonly cpuClock: (() => CpuClock) | undefined;
  /** Whether the CPU clock can make what it counts stand still, so that two processes can take turns. */
  readonly pauses: boolean;
  /** How busy the machine is with other work; absent where nothing tells it. */
  readonly otherWork: OtherWorkMeter | undefined;
  /** Every probe, with what it found or why it cannot serve. */
  readonly report: readonly ProbeReport[];
}

function opener<M>(probe: Probe<M>): (() => M) | undefined {
  return probe.available ? probe.open : undefined;
}

/** Probes every meter under `roots`. */
export function chooseMeters(roots: Roots = THIS_MACHINE): Meters {
  const rapl = probeRapl(roots);
  const nvml = probeNvml(roots);
  const cgroup = probeCgroup(roots);
  const reaped = probeReaped(roots);
  return {
    otherWork: otherWorkMeter(roots),
    cpuEnergy: opener(rapl),
    gpuEnergy: opener(nvml),
    cpuClock: opener(cgroup) ?? opener(reaped),
    pauses: cgroup.available && cgroup.pauses === true,
    report: [
      ...[rapl, nvml, cgroup, reaped].map((probe) => probeReport(probe)),
      { meter: "tdp", available: true, detail: "time × thermal design power: needs no meter" },
    ],
  };
}
