import { expect, test } from "vitest";
import { speech } from "../data/recordings.ts";
import { normal, seededRandom } from "../data/random.ts";
import { SAMPLE_RATE, speechSegments, VOICE_ACTIVITY } from "./voice-activity.ts";

test("speech is found where Kennedy speaks, with the pauses between his phrases", async () => {
  const predictor = await VOICE_ACTIVITY.load();
  const segments = await predictor.predict(speech());
  // "And so, my fellow Americans · ask not · what your country can do for you · ask what you can do for your country"
  expect(segments).toHaveLength(4);
  const spoken = segments.reduce((sum, { start_s, end_s }) => sum + end_s - start_s, 0);
  expect(spoken).toBeGreaterThan(6);
  expect(spoken).toBeLessThan(9);
  expect(segments[0]?.start_s).toBeLessThan(0.5);
});

test("no speech is found in silence or in noise", async () => {
  const predictor = await VOICE_ACTIVITY.load();
  const random = seededRandom(1);
  const noise = Float32Array.from({ length: 3 * SAMPLE_RATE }, () => 0.02 * normal(random));
  expect(await predictor.predict({ sampleRate: SAMPLE_RATE, samples: noise })).toEqual([]);
  expect(
    await predictor.predict({ sampleRate: SAMPLE_RATE, samples: new Float32Array(noise.length) }),
  ).toEqual([]);
  expect(await predictor.predict({ sampleRate: SAMPLE_RATE, samples: new Float32Array() })).toEqual([]);
});

test("sound at another rate is refused", async () => {
  const predictor = await VOICE_ACTIVITY.load();
  const sound = { sampleRate: 44_100, samples: new Float32Array(10) };
  await expect(predictor.predict(sound)).rejects.toThrow(/16000 Hz, not 44100 Hz/);
});

test("short pauses are bridged, short sounds dropped, and the end closes what is open", () => {
  const spoken = [...windows(10, 0.9), ...windows(3, 0.1), ...windows(10, 0.9), ...windows(10, 0.1)];
  expect(speechSegments(spoken, 2)).toEqual([{ start_s: 0, end_s: 0.736 }]);
  expect(speechSegments([...windows(5, 0.9), ...windows(20, 0.1)], 2)).toEqual([]);
  expect(speechSegments([...windows(5, 0.1), ...windows(20, 0.9)], 0.8)).toEqual([
    { start_s: 0.16, end_s: 0.8 },
  ]);
  // Between 0.35 and 0.5 speech neither starts nor stops.
  expect(speechSegments([...windows(10, 0.9), ...windows(20, 0.4)], 0.96)).toEqual([
    { start_s: 0, end_s: 0.96 },
  ]);
  expect(speechSegments(windows(20, 0.4), 0.64)).toEqual([]);
});

function windows(count: number, probability: number): number[] {
  return Array<number>(count).fill(probability);
}
