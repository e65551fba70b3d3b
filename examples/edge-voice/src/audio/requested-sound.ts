/**
 * The sound that a request brings, bounded and of the right kind.
 * @module
 */
import type { Context } from "hono";
import { problem } from "../problem.ts";
import { MOST_BYTES, WavFault, wavSamples } from "./wav.ts";

const WAV_TYPES = ["audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"];

/** Samples of the sound, or the refusal of what came in its place. */
export async function requestedSound(c: Context): Promise<Float32Array | Response> {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!WAV_TYPES.includes(type)) {
    return problem(415, "wants a WAV file, content-type: audio/wav", { accept: "audio/wav" });
  }
  const bytes = await bounded(c.req.raw.body);
  if (bytes === undefined) return problem(413, `takes at most ${MOST_BYTES} bytes`);
  try {
    return wavSamples(bytes);
  } catch (error) {
    if (error instanceof WavFault) return problem(422, error.message);
    throw error;
  }
}

/** The whole body, where it is no larger than a sound may be. What it says of its own length is not believed. */
async function bounded(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
