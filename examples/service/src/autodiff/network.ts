/** @module What a classifier is here: its parameters, and how logits come from an input. */
import type { Tape, Value } from "./tape.ts";

/** A trainable tensor. It starts normal with variance 2/fanIn (He et al. 2015), or at zero when fanIn is 0. */
export interface Parameter {
  readonly name: Value;
  readonly dims: readonly number[];
  readonly fanIn: number;
}

/** A network that tells one of `classes` from an input [N, ...inputDims]. */
export interface Network {
  readonly name: string;
  readonly inputDims: readonly number[];
  readonly classes: number;
  readonly parameters: readonly Parameter[];
  /** Writes the network on `tape` and gives its logits [N, classes]. */
  readonly logits: (tape: Tape, input: Value) => Value;
}

/** The values of a network's parameters, by name. */
export type Weights = ReadonlyMap<Value, Float32Array>;

/** How many values a parameter holds. */
export function parameterSize(parameter: Parameter): number {
  return parameter.dims.reduce((product, dim) => product * dim, 1);
}
