/**
 * Sound from a WAV file, of the one kind that the model hears: 16 kHz, one channel, 16-bit PCM. Nothing is resampled,
 * mixed or guessed.
 * @module
 */
import { SAMPLE_RATE } from "../speech/window.ts";

/** Longest sound that is taken, in seconds: some seconds of CPU time, well below the 30 s of a Worker. */
export const LONGEST_S = 60;
/** Largest file that can hold it: the samples, and room for chunks of other things. */
export const MOST_BYTES: number = LONGEST_S * SAMPLE_RATE * 2 + 65_536;

/** What is wrong with a file, as a sentence that says what would be right. */
export class WavFault extends Error {
  override readonly name = "WavFault";
}

const PCM = 1;
const HEADER_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;
const FORMAT_BYTES = 16;

/** Samples from −1 to 1, at least one. Throws a WavFault on every other file. */
export function wavSamples(bytes: Uint8Array): Float32Array {
  const chunks = chunksOf(bytes);
  checkFormat(only(chunks, "fmt "));
  const data = only(chunks, "data");
  if (data.byteLength === 0) throw new WavFault("the WAV holds no samples");
  if (data.byteLength % 2 !== 0) throw new WavFault("the WAV's data end in the middle of a 16-bit sample");
  const count = data.byteLength / 2;
  if (count > LONGEST_S * SAMPLE_RATE) {
    throw new WavFault(
      `the WAV lasts ${(count / SAMPLE_RATE).toFixed(1)} s; at most ${LONGEST_S} s are taken`,
    );
  }
  return Float32Array.from({ length: count }, (_, index) => data.getInt16(index * 2, true) / 32_768);
}

/** All chunks of the file, by their tags. */
function chunksOf(bytes: Uint8Array): ReadonlyMap<string, readonly DataView[]> {
  const tag = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.byteLength < HEADER_BYTES || tag(0) !== "RIFF" || tag(8) !== "WAVE") {
    throw new WavFault("wants a WAV file: RIFF, then WAVE");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = new Map<string, DataView[]>();
  for (let at = HEADER_BYTES; at < bytes.byteLength;) {
    const start = at + CHUNK_HEAD_BYTES;
    if (start > bytes.byteLength) throw new WavFault("the WAV ends inside the head of a chunk");
    const size = view.getUint32(at + 4, true);
    if (start + size > bytes.byteLength) {
      throw new WavFault(
        `a chunk of the WAV announces ${size} bytes and ${bytes.byteLength - start} are there; ` +
          "one written to a pipe, its lengths unknown, wants to be rewritten to a file",
      );
    }
    const found = new DataView(bytes.buffer, bytes.byteOffset + start, size);
    chunks.set(tag(at), [...(chunks.get(tag(at)) ?? []), found]);
    // chunks start at even places
    at = start + size + (size % 2);
  }
  return chunks;
}

function only(chunks: ReadonlyMap<string, readonly DataView[]>, tag: string): DataView {
  const [chunk, another] = chunks.get(tag) ?? [];
  if (chunk === undefined || another !== undefined) {
    throw new WavFault(
      `the WAV wants one chunk "${tag.trim()}" and has ${chunk === undefined ? "none" : "several"}`,
    );
  }
  return chunk;
}

function checkFormat(format: DataView): void {
  if (format.byteLength < FORMAT_BYTES) throw new WavFault("the WAV's format is cut short");
  const found = {
    encoding: format.getUint16(0, true),
    channels: format.getUint16(2, true),
    "sample rate": format.getUint32(4, true),
    "bits a sample": format.getUint16(14, true),
    "bytes a sample": format.getUint16(12, true),
    "bytes a second": format.getUint32(8, true),
  };
  const wanted: typeof found = {
    encoding: PCM,
    channels: 1,
    "sample rate": SAMPLE_RATE,
    "bits a sample": 16,
    "bytes a sample": 2,
    "bytes a second": SAMPLE_RATE * 2,
  };
  for (const name of Object.keys(wanted) as (keyof typeof wanted)[]) {
    if (found[name] !== wanted[name]) {
      throw new WavFault(
        `the WAV's ${name} is ${found[name]}; wants 16 kHz, one channel, 16-bit PCM: ${wanted[name]}`,
      );
    }
  }
}
