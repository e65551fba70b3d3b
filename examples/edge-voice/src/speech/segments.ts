/**
 * From probabilities to stretches of speech.
 *
 * Both examples have these lines. Each is there to be copied whole, so that neither imports the other; and how
 * probabilities become stretches of speech is a service's business, not Gramme's.
 * @module
 */
import { SAMPLE_RATE, WINDOW } from "./window.ts";

/** A stretch of speech, in seconds from the start of the sound. */
export interface SpeechSegment {
  readonly start_s: number;
  readonly end_s: number;
}

// Silero's own settings: when speech starts and stops, and how short either may be.
const SPEECH_FROM = 0.5;
const SILENCE_BELOW = 0.35;
const LEAST_SPEECH_S = 0.25;
const LEAST_SILENCE_S = 0.1;

/**
 * The stretches of speech in windows with these probabilities. Speech starts at 0.5 and stops once it stays below 0.35
 * for 0.1 s; a stretch shorter than 0.25 s does not count. None ends after `durationS` seconds.
 */
export function speechSegments(
  probabilities: readonly number[],
  durationS: number,
): readonly SpeechSegment[] {
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
  close(silentSince ?? durationS);
  return segments;
}
