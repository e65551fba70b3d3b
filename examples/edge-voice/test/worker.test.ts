import { readFileSync } from "node:fs";
import { MeterLine } from "@gramme/core/wire";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RECORDING, wav } from "../src/audio/wav.fixture.ts";
import { LONGEST_S, MOST_BYTES, wavSamples } from "../src/audio/wav.ts";
import { nodeProbabilities } from "./node-probabilities.ts";
import { runningWorker, type Heard, type RunningWorker } from "./running-worker.ts";

const SPEECH = readFileSync(RECORDING);
/** Its first three seconds. */
const BEGINNING = wav({ data: new Uint8Array(SPEECH.subarray(44, 44 + 3 * 32_000)) });
const LABELS = {
  task: "voice-activity-detection",
  model: "silero-vad",
  model_version: "5",
  route: "/voice-activity",
  profile: "edge-voice",
};

let worker: RunningWorker;
/** Windows of each sound that was answered. */
const answered: number[] = [];

beforeAll(async () => {
  worker = await runningWorker("edge-voice");
});
afterAll(async () => {
  await worker.close();
});

async function heard(body: Uint8Array, query = ""): Promise<Heard> {
  const response = await worker.request(`/voice-activity${query}`, {
    method: "POST",
    body,
    type: "audio/wav",
  });
  expect(response.status).toBe(200);
  const answer = (await response.json()) as Heard;
  answered.push(answer.windows);
  return answer;
}

// first, so that the isolate is cold: several requests wait for one model
test("requests that come at once find one model, and the answer that a request alone finds", async () => {
  const atOnce = await Promise.all([heard(BEGINNING), heard(BEGINNING), heard(BEGINNING)]);
  const alone = await heard(BEGINNING);
  expect(alone.segments.length).toBeGreaterThan(0);
  expect(atOnce).toEqual([alone, alone, alone]);
});

test("the model says in a Worker what it says on Node", async () => {
  const { probabilities = [] } = await heard(SPEECH, "?probabilities=true");
  expect(probabilities).toHaveLength(344);
  // the same runtime: bit for bit. Native code sums in another order, and the model hears its own rounding again
  expect(probabilities).toEqual(await nodeProbabilities("wasm", wavSamples(SPEECH)));
  const native = await nodeProbabilities("native", wavSamples(SPEECH));
  const off = native.map((probability, window) => Math.abs(probability - (probabilities[window] ?? 1)));
  expect(Math.max(...off)).toBeLessThan(1e-5);
});

test("speech is found where Kennedy speaks, with the pauses between his phrases", async () => {
  const answer = await heard(SPEECH);
  // "And so, my fellow Americans · ask not · what your country can do for you · ask what you can do for your country"
  expect(answer).toMatchObject({ duration_s: 11, windows: 344 });
  expect(answer.segments).toEqual([
    { start_s: 0.352, end_s: 2.24 },
    { start_s: 3.296, end_s: 4.416 },
    { start_s: 5.408, end_s: 7.648 },
    { start_s: 8.192, end_s: 10.592 },
  ]);
  expect(answer.probabilities).toBeUndefined();
});

test.each([
  [1, 1],
  [512, 1],
  [513, 2],
])("of %s samples %s windows are heard, and silence is no speech", async (samples, windows) => {
  expect(await heard(wav({ data: new Int16Array(samples) }))).toMatchObject({ windows, segments: [] });
});

test.each<[string, Uint8Array, string, number, RegExp]>([
  ["another kind of sound", SPEECH, "audio/mpeg", 415, /audio\/wav/u],
  ["no WAV", new TextEncoder().encode("hello"), "audio/wav", 422, /RIFF/u],
  ["another rate", wav({ sampleRate: 44_100 }), "audio/x-wav", 422, /sample rate is 44100/u],
  [
    "too long a sound",
    wav({ data: new Int16Array(LONGEST_S * 16_000 + 1) }),
    "audio/wav",
    422,
    /at most 60 s/u,
  ],
  ["too many bytes", new Uint8Array(MOST_BYTES + 1), "audio/wav", 413, /at most \d+ bytes/u],
])("%s is refused with a reason", async (_, body, type, status, detail) => {
  const response = await worker.request("/voice-activity", { method: "POST", body, type });
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({ status, detail: expect.stringMatching(detail) as string });
});

test("other paths and methods are refused as well", async () => {
  expect((await worker.request("/")).status).toBe(404);
  const got = await worker.request("/voice-activity");
  expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
});

test("every window that was answered is counted once, without a time, though the ledger was away", async () => {
  const { ledger } = worker;
  ledger.away = true;
  await Promise.all([1000, 512, 2000].map(async (samples) => heard(wav({ data: new Int16Array(samples) }))));
  await expect.poll(() => ledger.missed, { timeout: 60_000 }).toBeGreaterThan(0);
  expect(ledger.events.length).toBeLessThan(answered.length);

  ledger.away = false;
  await expect.poll(() => ledger.events.length, { timeout: 60_000 }).toBe(answered.length);
  expect(ascending(ledger.events.map(({ count = 1 }) => count))).toEqual(ascending(answered));
  for (const { at_unix_ms: _at, count: _count, ...rest } of ledger.events) expect(rest).toEqual(LABELS);
});

test("of each request one line is logged, which a tail consumer can read, and nothing of the sound", async () => {
  await heard(wav({ data: new Int16Array(1500) }));
  await expect.poll(() => worker.tailed(), { timeout: 60_000 }).toHaveLength(answered.length);
  const lines = worker.tailed().map((logs) => {
    expect(logs).toEqual([[{ gramme: expect.anything() as unknown }]]);
    const [logged] = logs.flat() as readonly { readonly gramme: unknown }[];
    return MeterLine.parse(logged?.gramme);
  });
  expect(ascending(lines.map(({ inferences }) => inferences))).toEqual(ascending(answered));
  expect(new Set(lines.map(({ meter_id }) => meter_id)).size).toBe(answered.length);
  for (const { labels } of lines) expect(labels).toEqual(LABELS);
});

function ascending(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((a, b) => a - b);
}
