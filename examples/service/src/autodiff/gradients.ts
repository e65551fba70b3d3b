/** @module Reverse mode: from one number back to what it depends on. */
import type { Tape, Value } from "./tape.ts";

/**
 * The gradient of the number `of` by each of `by`, in that order. Only the nodes that these gradients need are
 * written. Throws when `of` does not depend on one of them.
 */
export function gradients(tape: Tape, of: Value, by: readonly Value[]): readonly Value[] {
  // Backward functions write on the tape while we walk it, so the walk goes over a copy.
  const dependences = [...tape.dependences];
  const leadsToWanted = new Set(by);
  for (const { result, inputs } of dependences) {
    if (inputs.some(([input]) => leadsToWanted.has(input))) leadsToWanted.add(result);
  }

  const gradientOf = new Map<Value, Value>([[of, tape.scalar(1)]]);
  for (const { result, inputs } of dependences.toReversed()) {
    const gradient = gradientOf.get(result);
    if (gradient === undefined) continue;
    for (const [input, backward] of inputs) {
      if (!leadsToWanted.has(input)) continue;
      const flow = backward(gradient);
      const before = gradientOf.get(input);
      gradientOf.set(input, before === undefined ? flow : tape.emit("Add", [before, flow]));
    }
  }

  return by.map((value) => {
    const gradient = gradientOf.get(value);
    if (gradient === undefined) throw new Error(`${of} does not depend on ${value}`);
    return gradient;
  });
}
