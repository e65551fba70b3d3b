import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RECORDING, wav, type WavParts } from "./wav.fixture.ts";
import { SAMPLE_RATE } from "../speech/window.ts";
import { LONGEST_S, MOST_BYTES, WavFault, wavSamples } from "./wav.ts";

test("a real recording is eleven seconds of samples from −1 to 1", () => {
  const samples = wavSamples(readFileSync(RECORDING));
  expect(samples).toHaveLength(11 * SAMPLE_RATE);
  expect(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThanOrEqual(1);
});

test("samples are 16-bit whole numbers over 32768", () => {
  const file = wav({ data: Int16Array.of(0, 1, -1, 16_384, 32_767, -32_768) });
  expect([...wavSamples(file)]).toEqual([0, 2 ** -15, -(2 ** -15), 0.5, 1 - 2 ** -15, -1]);
});

test("chunks of other things are passed over, odd ones with their padding, and so is an unaligned view", () => {
  const file = wav({
    before: [["LIST", new Uint8Array(7)]],
    data: Int16Array.of(1, 2),
    after: [["id3 ", new Uint8Array(3)]],
  });
  const shifted = new Uint8Array(file.byteLength + 1);
  shifted.set(file, 1);
  expect(wavSamples(shifted.subarray(1))).toHaveLength(2);
});

test.each<[string, WavParts, RegExp]>([
  ["two channels", { channels: 2 }, /channels is 2; wants 16 kHz, one channel/u],
  ["44.1 kHz", { sampleRate: 44_100 }, /sample rate is 44100/u],
  ["8 bits", { bits: 8 }, /bits a sample is 8/u],
  ["32-bit floats", { encoding: 3 }, /encoding is 3/u],
  ["an extensible format", { encoding: 0xff_fe }, /encoding is 65534/u],
  ["a false rate of bytes", { byteRate: 1 }, /bytes a second is 1/u],
  ["no samples", { data: new Int16Array() }, /no samples/u],
  ["half a sample", { data: new Uint8Array(3) }, /middle of a 16-bit sample/u],
  ["two formats", { before: [["fmt ", new Uint8Array(16)]] }, /one chunk "fmt" and has several/u],
  ["two data chunks", { after: [["data", new Uint8Array(2)]] }, /one chunk "data" and has several/u],
  ["lengths unknown", { announced: 0xff_ff_ff_ff }, /announces 4294967295 bytes and 8 are there/u],
  ["too long a sound", { data: new Int16Array(LONGEST_S * SAMPLE_RATE + 1) }, /at most 60 s/u],
])("a WAV with %s is refused, and told why", (_, parts, words) => {
  expect(() => wavSamples(wav(parts))).toThrow(WavFault);
  expect(() => wavSamples(wav(parts))).toThrow(words);
});

test("the longest sound is taken", () => {
  const file = wav({ data: new Int16Array(LONGEST_S * SAMPLE_RATE) });
  expect(file.byteLength).toBeLessThan(MOST_BYTES);
  expect(wavSamples(file)).toHaveLength(LONGEST_S * SAMPLE_RATE);
});

test.each([
  ["nothing", ""],
  ["text", "RIFFLE!"],
  ["another RIFF", "RIFF\0\0\0\0AVI LIST"],
])("%s is no WAV", (_, text) => {
  expect(() => wavSamples(new TextEncoder().encode(text))).toThrow(/RIFF, then WAVE/u);
});

test("a file cut anywhere is refused by name, never by accident", () => {
  const file = wav({ before: [["LIST", new Uint8Array(5)]], data: Int16Array.of(1, 2, 3, 4) });
  for (let length = 0; length < file.byteLength; length += 1) {
    expect(() => wavSamples(file.subarray(0, length))).toThrow(WavFault);
  }
});

test("a file with any byte of its heads changed is read or refused by name", () => {
  const file = wav({ data: Int16Array.of(1, 2, 3, 4) });
  const changed = [...file.keys()].flatMap((at) =>
    [0, 1, 127, 128, 255].map((value) => file.map((byte, index) => (index === at ? value : byte))),
  );
  for (const each of changed) expect(["read", "refused"]).toContain(outcome(each));
});

function outcome(file: Uint8Array): string {
  try {
    return wavSamples(file).length > 0 ? "read" : "read, and empty";
  } catch (error) {
    return error instanceof WavFault ? "refused" : String(error);
  }
}
