/**
 * A span of OpenTelemetry as an event of ours.
 * @module
 */
import { attributesOf, countOf, textOf } from "./attributes.ts";
import type { Attributes } from "./attributes.ts";
import { OPERATIONS } from "./operation.rows.ts";

/** What a span is to the ledger. */
export type SpanReading =
  /** Not an inference: somebody else's business. */
  | { readonly kind: "other" }
  /** An inference, not yet checked: labels may still be wrong. */
  | { readonly kind: "event"; readonly event: Readonly<Record<string, unknown>> }
  /** An inference that cannot be told apart or placed in time. */
  | { readonly kind: "unreadable"; readonly detail: string };

const TRACE_ID = /^(?!0{32})[0-9a-f]{32}$/u;
const SPAN_ID = /^(?!0{16})[0-9a-f]{16}$/u;

interface Span {
  readonly traceId?: unknown;
  readonly spanId?: unknown;
  readonly startTimeUnixNano?: unknown;
  readonly endTimeUnixNano?: unknown;
  readonly attributes?: unknown;
  readonly status?: unknown;
}

/**
 * Reads a span. Labels of ours may stand on its resource too: `OTEL_RESOURCE_ATTRIBUTES=gramme.profile=…`. The event is
 * named by trace and span, so that an exporter may send it as often as it likes.
 */
export function spanReading(span: unknown, resource: Attributes): SpanReading {
  if (typeof span !== "object" || span === null) return { kind: "other" };
  const { traceId, spanId, startTimeUnixNano, endTimeUnixNano, attributes, status } = span as Span;
  const own = attributesOf(attributes);
  const operation = textOf("gen_ai.operation.name", own);
  const task = operation === undefined ? undefined : OPERATIONS.get(operation);
  if (task === undefined) return { kind: "other" };
  const trace = typeof traceId === "string" ? traceId.toLowerCase() : "";
  const id = typeof spanId === "string" ? spanId.toLowerCase() : "";
  if (!TRACE_ID.test(trace) || !SPAN_ID.test(id)) {
    return { kind: "unreadable", detail: "traceId wants 32 and spanId 16 hexadecimal digits" };
  }
  const [start, end] = [nanosOf(startTimeUnixNano), nanosOf(endTimeUnixNano)];
  if (start === undefined || end === undefined || end < start) {
    return {
      kind: "unreadable",
      detail: "startTimeUnixNano and endTimeUnixNano want ns since 1970, and the end not before the start",
    };
  }
  const label = (name: string): Record<string, string> => {
    const value = textOf(`gramme.${name}`, own, resource);
    return value === undefined ? {} : { [name]: value };
  };
  return {
    kind: "event",
    event: {
      id: `${trace}-${id}`,
      at_unix_ms: Number(end / 1_000_000n),
      task,
      // an inference of a model that nobody named is still one
      model: textOf("gen_ai.response.model", own) ?? textOf("gen_ai.request.model", own) ?? "unknown",
      ...durationOf(Number(end - start) / 1e6),
      ...tokensOf(own, operation === "embeddings"),
      ...(hasFailed(status, own) ? { outcome: "failed" } : {}),
      ...label("task"),
      ...label("phase"),
      ...label("profile"),
      ...label("route"),
      ...label("zone"),
      ...label("model_version"),
    },
  };
}

/** Nanoseconds since 1970: text, or a number, which cannot hold them to the last digit. */
function nanosOf(value: unknown): bigint | undefined {
  if (typeof value === "string" && /^\d{1,19}$/u.test(value)) return BigInt(value);
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return BigInt(value);
  return undefined;
}

/** A client sees its request from outside, network and all. No time at all is none that was measured. */
function durationOf(ms: number): Record<string, unknown> {
  return ms >= 0.001 ? { duration_ms: ms, timing: "wall-io" } : {};
}

/** Tokens where both are known. An embedding has no output tokens, so that those that went in are enough. */
function tokensOf(own: Attributes, isEmbedding: boolean): Record<string, number> {
  const input = countOf(own, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens");
  const output =
    countOf(own, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens") ??
    (isEmbedding ? 0 : undefined);
  return input === undefined || output === undefined ? {} : { input_tokens: input, output_tokens: output };
}

function hasFailed(status: unknown, own: Attributes): boolean {
  const code: unknown = (status as { readonly code?: unknown } | null | undefined)?.code;
  return code === 2 || code === "STATUS_CODE_ERROR" || own.has("error.type");
}
