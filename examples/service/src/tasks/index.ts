/** @module Every task that the service serves. */
import { DIGITS } from "./digits.ts";
import { LANGUAGE } from "./language.ts";
import { SPAM } from "./spam.ts";
import { SUPER_RESOLUTION } from "./super-resolution.ts";
import { TEXT_DETECTION } from "./text-detection.ts";
import { TEXT_RECOGNITION } from "./text-recognition.ts";
import { VOICE_ACTIVITY } from "./voice-activity.ts";

export type { Box } from "./text-boxes.ts";
export type { ReadLine } from "./text-recognition.ts";
export type { SpeechSegment } from "./voice-activity.ts";
export type { Classification, ModelOrigin, PipelineTag, Predictor, Task } from "./task.ts";

/** The tasks, by their names in gramme.yml. */
export const TASKS = {
  digits: DIGITS,
  language: LANGUAGE,
  spam: SPAM,
  "super-resolution": SUPER_RESOLUTION,
  "text-detection": TEXT_DETECTION,
  "text-recognition": TEXT_RECOGNITION,
  "voice-activity": VOICE_ACTIVITY,
} as const;
