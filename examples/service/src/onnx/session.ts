/** @module Running a model in onnxruntime. */
import { InferenceSession, Tensor } from "onnxruntime-node";

/** What a model is fed: one tensor for each of its inputs, by name. */
export type Feeds = Readonly<Record<string, Tensor>>;

/**
 * A session on an .onnx file or its bytes, on one thread: at these sizes a second thread only spins, and what is
 * measured should be work. Throws onnxruntime's error when the model cannot be loaded.
 */
export async function openSession(model: string | Uint8Array): Promise<InferenceSession> {
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 } as const;
  return typeof model === "string"
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options);
}

/** A tensor of 32-bit floats. */
export function floats(values: Float32Array, dims: readonly number[]): Tensor {
  return new Tensor("float32", values, dims);
}

/** The 32-bit floats of the output `name`. Throws when the model gave none under that name. */
export function floatsOf(outputs: Readonly<Record<string, unknown>>, name: string): Float32Array {
  const tensor = outputs[name];
  if (!(tensor instanceof Tensor) || !(tensor.data instanceof Float32Array)) {
    throw new TypeError(`the model has no float output named ${name}`);
  }
  return tensor.data;
}
