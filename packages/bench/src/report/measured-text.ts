/**
 * A result without a comparison, as people read it.
 * @module
 */
import type { WireRunResult, WireWorkloadFigures } from "@gramme/core/wire";
import { amount, digits, withInterval } from "@gramme/core/words";
import { plainTable } from "../cli/table.ts";
import { footingText, ladderText, machineText } from "./footing.ts";
import { extrapolationWords, nameWithReach } from "./extrapolation-words.ts";
import { heading } from "./heading.ts";
import { otherWorkLines } from "./other-work-text.ts";

const COLUMNS = ["", "task", "energy (90 %)", "CO2e (90 %)", "production, CO2e", "water", "tier", "inputs"];

function row(workload: WireWorkloadFigures): readonly string[] {
  const { figures } = workload;
  return [
    nameWithReach(workload),
    workload.task,
    withInterval(figures.energy_kwh, "kwh"),
    withInterval(figures.co2e_g, "g"),
    withInterval(figures.embodied.co2e_g, "g"),
    withInterval(figures.water_l, "l"),
    figures.tier,
    workload.inputs === "synthetic" ? "inputs: synthetic" : workload.inputs,
  ];
}

function quality({ name, quality: reached }: WireWorkloadFigures): readonly string[] {
  if (reached === undefined) return [];
  const { metric, value, at_50_percent: half, at_90_percent: most, n } = reached;
  const way = [
    ...(n === undefined ? [] : [`of ${n} examples`]),
    ...(half === undefined ? [] : [`${digits(half)} halfway`]),
    ...(most === undefined ? [] : [`${digits(most)} at 90 % of the run`]),
  ];
  return [`  ${name}: ${metric} ${digits(value)}${way.length === 0 ? "" : ` (${way.join(", ")})`}`];
}

function reach(workload: WireWorkloadFigures): readonly string[] {
  const { name, extrapolation, phase } = workload;
  return extrapolation === undefined ? [] : [`  ${name}: ${extrapolationWords(extrapolation, phase)}`];
}

function coldStart({ name, cold_start: cold }: WireWorkloadFigures): readonly string[] {
  if (cold === undefined) return [];
  const cpu = cold.cpu_s === undefined ? "" : `, ${amount(cold.cpu_s, "s")} of CPU`;
  return [`  ${name}: ${amount(cold.wall_s, "s")}${cpu}`];
}

function section(title: string, workloads: readonly WireWorkloadFigures[]): readonly string[] {
  if (workloads.length === 0) return [];
  // a table per functional unit: figures of different units do not stand in one column
  const units = [...new Set(workloads.map((workload) => workload.functional_unit))];
  return units.flatMap((unit) => {
    const rows = workloads
      .filter((workload) => workload.functional_unit === unit)
      .map((workload) => row(workload));
    return [heading(`${title}, per ${unit}`), plainTable([COLUMNS, ...rows])];
  });
}

/** Tables of figures, by phase. */
export function figureTables(workloads: readonly WireWorkloadFigures[]): readonly string[] {
  const of = (phase: WireWorkloadFigures["phase"]): readonly WireWorkloadFigures[] =>
    workloads.filter((workload) => workload.phase === phase);
  return [
    ...section("Data", of("data")),
    ...section("Development", of("development")),
    ...section("Training", of("training")),
    ...section("Inference", of("inference")),
  ];
}

/** The whole report of a run or a bench without a base. */
export function measuredText(result: WireRunResult): string {
  const { workloads } = result;
  const qualities = workloads.flatMap((workload) => quality(workload));
  const colds = workloads.flatMap((workload) => coldStart(workload));
  const reaches = workloads.flatMap((workload) => reach(workload));
  const misses = [...new Set(workloads.flatMap((workload) => workload.misses))];
  const largest = workloads.toSorted((a, b) => b.figures.energy_kwh.value - a.figures.energy_kwh.value)[0];
  return [
    ...figureTables(workloads),
    ...(reaches.length === 0 ? [] : [heading("Extrapolated"), ...reaches]),
    ...(qualities.length === 0 ? [] : [heading("Quality"), ...qualities]),
    ...(colds.length === 0
      ? []
      : [heading("Cold start, apart: load of the model and first inference"), ...colds]),
    machineText(result),
    ...otherWorkLines(workloads),
    ...(misses.length === 0 ? [] : [heading("Missed by the meter"), ...misses.map((text) => `  - ${text}`)]),
    ...(largest === undefined
      ? []
      : [
          ladderText(`${largest.name}, per ${largest.functional_unit}`, largest.figures),
          footingText(largest.figures),
        ]),
    `All that ran, start-up included: ${amount(result.own_cost.wall_s, "s")} and ${withInterval(result.own_cost.co2e_g, "g")} CO2e.`,
    "",
  ].join("\n");
}
