/** @module Examples in the form a step takes them. */
import type { Tensor } from "onnxruntime-node";
import type { Examples } from "../data/dataset.ts";
import { shuffledIndices, type Random } from "../data/random.ts";
import { floats } from "../onnx/session.ts";

/** Inputs [n, ...inputDims] and one-hot labels [n, classes]. */
export interface Batch {
  readonly input: Tensor;
  readonly labels: Tensor;
}

/** The examples `indices`, in that order, as one batch. */
export function batchOf(
  examples: Examples,
  indices: Uint32Array,
  { inputDims, classes }: { readonly inputDims: readonly number[]; readonly classes: number },
): Batch {
  const size = inputDims.reduce((product, dim) => product * dim, 1);
  const input = new Float32Array(indices.length * size);
  const labels = new Float32Array(indices.length * classes);
  for (const [row, index] of indices.entries()) {
    examples.write(index, input, row * size);
    labels[row * classes + examples.label(index)] = 1;
  }
  return {
    input: floats(input, [indices.length, ...inputDims]),
    labels: floats(labels, [indices.length, classes]),
  };
}

/** Endless batches of `size` example numbers: every epoch in a new order, an incomplete last batch left out. */
export function* shuffledBatches(count: number, size: number, random: Random): Generator<Uint32Array, never> {
  if (count < size) throw new RangeError(`${count} examples do not fill one batch of ${size}`);
  for (;;) {
    const order = shuffledIndices(count, random);
    for (let start = 0; start + size <= count; start += size) yield order.subarray(start, start + size);
  }
}
