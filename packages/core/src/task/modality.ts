/**
 * Modality: what goes in and what comes out. It follows from the task, as in Luccioni, Jernite & Strubell (2024), so
 * that nobody has to state it twice. Where a task takes several inputs, the richest one names the modality: a text
 * prompt beside an image does not change it. Detection and segmentation answer with categories, as that study has it.
 * @module
 */
import type { Task } from "./task.rows.ts";
import { TASKS } from "./task.rows.ts";
import type { KnownOrUnknownTask } from "./task.ts";

/** What goes in and what comes out, as a stable id. */
export type Modality =
  | "text-to-category"
  | "text-to-text"
  | "text-to-number"
  | "text-to-vector"
  | "text-to-image"
  | "text-to-audio"
  | "text-to-video"
  | "text-to-3d"
  | "image-to-category"
  | "image-to-text"
  | "image-to-image"
  | "image-to-vector"
  | "image-to-video"
  | "image-to-3d"
  | "noise-to-image"
  | "audio-to-category"
  | "audio-to-text"
  | "audio-to-audio"
  | "video-to-category"
  | "video-to-text"
  | "video-to-video"
  | "tabular-to-category"
  | "tabular-to-number"
  | "tabular-to-text"
  | "graph-to-category"
  | "state-to-action"
  | "any-to-any";

/** A modality, or `unknown` where the task is not known. */
export type KnownOrUnknownModality = Modality | "unknown";

/** The five modalities of Luccioni, Jernite & Strubell (2024), in the order of their figure: rising energy. */
export const STUDIED_MODALITIES: readonly Modality[] = [
  "text-to-category",
  "text-to-text",
  "image-to-category",
  "image-to-text",
  "text-to-image",
];

const MODALITY_OF_TASK: Readonly<Record<Task, Modality>> = {
  "text-classification": "text-to-category",
  "token-classification": "text-to-category",
  "table-question-answering": "tabular-to-category",
  "question-answering": "text-to-category",
  "zero-shot-classification": "text-to-category",
  translation: "text-to-text",
  summarization: "text-to-text",
  "feature-extraction": "text-to-vector",
  "text-generation": "text-to-text",
  "fill-mask": "text-to-text",
  "sentence-similarity": "text-to-vector",
  "multiple-choice": "text-to-category",
  "text-ranking": "text-to-number",
  "text-retrieval": "text-to-vector",
  "text-to-speech": "text-to-audio",
  "text-to-audio": "text-to-audio",
  "automatic-speech-recognition": "audio-to-text",
  "audio-to-audio": "audio-to-audio",
  "audio-classification": "audio-to-category",
  "audio-text-to-text": "audio-to-text",
  "voice-activity-detection": "audio-to-category",
  "depth-estimation": "image-to-image",
  "image-classification": "image-to-category",
  "object-detection": "image-to-category",
  "image-segmentation": "image-to-category",
  "mask-generation": "image-to-image",
  "keypoint-detection": "image-to-category",
  "image-feature-extraction": "image-to-vector",
  "zero-shot-image-classification": "image-to-category",
  "zero-shot-object-detection": "image-to-category",
  "text-to-image": "text-to-image",
  "unconditional-image-generation": "noise-to-image",
  "image-to-text": "image-to-text",
  "image-to-image": "image-to-image",
  "image-to-video": "image-to-video",
  "image-to-3d": "image-to-3d",
  "image-text-to-text": "image-to-text",
  "image-text-to-image": "image-to-image",
  "image-text-to-video": "image-to-video",
  "visual-question-answering": "image-to-text",
  "document-question-answering": "image-to-text",
  "visual-document-retrieval": "image-to-vector",
  "text-to-video": "text-to-video",
  "text-to-3d": "text-to-3d",
  "video-classification": "video-to-category",
  "video-text-to-text": "video-to-text",
  "video-to-video": "video-to-video",
  "tabular-classification": "tabular-to-category",
  "tabular-regression": "tabular-to-number",
  "tabular-to-text": "tabular-to-text",
  "table-to-text": "tabular-to-text",
  "time-series-forecasting": "tabular-to-number",
  "graph-ml": "graph-to-category",
  "reinforcement-learning": "state-to-action",
  robotics: "state-to-action",
  "any-to-any": "any-to-any",
};

/** All modalities that some task has, in the order of the tasks. */
export const MODALITIES: readonly Modality[] = [...new Set(TASKS.map((task) => MODALITY_OF_TASK[task]))];

/** The modality of a task; `unknown` stays `unknown`. */
export function modalityOf(task: Task): Modality;
export function modalityOf(task: KnownOrUnknownTask): KnownOrUnknownModality;
export function modalityOf(task: KnownOrUnknownTask): KnownOrUnknownModality {
  return task === "unknown" ? "unknown" : MODALITY_OF_TASK[task];
}

/** A modality for people: `text-to-category` is "text → category". */
export function modalityText(modality: KnownOrUnknownModality): string {
  return modality.replace("-to-", " → ");
}

/** The tasks of one modality, in the order of the tasks. */
export function tasksOf(modality: Modality): readonly Task[] {
  return TASKS.filter((task) => MODALITY_OF_TASK[task] === modality);
}
