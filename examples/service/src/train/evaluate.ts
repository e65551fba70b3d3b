/** @module How good a network is on examples that it has not learnt from. */
import type { InferenceSession } from "onnxruntime-node";
import { NAMES } from "../autodiff/model.ts";
import type { Network } from "../autodiff/network.ts";
import type { Examples } from "../data/dataset.ts";
import { floatsOf, type Feeds } from "../onnx/session.ts";
import { batchOf } from "./batches.ts";

const BATCH = 250;

/** The share of `examples` (0 to 1) that the network gets right with these parameters. */
export async function accuracy(
  session: InferenceSession,
  network: Network,
  parameters: Feeds,
  examples: Examples,
): Promise<number> {
  let right = 0;
  for (let start = 0; start < examples.count; start += BATCH) {
    const length = Math.min(BATCH, examples.count - start);
    const indices = Uint32Array.from({ length }, (_, row) => start + row);
    const { input } = batchOf(examples, indices, network);
    const outputs = await session.run({ [NAMES.input]: input, ...parameters });
    const probabilities = floatsOf(outputs, NAMES.probabilities);
    for (const [row, index] of indices.entries()) {
      const answers = probabilities.subarray(row * network.classes, (row + 1) * network.classes);
      if (likeliest(answers) === examples.label(index)) right += 1;
    }
  }
  return right / examples.count;
}

/** The place of the largest value; the first of equals. */
export function likeliest(values: Float32Array): number {
  let best = 0;
  for (let place = 1; place < values.length; place += 1) {
    if ((values[place] ?? 0) > (values[best] ?? 0)) best = place;
  }
  return best;
}
