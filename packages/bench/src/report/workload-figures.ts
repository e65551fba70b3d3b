/**
 * What was measured of one workload, as it goes on the wire.
 * @module
 */
import { findTask, footprint, modalityOf } from "@gramme/core";
import type { Assumption, BoundaryRung, Footprint, Site } from "@gramme/core";
import { wireFigures } from "@gramme/core/wire";
import type { WireOtherWork, WireWorkload, WireWorkloadFigures } from "@gramme/core/wire";
import type { Machine } from "../machine/machine.ts";
import { allocationOf, workOf } from "../machine/work-of.ts";
import { meteredMean } from "../workload/aggregate.ts";
import { extrapolationWords } from "./extrapolation-words.ts";
import { unitOf } from "../workload/functional-unit.ts";
import type { WorkloadUnit } from "../workload/functional-unit.ts";
import { busyAssumption, busyDoubt } from "../machine/busy.ts";
import type { Beside } from "../machine/busy.ts";
import type { Metered, MeteredDoubt } from "../machine/work-of.ts";
import { meanOtherWork } from "../meters/other-work.ts";
import type { OtherWork } from "../meters/other-work.ts";
import { extrapolate } from "../workload/extrapolation.ts";
import type { Extrapolated, ShortRun } from "../workload/extrapolation.ts";
import type { Replicate } from "../workload/replicate.ts";

/** Where and on what figures are worked out. */
export interface Setting {
  readonly machine: Machine;
  readonly site: Site;
  readonly boundary: BoundaryRung;
}

/**
 * Figures of one workload from its replicates, per functional unit.
 * @param short shorter runs beside them, which tell start-up apart
 */
export function workloadFigures(
  workload: WireWorkload,
  replicates: readonly Replicate[],
  setting: Setting,
  short?: ShortRun,
): WireWorkloadFigures {
  const unit = unitOf(workload);
  const extrapolated = isExtrapolated(workload, unit) ? extrapolate(replicates, unit, short) : undefined;
  const metered = extrapolated?.metered ?? meteredMean(replicates, unit);
  const otherWork = meanOtherWork([...replicates, ...(short?.replicates ?? [])].map((one) => one.otherWork));
  // a meter of the package is read in the long runs alone, which ownCpuS is of
  const { cpuS } = meanOtherWork(replicates.map((one) => one.otherWork)) ?? {};
  const beside: Beside = {
    other: otherWork === undefined ? undefined : { ...otherWork, ...(cpuS === undefined ? {} : { cpuS }) },
    isPart: setting.machine.hostThreads === undefined,
    ...(metered.cpuJ === undefined ? {} : { ownCpuS: meanCpuS(replicates) }),
  };
  const doubts = [
    extrapolated === undefined ? undefined : { factor: extrapolated.doubt },
    busyDoubt(beside),
  ].filter((one) => one !== undefined);
  const print = footprintOf(metered, setting, doubts);
  const [first] = replicates;
  const last = replicates.at(-1);
  const task = workload.task === undefined ? undefined : findTask(workload.task);
  const extra = assumptionsOf(workload, unit, replicates, extrapolated, beside);
  const figures = wireFigures(print);
  return {
    name: workload.name,
    ...(workload.model === undefined ? {} : { model: workload.model }),
    phase: workload.phase,
    task: task ?? "unknown",
    modality: task === undefined ? "unknown" : modalityOf(task),
    inputs: first?.inputs ?? "own",
    clock: first?.clock ?? "none",
    functional_unit: unit.name,
    units_in_one: unit.inOne,
    units_per_replicate: unit.perReplicate,
    replicates: replicates.map((replicate) => replicateFigures(replicate, setting)),
    figures: {
      ...figures,
      assumptions: [...figures.assumptions, ...extra.map(({ code, text }) => ({ code, text }))],
    },
    ...(last?.coldStart === undefined
      ? {}
      : {
          cold_start: {
            wall_s: last.coldStart.wallS,
            ...(last.coldStart.cpuS === undefined ? {} : { cpu_s: last.coldStart.cpuS }),
          },
        }),
    ...(last?.quality === undefined
      ? {}
      : {
          quality: {
            metric: last.quality.metric,
            better: last.quality.better,
            value: last.quality.value,
            ...(last.quality.at50 === undefined ? {} : { at_50_percent: last.quality.at50 }),
            ...(last.quality.at90 === undefined ? {} : { at_90_percent: last.quality.at90 }),
            ...(last.quality.n === undefined ? {} : { n: last.quality.n }),
          },
        }),
    misses: [...(first?.misses ?? [])],
    ...(first?.runtime === undefined ? {} : { runtime: first.runtime }),
    ...(first?.parameters === undefined ? {} : { parameters: first.parameters }),
    ...(extrapolated === undefined ? {} : { extrapolation: extrapolated.told }),
    ...(otherWork === undefined ? {} : { other_work: otherWorkFigures(otherWork) }),
  };
}

