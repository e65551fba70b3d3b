/**
 * Spans as exporters write them.
 * @module
 */

let made = 0;

/** Attributes of OTLP/JSON: whole numbers go as text. */
export function attributes(values: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: unknown): unknown {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (Number.isInteger(value)) return { intValue: String(value) };
  if (typeof value === "number") return { doubleValue: value };
  return value;
}

/** What an instrumented chat says of itself. */
export const CHAT = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "openai",
  "gen_ai.request.model": "gpt-x",
  "gen_ai.response.model": "gpt-x-2026-01-01",
  "gen_ai.usage.input_tokens": 12,
  "gen_ai.usage.output_tokens": 34,
} as const;

/** A span of 250 ms that has just ended, with ids of its own. */
export function span(values: Readonly<Record<string, unknown>> = CHAT, change: object = {}): object {
  made += 1;
  const endMs = Date.now() - 1000;
  return {
    traceId: made.toString(16).padStart(32, "a"),
    spanId: made.toString(16).padStart(16, "b"),
    name: "chat gpt-x",
    kind: 3,
    startTimeUnixNano: `${endMs - 250}000000`,
    endTimeUnixNano: `${endMs}000000`,
    attributes: attributes(values),
    status: { code: 0 },
    ...change,
  };
}

/** An export of spans of one resource. */
export function exported(
  spans: readonly unknown[],
  resource: Readonly<Record<string, unknown>> = {},
): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributes(resource), droppedAttributesCount: 0 },
        scopeSpans: [{ scope: { name: "test" }, spans }],
      },
    ],
  };
}
