/**
 * What the head of an answer tells of its usage.
 * @module
 */
import type { FoundUsage } from "../call/metered-call.ts";

/**
 * Figures in the head of an answer.
 *
 * `x-inference-time` is milliseconds from Hugging Face's servers (TGI, TEI) and seconds from many a hand-made one, so it
 * is believed only among the headers that theirs send with it. Their `x-compute-time` is seconds from the one and
 * milliseconds from the other, and is not read at all.
 * @param whole Whether the answer was whole when its head was sent. The head of a stream knows nothing of the end.
 */
export function headerUsage(headers: Headers, whole: boolean): FoundUsage {
  if (!whole) return {};
  const count = (name: string): number | undefined => {
    const text = headers.get(name);
    return text !== null && /^\d{1,12}$/u.test(text) ? Number(text) : undefined;
  };
  const inferenceMs = count("x-inference-time");
  const totalMs = count("x-total-time");
  const ours = totalMs !== undefined && count("x-queue-time") !== undefined;
  if (ours && inferenceMs !== undefined && inferenceMs <= totalMs) {
    return {
      compute_ms: inferenceMs,
      input_tokens: count("x-prompt-tokens"),
      output_tokens: count("x-generated-tokens"),
    };
  }
  return { compute_ms: count("openai-processing-ms") };
}
