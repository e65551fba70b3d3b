/**
 * What published tools would have said of the same work, side by side, and why some say nothing.
 * @module
 */
import { digits, inOneUnit } from "@gramme/core/words";
import { GrammeError, methodsOf } from "@gramme/core";
import type {
  WireEstimateRequest,
  WireMethodsResult,
  WireRunResult,
  WireWorkloadFigures,
} from "@gramme/core/wire";
import { headFigures, largest } from "./checked.ts";
import { code, details, prose, stacked, table } from "./markdown.ts";

const NOTE =
  "<sub>All are given the measured time and load, and the same grid factor; hardware threads count as cores, as a virtual machine shows them. A published method gives one number, without an interval.</sub>";

/** A workload, and what the methods say of it: a sentence where they cannot be asked. */
interface Asked {
  readonly workload: WireWorkloadFigures;
  readonly answers: WireMethodsResult | string;
}

/** Tables of the largest training and the largest inference. */
export function methodsDetails(result: WireRunResult): string {
  const all = headFigures(result);
  const told = [largest(all, "training"), largest(all, "inference")].filter(
    (workload) => workload !== undefined,
  );
  const chosen = told.length > 0 ? told : [largest(all)].filter((workload) => workload !== undefined);
  const asked = chosen.map((workload): Asked => ({ workload, answers: answersFor(workload, result) }));
  return details(
    "What other methods say of the same work",
    stacked([...asked.map((one) => sideBySide(one)), notApplying(asked), NOTE]),
  );
}

/** Methods that have no answer, and why; once, where it is the same for both. */
function notApplying(asked: readonly Asked[]): string {
  const lines = asked.flatMap(({ answers }) =>
    typeof answers === "string"
      ? []
      : answers
          .filter(({ applies }) => !applies)
          .map(({ name, why_not: why }) => `- ${prose(name)} does not apply: ${prose(why ?? "")}`),
  );
  return [...new Set(lines)].join("\n");
}

function sideBySide({ workload, answers }: Asked): string {
  const { name, functional_unit: unit, figures } = workload;
  const title = `${code(name)}, per ${prose(unit, 48)}:`;
  if (typeof answers === "string") return `${title} ${answers}`;
  const applying = answers.filter(({ applies }) => applies);
  const energies = [figures.energy_kwh, ...applying.map(({ energy_kwh: kwh }) => alone(kwh))];
  const carbons = [figures.co2e_g, ...applying.map(({ co2e_g: grams }) => alone(grams))];
  const energy = inOneUnit(energies, "kwh");
  const co2e = inOneUnit(carbons, "g");
  const ours = figures.energy_kwh.value;
  const line = (at: number, label: string, counts: string): readonly string[] => [
    label,
    energy[at]?.value ?? "",
    co2e[at]?.value ?? "",
    ours > 0 ? `× ${digits((energies[at]?.value ?? 0) / ours)}` : "",
    counts,
  ];
  return stacked([
    title,
    table(
      [
        ["method", "left"],
        ["energy", "right"],
        ["CO2e", "right"],
        ["energy ÷ ours", "right"],
        ["what it counts", "left"],
      ],
      [
        line(0, "**Gramme**", `${figures.boundary} rung, ${figures.tier}`),
        ...applying.map((method, at) => line(at + 1, `${method.name} ${method.version}`, countsText(method))),
      ],
    ),
  ]);
}

function alone(value: number | null): WireWorkloadFigures["figures"]["co2e_g"] {
  return { value: value ?? 0, low: value ?? 0, high: value ?? 0 };
}

function countsText({ counts: text, assumed }: WireMethodsResult[number]): string {
  return assumed.length === 0
    ? prose(text)
    : `${prose(text)}<br><sub>taken: ${prose(assumed.join("; "))}</sub>`;
}

/** Answers of all methods; a sentence where the run cannot be described to them. */
function answersFor(workload: WireWorkloadFigures, result: WireRunResult): WireMethodsResult | string {
  try {
    return methodsOf(described(workload, result));
  } catch (error) {
    // a machine or zone that no catalogue has: the others' methods start from there
    if (error instanceof GrammeError) return `they cannot be asked. ${prose(error.message)}`;
    throw error;
  }
}

/** One functional unit of a workload as a described run. */
function described(workload: WireWorkloadFigures, { machine, site }: WireRunResult): WireEstimateRequest {
  const { replicates, units_in_one: inOne, units_per_replicate: perReplicate } = workload;
  const sum = (of: (replicate: (typeof replicates)[number]) => number): number =>
    replicates.reduce((total, replicate) => total + of(replicate), 0);
  const wall = sum((replicate) => replicate.wall_s);
  const clocked = replicates.every((replicate) => replicate.cpu_s !== undefined);
  const usage = sum((replicate) => replicate.cpu_s ?? 0) / (wall * machine.threads);
  const gpu = machine.gpus[0];
  const usesGpu = replicates.some((replicate) => replicate.gpu_j !== undefined);
  return {
    duration_s: (wall / replicates.length / perReplicate) * inOne,
    cpu: {
      cores: machine.threads,
      ...(clocked && wall > 0 ? { usage: Math.min(1, usage) } : {}),
      ...(machine.cpu_known_by === "model" ? { model: machine.cpu } : {}),
    },
    ...(usesGpu && gpu !== undefined ? { gpu: { model: gpu, count: machine.gpus.length } } : {}),
    memory_gb: machine.memory_gb,
    site: { zone: site.zone, pue: site.pue, grid_g_per_kwh: site.grid_g_per_kwh },
  };
}
