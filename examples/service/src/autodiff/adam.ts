/** @module Adam (Kingma & Ba 2015, arXiv:1412.6980, algorithm 1) as ONNX nodes. */
import type { Tape, Value } from "./tape.ts";

/** Adam's decay rates and the floor that keeps the division sane: the paper's own. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** The names of a parameter and of its two running moments. */
export interface AdamState {
  readonly parameter: Value;
  readonly mean: Value;
  readonly square: Value;
}

/** The names under which a step puts its state, next to the names it read it from. */
export function nextName(value: Value): Value {
  return `${value}.next`;
}

/** Writes one update; the new state stands under `nextName` of the old. `rate` is `adamRate` of the step. */
export function adamUpdate(tape: Tape, state: AdamState, gradient: Value, rate: Value): void {
  const mean = blend(tape, state.mean, gradient, ADAM.beta1);
  const square = blend(tape, state.square, tape.emit("Mul", [gradient, gradient]), ADAM.beta2);
  const root = tape.emit("Add", [tape.emit("Sqrt", [square]), tape.scalar(ADAM.epsilon)]);
  const step = tape.emit("Mul", [tape.emit("Div", [mean, root]), rate]);
  tape.emit("Sub", [state.parameter, step], {}, nextName(state.parameter));
}

/** The rate of step `step` (from 1): the paper's two bias corrections are one number, so they are folded into it. */
export function adamRate(learningRate: number, step: number): number {
  return (learningRate * Math.sqrt(1 - ADAM.beta2 ** step)) / (1 - ADAM.beta1 ** step);
}

function blend(tape: Tape, before: Value, now: Value, keep: number): Value {
  const kept = tape.emit("Mul", [before, tape.scalar(keep)]);
  const added = tape.emit("Mul", [now, tape.scalar(1 - keep)]);
  return tape.emit("Add", [kept, added], {}, nextName(before));
}
