/**
 * What paths of the usual APIs are: OpenAI's and those that speak as it does, Anthropic's, Ollama's, Text Embeddings
 * Inference's, vLLM's. A row's path is the end of a request's.
 * @module
 */
import type { Task } from "@gramme/core";

/** What a request to a path is: a task, or no inference. */
export type PathTask = Task | "unknown" | "none";

/** Paths of the usual APIs. */
export const PATH_TASKS: readonly (readonly [path: string, task: PathTask])[] = [
  // OpenAI's
  ["/chat/completions", "text-generation"],
  ["/completions", "text-generation"],
  ["/responses", "text-generation"],
  ["/embeddings", "feature-extraction"],
  ["/moderations", "text-classification"],
  ["/images/generations", "text-to-image"],
  ["/images/edits", "image-to-image"],
  ["/images/variations", "image-to-image"],
  ["/audio/speech", "text-to-speech"],
  ["/audio/transcriptions", "automatic-speech-recognition"],
  ["/audio/translations", "automatic-speech-recognition"],
  ["/files", "none"],
  ["/uploads", "none"],
  ["/batches", "none"],
  ["/responses/input_tokens", "none"],
  // Anthropic's
  ["/v1/messages", "text-generation"],
  ["/v1/messages/count_tokens", "none"],
  ["/v1/messages/batches", "none"],
  // Ollama's
  ["/api/chat", "text-generation"],
  ["/api/generate", "text-generation"],
  ["/api/embed", "feature-extraction"],
  ["/api/embeddings", "feature-extraction"],
  ["/api/show", "none"],
  ["/api/pull", "none"],
  ["/api/push", "none"],
  ["/api/create", "none"],
  ["/api/copy", "none"],
  ["/api/delete", "none"],
  // servers of open models
  ["/embed", "feature-extraction"],
  ["/rerank", "text-ranking"],
  ["/score", "text-ranking"],
  ["/tokenize", "none"],
  ["/detokenize", "none"],
];
