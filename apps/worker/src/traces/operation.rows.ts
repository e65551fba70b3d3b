/**
 * Operations of the GenAI conventions that are inferences, and the task that each is. Agents, tools, retrievals and
 * workflows are none: what they ask models has spans of its own.
 * @module
 */
import type { KnownOrUnknownTask } from "@gramme/core";

/** `gen_ai.operation.name` → task. */
export const OPERATIONS: ReadonlyMap<string, KnownOrUnknownTask> = new Map([
  ["chat", "text-generation"],
  ["text_completion", "text-generation"],
  ["generate_content", "text-generation"],
  ["embeddings", "feature-extraction"],
  // names that instrumentations use though the conventions have none: which task it is, is not certain
  ["image_generation", "unknown"],
  ["speech", "unknown"],
  ["transcription", "unknown"],
  ["rerank", "unknown"],
]);
