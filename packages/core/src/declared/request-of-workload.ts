/**
 * A workload that a bench measured, described as published methods want a run: time, chips, load, memory, place. What the
 * run does not tell is assumed and listed, or left out and listed.
 * @module
 */
import { findCpu, findGpu } from "../hardware/index.ts";
import type { WireEstimateRequest } from "../wire/estimate-request.ts";
import type { WireRunResult, WireWorkloadFigures } from "../wire/run-result.ts";

/** What is read of a run. */
export interface MeasuredOn {
  readonly machine: Pick<WireRunResult["machine"], "cpu" | "cpu_known_by" | "threads" | "memory_gb" | "gpus">;
  readonly site: WireRunResult["site"];
}

/** What is read of its workload. */
export interface MeasuredWorkload extends Pick<
  WireWorkloadFigures,
  "units_in_one" | "units_per_replicate" | "replicates" | "extrapolation"
> {
  readonly figures: Pick<WireWorkloadFigures["figures"], "assumptions">;
}

/** A description, or the field of the run that it lacks. */
export type DescribedWorkload =
  | { readonly request: WireEstimateRequest; readonly assumed: readonly string[] }
  | { readonly missing: string; readonly why: string };

const UNKNOWN_THREADS_PER_CORE = 2;

/**
 * One functional unit of a workload as {@link WireEstimateRequest}: the mean of its replicates, scaled to the unit as its
 * figure is.
 */
export function requestOfWorkload(run: MeasuredOn, workload: MeasuredWorkload): DescribedWorkload {
  const { replicates, units_in_one, units_per_replicate } = workload;
  const wallS = mean(replicates.map(({ wall_s }) => wall_s));
  if (wallS === 0) {
    return { missing: "replicates.wall_s", why: "the run took no time that its clock could tell" };
  }
  const { machine, site } = run;
  const assumed: string[] = [];
  const fullS = fullWallS(workload);
  const cpu = cpuOf(machine, replicates, assumed, loadOfLine(workload, machine.threads));
  const gpu = gpuOf(machine, replicates, assumed);
  assumed.push(`${machine.memory_gb} GB: the memory of the whole machine`);
  const stood = (code: string): boolean =>
    workload.figures.assumptions.every((assumption) => assumption.code !== code);
  return {
    request: {
      duration_s: fullS ?? (wallS / units_per_replicate) * units_in_one,
      cpu,
      ...(gpu === undefined ? {} : { gpu }),
      memory_gb: machine.memory_gb,
      site: {
        grid_g_per_kwh: site.grid_g_per_kwh,
        // what we assumed is each method's own to assume
        ...(stood("pue-default") ? { pue: site.pue } : {}),
        ...(stood("wue-default") ? { wue_l_per_kwh: site.wue_l_per_kwh } : {}),
      },
    },
    assumed,
  };
}

/** Wall seconds of one unit, start-up counted once, where a shorter run told it apart (M22). */
function fullWallS({ units_in_one, extrapolation }: MeasuredWorkload): number | undefined {
  if (extrapolation?.start_up === undefined || extrapolation.per_unit === undefined) return undefined;
  return extrapolation.start_up.wall_s + extrapolation.per_unit.wall_s * units_in_one;
}

/** CPU time ÷ all that its threads had, along the line that {@link fullWallS} is of. */
function loadOfLine(workload: MeasuredWorkload, threads: number): number | undefined {
  const { start_up: start, per_unit: each } = workload.extrapolation ?? {};
  const fullS = fullWallS(workload) ?? 0;
  if (start?.cpu_s === undefined || each?.cpu_s === undefined || fullS <= 0) return undefined;
  return Math.max(0, start.cpu_s + each.cpu_s * workload.units_in_one) / (fullS * threads);
}

function cpuOf(
  { cpu, cpu_known_by, threads }: MeasuredOn["machine"],
  replicates: MeasuredWorkload["replicates"],
  assumed: string[],
  loadOfWhole: number | undefined,
): NonNullable<WireEstimateRequest["cpu"]> {
  const chip = cpu_known_by === "model" ? findCpu(cpu) : undefined;
  if (chip === undefined) {
    assumed.push(`the chip is not known: ${UNKNOWN_THREADS_PER_CORE} threads a core`);
  }
  const perCore = chip === undefined ? UNKNOWN_THREADS_PER_CORE : chip.threads / chip.cores;
  const loads = replicates.flatMap(({ cpu_s, wall_s }) =>
    cpu_s === undefined || wall_s === 0 ? [] : [cpu_s / (wall_s * threads)],
  );
  const isCounted = loads.length === replicates.length;
  if (!isCounted) assumed.push("the CPU fully used: nothing counted CPU-seconds (cpu_s)");
  return {
    ...(chip === undefined ? {} : { model: cpu }),
    cores: threads / perCore,
    usage: isCounted ? Math.min(1, loadOfWhole ?? mean(loads)) : 1,
  };
}

function gpuOf(
  { gpus }: MeasuredOn["machine"],
  replicates: MeasuredWorkload["replicates"],
  assumed: string[],
): WireEstimateRequest["gpu"] {
  const [first] = gpus;
  if (first === undefined) return undefined;
  if (!replicates.some(({ gpu_j = 0 }) => gpu_j > 0)) {
    assumed.push(`${gpus.join(", ")} left out: the run does not say that it was used (gpu_j)`);
    return undefined;
  }
  // of several kinds none stands for all
  const isOneKind = gpus.every((name) => name === first);
  const isKnown = isOneKind && findGpu(first) !== undefined;
  if (!isKnown) assumed.push(isOneKind ? `GPU "${first}" is not known` : "GPUs of several kinds");
  assumed.push("GPUs fully used: the run tells their energy, and not their load");
  return { ...(isKnown ? { model: first } : {}), count: gpus.length, usage: 1 };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
