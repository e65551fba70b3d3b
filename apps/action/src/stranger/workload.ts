/**
 * A workload that a stranger measured, built anew. What it is comes from base's gramme.yml, where that names it; what
 * was counted comes from the stranger.
 * @module
 */
import { findTask, isTask, modalityOf } from "@gramme/core";
import type { WireWorkload, WireWorkloadFigures } from "@gramme/core/wire";
import { unitOf } from "@gramme/bench";
import { clockFrom } from "./machine.ts";
import { figuresFrom } from "./figures.ts";

/** A name that may be told though no gramme.yml of ours has it; letters, digits, dot, dash and underscore. */
export const WORKLOAD_NAME: RegExp = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

type Sent = WireWorkloadFigures;
type Part<Name extends keyof Sent> = NonNullable<Sent[Name]>;
type What = Pick<
  Sent,
  "phase" | "task" | "modality" | "functional_unit" | "units_in_one" | "units_per_replicate" | "quality"
>;

const RUNTIME = /^onnxruntime-node \d{1,4}\.\d{1,4}\.\d{1,4}$/u;
const COUNTED = "(?:step|epoch|unit|run|batch|sample|token|iteration|example)s";
/** The forms that functional units have, with the usual words for what is counted. */
const UNIT = new RegExp(
  String.raw`^(?:\d{1,9} inferences|one run(?: \(\d{1,12} ${COUNTED}\))?|full (?:data|development|training) \(\d{1,12} ${COUNTED}\))$`,
  "u",
);

/** Figures of one workload. Its numbers are to be believable already. */
export function workloadFrom(sent: Sent, name: string, rule: WireWorkload | undefined): WireWorkloadFigures {
  const { runtime, parameters, cold_start: cold, other_work: other, extrapolation } = sent;
  return {
    name,
    ...(rule === undefined ? whatIsSent(sent) : whatIsRuled(sent, rule)),
    inputs: sent.inputs,
    clock: clockFrom(sent.clock),
    replicates: sent.replicates.map((replicate) => replicateFrom(replicate)),
    figures: figuresFrom(sent.figures),
    ...(cold === undefined ? {} : { cold_start: timesFrom(cold) }),
    // what a meter missed is said in words only
    misses: [],
    ...(runtime !== undefined && RUNTIME.test(runtime) ? { runtime } : {}),
    ...(parameters === undefined ? {} : { parameters }),
    ...(other === undefined ? {} : { other_work: otherWorkFrom(other) }),
    ...(extrapolation === undefined ? {} : { extrapolation: extrapolationFrom(extrapolation) }),
  };
}

function timesFrom({ wall_s, cpu_s }: Part<"cold_start">): Part<"cold_start"> {
  return { wall_s, ...(cpu_s === undefined ? {} : { cpu_s }) };
}

function otherWorkFrom({ share, stolen, waited, known_by }: Part<"other_work">): Part<"other_work"> {
  return {
    share,
    ...(stolen === undefined ? {} : { stolen }),
    ...(waited === undefined ? {} : { waited }),
    known_by,
  };
}

/** The shorter runs are not told: nothing of a report is made of them. */
function extrapolationFrom(sent: Part<"extrapolation">): Part<"extrapolation"> {
  const { from_units, to_units, how, short_units, start_up, per_unit } = sent;
  return {
    from_units,
    to_units,
    how,
    ...(short_units === undefined ? {} : { short_units }),
    ...(start_up === undefined ? {} : { start_up: timesFrom(start_up) }),
    ...(per_unit === undefined ? {} : { per_unit: timesFrom(per_unit) }),
  };
}

function replicateFrom(sent: Sent["replicates"][number]): Sent["replicates"][number] {
  const { wall_s, cpu_s, cpu_j, memory_j, gpu_j, device_j } = sent;
  return {
    wall_s,
    ...(cpu_s === undefined ? {} : { cpu_s }),
    ...(cpu_j === undefined ? {} : { cpu_j }),
    ...(memory_j === undefined ? {} : { memory_j }),
    ...(gpu_j === undefined ? {} : { gpu_j }),
    device_j,
  };
}

function whatIsRuled({ quality }: Sent, rule: WireWorkload): What {
  const task = rule.task === undefined ? undefined : findTask(rule.task);
  const { name, inOne, perReplicate } = unitOf(rule);
  return {
    phase: rule.phase,
    task: task ?? "unknown",
    modality: task === undefined ? "unknown" : modalityOf(task),
    functional_unit: name,
    units_in_one: inOne,
    units_per_replicate: perReplicate,
    ...(quality === undefined || rule.quality === undefined
      ? {}
      : {
          quality: {
            metric: rule.quality.metric,
            better: rule.quality.better,
            value: quality.value,
            ...(quality.at_50_percent === undefined ? {} : { at_50_percent: quality.at_50_percent }),
            ...(quality.at_90_percent === undefined ? {} : { at_90_percent: quality.at_90_percent }),
            ...(quality.n === undefined ? {} : { n: quality.n }),
          },
        }),
  };
}

/** Without a rule the metric would be in the stranger's words, so that its quality is not told. */
function whatIsSent(sent: Sent): What {
  const { task } = sent;
  return {
    phase: sent.phase,
    task: isTask(task) ? task : "unknown",
    modality: isTask(task) ? modalityOf(task) : "unknown",
    functional_unit: UNIT.test(sent.functional_unit) ? sent.functional_unit : "one unit",
    units_in_one: sent.units_in_one,
    units_per_replicate: sent.units_per_replicate,
  };
}
