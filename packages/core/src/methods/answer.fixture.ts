import type { Method, MethodFigures, MethodInput } from "./method.ts";

/** A run of which nothing is said beyond what every method wants. */
export const BARE: MethodInput = { durationH: 12, memoryGb: 64, multiplier: 1, gridGPerKwh: 453.22 };

/** Figures of a method for a run that it applies to; throws the reason when it does not. */
export function figuresOf(method: Method, input: MethodInput): MethodFigures {
  const answer = method.apply(input);
  if (!answer.applies) throw new Error(answer.whyNot);
  return answer.figures;
}

/** Why a method does not apply to a run; undefined when it does. */
export function whyNot(method: Method, input: MethodInput): string | undefined {
  const answer = method.apply(input);
  return answer.applies ? undefined : answer.whyNot;
}
