import { expect, test } from "vitest";
import { readWav } from "./wav.ts";

function wav(channels: number, bits: number, samples: readonly number[]): Uint8Array {
  // A chunk of odd length stands before the data: readers must skip its filling byte.
  const bytes = new DataView(new ArrayBuffer(12 + 24 + 10 + 8 + samples.length * 2));
  const tag = (at: number, text: string) => {
    for (const [i, code] of Buffer.from(text).entries()) bytes.setUint8(at + i, code);
  };
  tag(0, "RIFF");
  tag(8, "WAVE");
  tag(12, "fmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, channels, true);
  bytes.setUint32(24, 8000, true);
  bytes.setUint16(34, bits, true);
  tag(36, "LIST");
  bytes.setUint32(40, 1, true);
  tag(46, "data");
  bytes.setUint32(50, samples.length * 2, true);
  for (const [i, sample] of samples.entries()) bytes.setInt16(54 + i * 2, sample, true);
  return new Uint8Array(bytes.buffer);
}

test("samples go from −1 to 1, and channels are averaged", () => {
  expect(readWav(wav(1, 16, [0, 16384, -32768]))).toEqual({
    sampleRate: 8000,
    samples: Float32Array.of(0, 0.5, -1),
  });
  expect(readWav(wav(2, 16, [16384, 0, -16384, -16384])).samples).toEqual(Float32Array.of(0.25, -0.5));
});

test("other files are refused", () => {
  expect(() => readWav(new Uint8Array(40))).toThrow("not a WAV file");
  expect(() => readWav(wav(1, 8, []))).toThrow("16-bit PCM");
  expect(() => readWav(wav(1, 16, []).subarray(0, 36))).toThrow("a format and data");
});
