/**
 * What was measured of one workload, as it goes on the wire.
 * @module
 */
import { findTask, footprint, modalityOf } from "@gramme/core";
import type { Assumption, BoundaryRung, Footprint, Site } from "@gramme/core";
import { wireFigures } from "@gramme/core/wire";
import type { WireWorkload, WireWorkloadFigures } from "@gramme/core/wire";
import type { Machine } from "../machine/machine.ts";
import { allocationOf, workOf } from "../machine/work-of.ts";
import { meteredMean } from "../workload/aggregate.ts";
import { unitOf } from "../workload/functional-unit.ts";
import type { WorkloadUnit } from "../workload/functional-unit.ts";
import type { Replicate } from "../workload/replicate.ts";

/** Where and on what figures are worked out. */
export interface Setting {
  readonly machine: Machine;
  readonly site: Site;
  readonly boundary: BoundaryRung;
}

/** Figures of one workload from its replicates, per functional unit. */
export function workloadFigures(
  workload: WireWorkload,
  replicates: readonly Replicate[],
  setting: Setting,
): WireWorkloadFigures {
  const unit = unitOf(workload);
  const print = footprintOf(replicates, unit, setting, isExtrapolated(workload, unit));
  const [first] = replicates;
  const last = replicates.at(-1);
  const task = workload.task === undefined ? undefined : findTask(workload.task);
  const extra = assumptionsOf(workload, unit, replicates);
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
          },
        }),
    misses: [...(first?.misses ?? [])],
    ...(first?.runtime === undefined ? {} : { runtime: first.runtime }),
    ...(first?.parameters === undefined ? {} : { parameters: first.parameters }),
  };
}

/** A model's steady state scales as it is; a command's start-up does not. */
function isExtrapolated(workload: WireWorkload, unit: WorkloadUnit): boolean {
  return workload.onnx === undefined && unit.inOne !== unit.perReplicate;
}

function footprintOf(
  replicates: readonly Replicate[],
  unit: WorkloadUnit,
  setting: Setting,
  extrapolated: boolean,
): Footprint {
  const metered = meteredMean(replicates, unit);
  return footprint(
    workOf(metered, setting.machine, extrapolated),
    allocationOf(metered, setting.machine, extrapolated),
    setting.site,
    setting.boundary,
  );
}

/** Energy of one replicate at the device rung, in J: what the gate compares. */
export function deviceJoules(replicate: Replicate, machine: Machine, site: Site): number {
  const one = { name: "one", inOne: 1, perReplicate: 1 };
  return footprintOf([replicate], one, { machine, site, boundary: "device" }, false).energy.value;
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
): readonly Assumption[] {
  const assumptions: Assumption[] = [];
  if (replicates[0]?.inputs === "synthetic") {
    assumptions.push({
      code: "inputs-synthetic",
      text: "inputs: synthetic; real ones may take another path through the model",
    });
  }
  if (isExtrapolated(workload, unit)) {
    assumptions.push({
      code: "extrapolated",
      text: `${unit.name} extrapolated from ${unit.perReplicate}, start-up of the command scaled with it`,
    });
  }
  if (replicates.length === 1) {
    assumptions.push({
      code: "single-run",
      text: "one run only: its scatter is taken as 10 %, not measured",
    });
  }
  return assumptions;
}
