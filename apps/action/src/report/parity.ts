/**
 * Parity (methodology M25): how many inferences take as much energy as one training.
 * @module
 */
import { exact, inferencesToParity, JOULES_PER_KWH, joules } from "@gramme/core";
import type { Estimate, Joules } from "@gramme/core";
import type { WireRunResult, WireWorkloadFigures } from "@gramme/core/wire";
import { headFigures, largest } from "./checked.ts";
import { code, prose, stacked } from "./markdown.ts";
import { count } from "./quantity.ts";

const MOST_LINES = 4;

/** A training, and the inference that it is weighed against. */
type Couple = readonly [training: WireWorkloadFigures, inference: WireWorkloadFigures];

/** What one training is worth in inferences, base → head where base was measured too. */
export function paritySection(result: WireRunResult): string {
  const base = new Map(result.comparisons.map((compared) => [compared.name, compared.base] as const));
  const lines = couples(headFigures(result)).flatMap(([training, inference]) => {
    const is = parity(training, inference);
    if (is === undefined) return [];
    const wasTraining = base.get(training.name);
    const wasInference = base.get(inference.name);
    const was =
      wasTraining === undefined || wasInference === undefined ? undefined : parity(wasTraining, wasInference);
    const number = was === undefined ? count(is) : `${count(was)} → ${count(is)}`;
    return [
      `- ${unitOf(training)} of ${code(training.name)} takes the energy of about **${number}** inferences of ${code(inference.name)}${otherTask(training, inference)}.`,
    ];
  });
  return lines.length === 0 ? "" : stacked(["#### Parity", lines.slice(0, MOST_LINES).join("\n")]);
}

/** `One full training (2500 steps)`, `One run (150 steps)`. */
function unitOf({ functional_unit: unit }: WireWorkloadFigures): string {
  const named = prose(unit, 48);
  return named.startsWith("one ") ? `O${named.slice(1)}` : `One ${named}`;
}

/** A training is weighed against what it made; where that was not measured, it is said. */
function otherTask(training: WireWorkloadFigures, inference: WireWorkloadFigures): string {
  return training.task !== inference.task && training.task !== "unknown" && inference.task !== "unknown"
    ? ", which is another task"
    : "";
}

/** Trainings and inferences of one task; where there are none, the largest of both. */
function couples(workloads: readonly WireWorkloadFigures[]): readonly Couple[] {
  const trainings = workloads.filter(({ phase }) => phase === "training");
  const inferences = workloads.filter(({ phase }) => phase === "inference");
  const sameTask = trainings.flatMap((training) =>
    inferences
      .filter(({ task }) => task === training.task && task !== "unknown")
      .map((inference): Couple => [training, inference]),
  );
  const training = largest(trainings);
  const inference = largest(inferences);
  return sameTask.length > 0 || training === undefined || inference === undefined
    ? sameTask
    : [[training, inference]];
}

/**
 * Undefined where an inference takes nothing, or the two are not of one rung. Without an interval: what the two figures
 * share cancels in the quotient, and the wire does not carry what that is.
 */
function parity(training: WireWorkloadFigures, inference: WireWorkloadFigures): number | undefined {
  const one = inference.figures.energy_kwh.value / inference.units_in_one;
  const all = training.figures.energy_kwh.value;
  // beyond what joules can count: nobody measures that, and a fork may write it
  const isCountable = [all * JOULES_PER_KWH, one * JOULES_PER_KWH, all / one].every((n) =>
    Number.isFinite(n),
  );
  if (!(one > 0) || !isCountable) return undefined;
  if (training.figures.boundary !== inference.figures.boundary) return undefined;
  return inferencesToParity({
    training: exactly(all),
    perInference: exactly(one),
  }).value;
}

function exactly(kwh: number): Estimate<Joules> {
  return exact(joules(kwh * JOULES_PER_KWH));
}