/** A model's steady state scales as it is; a command's start-up does not. */
function isExtrapolated(workload: WireWorkload, unit: WorkloadUnit): boolean {
  return workload.onnx === undefined && unit.inOne !== unit.perReplicate;
}

function footprintOf(metered: Metered, setting: Setting, doubts: readonly MeteredDoubt[] = []): Footprint {
  return footprint(
    workOf(metered, setting.machine, doubts),
    allocationOf(metered, setting.machine, doubts),
    setting.site,
    setting.boundary,
  );
}

function meanCpuS(replicates: readonly Replicate[]): number {
  return replicates.reduce((sum, { whole }) => sum + (whole.cpuS ?? 0), 0) / replicates.length;
}

function otherWorkFigures({ share, stolen, waited, knownBy }: OtherWork): WireOtherWork {
  return {
    share,
    ...(stolen === undefined ? {} : { stolen }),
    ...(waited === undefined ? {} : { waited }),
    known_by: knownBy,
  };
}

/** Energy of one replicate at the device rung, in J: what the gate compares. */
export function deviceJoules(replicate: Replicate, machine: Machine, site: Site): number {
  const one = { name: "one", inOne: 1, perReplicate: 1 };
  return footprintOf(meteredMean([replicate], one), { machine, site, boundary: "device" }).energy.value;
}

function replicateFigures(replicate: Replicate, setting: Setting): WireWorkloadFigures["replicates"][number] {
  const { wallS, cpuS, cpuJ, memoryJ, gpuJ } = replicate.counted;
  return {
    wall_s: wallS,
    ...(cpuS === undefined ? {} : { cpu_s: cpuS }),
    ...(cpuJ === undefined ? {} : { cpu_j: cpuJ }),
    ...(memoryJ === undefined ? {} : { memory_j: memoryJ }),
    ...(gpuJ === undefined ? {} : { gpu_j: gpuJ }),
    device_j: deviceJoules(replicate, setting.machine, setting.site),
  };
}

function assumptionsOf(
  workload: WireWorkload,
  unit: WorkloadUnit,
  replicates: readonly Replicate[],
  extrapolated: Extrapolated | undefined,
  beside: Beside,
): readonly Assumption[] {
  const assumptions: Assumption[] = [];
  if (replicates[0]?.inputs === "synthetic") {
    assumptions.push({
      code: "inputs-synthetic",
      text: "inputs: synthetic; real ones may take another path through the model",
    });
  }
  if (extrapolated !== undefined) {
    assumptions.push({
      code: "extrapolated",
      text: `${unit.name} ${extrapolationWords(extrapolated.told, workload.phase)}`,
    });
  }
  const busy = busyAssumption(beside);
  if (busy !== undefined) assumptions.push(busy);
  if (replicates.length === 1) {
    assumptions.push({
      code: "single-run",
      text: "one run only: its scatter is taken as 10 %, not measured",
    });
  }
  return assumptions;
}
