/**
 * The same time at every boundary: how far the choice of what is counted moves the answer.
 * @module
 */
import type { BoundaryRung } from "@gramme/core/boundary";
import type { WirePhasesAnswer, WireQuantity } from "@gramme/core/wire/api";
import { counted } from "../../words/counted.ts";

/** Phases that are drawn. */
export const CLIMBING = ["inference", "training"] as const;

/** A phase at a rung. */
export interface Step {
  readonly phase: (typeof CLIMBING)[number];
  readonly rung: BoundaryRung;
  /** null: not known at this rung. */
  readonly value: WireQuantity | null;
  /** Inferences and failed requests whose energy is not in it. */
  readonly unknown: number;
}

/** Steps of both phases, in the order of the answers. */
export function stepsOf(
  answers: readonly WirePhasesAnswer[],
  field: "co2e_g" | "energy_kwh",
): readonly Step[] {
  return answers.flatMap(({ boundary: rung, phases }) =>
    CLIMBING.flatMap((phase) =>
      phases
        .filter((one) => one.phase === phase)
        .map((one) => ({
          phase,
          rung,
          value: one[field],
          unknown: one.unknown.reduce((sum, { count }) => sum + count, 0),
        })),
    ),
  );
}

/** What the ladder says. A rung that knows fewer requests than another is not measured against it. */
export function climbText(steps: readonly Step[]): string {
  const told = CLIMBING.flatMap((phase) => {
    const known = steps.filter((step) => step.phase === phase && (step.value?.value ?? 0) > 0);
    const least = Math.min(...known.map(({ unknown }) => unknown));
    const alike = known.filter(({ unknown }) => unknown === least);
    const [first] = alike;
    const last = alike.at(-1);
    return first?.value == null || last?.value == null || first === last
      ? []
      : [
          `${phase} ${(last.value.value / first.value.value).toFixed(1)} times as much at ${last.rung} as at ${first.rung}`,
        ];
  });
  return told.length === 0
    ? "There are no two boundaries at which the same requests are known."
    : `By this choice alone: ${told.join(", ")}.`;
}

/** Of how many requests more than elsewhere nobody knows at a rung; empty where of none. */
export function unknownText(steps: readonly Step[], rung: BoundaryRung): string {
  const counts = Map.groupBy(steps, (step) => step.rung);
  const count = (at: BoundaryRung): number =>
    (counts.get(at) ?? []).reduce((sum, { unknown }) => sum + unknown, 0);
  const more = count(rung) - Math.min(...[...counts.keys()].map(count));
  return more > 0
    ? `; ${counted(more)} inferences are not in it, since their energy is known at a wider one only`
    : "";
}
