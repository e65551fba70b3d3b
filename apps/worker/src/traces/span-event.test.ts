import * as fc from "fast-check";
import { isEvent } from "../intake/event-check.ts";
import { describe, expect, it } from "vitest";
import { attributesOf } from "./attributes.ts";
import { spanReading } from "./span-event.ts";
import { attributes, CHAT, span } from "./span.fixture.ts";

const NONE = attributesOf([]);

/** The event of a span that is one. */
function eventOf(read: object, resource = NONE): Readonly<Record<string, unknown>> {
  const reading = spanReading(read, resource);
  expect(reading.kind).toBe("event");
  return reading.kind === "event" ? reading.event : {};
}

describe("a span of an inference", () => {
  it("is an event named by trace and span, of the model that answered", () => {
    const event = eventOf(
      span(CHAT, {
        traceId: "5B8EFFF798038103D269B633813FC60C",
        spanId: "EEE19B7EC3C1B174",
        startTimeUnixNano: "1790000000000123456",
        endTimeUnixNano: "1790000001500623456",
      }),
    );
    expect(event).toEqual({
      id: "5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174",
      at_unix_ms: 1_790_000_001_500,
      task: "text-generation",
      model: "gpt-x-2026-01-01",
      duration_ms: 1500.5,
      timing: "wall-io",
      input_tokens: 12,
      output_tokens: 34,
    });
    expect(isEvent(event)).toBe(true);
  });

  it.each([
    ["chat", "text-generation"],
    ["text_completion", "text-generation"],
    ["generate_content", "text-generation"],
    ["embeddings", "feature-extraction"],
    ["image_generation", "unknown"],
  ])("%s is of task %s", (operation, task) => {
    expect(eventOf(span({ ...CHAT, "gen_ai.operation.name": operation }))).toMatchObject({ task });
  });

  it("carries our own labels, the span's before the resource's", () => {
    const resource = attributesOf(
      attributes({
        "gramme.profile": "a100",
        "gramme.zone": "FRA",
        "gramme.model_version": "1",
        "gramme.phase": "development",
      }),
    );
    const own = {
      ...CHAT,
      "gramme.task": "summarization",
      "gramme.route": "/v1/sum/:id",
      "gramme.model_version": "2",
    };
    expect(eventOf(span(own), resource)).toMatchObject({
      task: "summarization",
      route: "/v1/sum/:id",
      profile: "a100",
      zone: "FRA",
      model_version: "2",
      phase: "development",
    });
  });

  it("is of the model that was asked for, where none answered, and of an unknown one where none was named", () => {
    const { "gen_ai.response.model": _, ...asked } = CHAT;
    expect(eventOf(span(asked))).toMatchObject({ model: "gpt-x" });
    expect(eventOf(span({ "gen_ai.operation.name": "chat" }))).toMatchObject({ model: "unknown" });
  });

  it("has tokens by their older names too, and none where only one is known", () => {
    const chat = { "gen_ai.operation.name": "chat" };
    expect(
      eventOf(span({ ...chat, "gen_ai.usage.prompt_tokens": 5, "gen_ai.usage.completion_tokens": 6 })),
    ).toMatchObject({ input_tokens: 5, output_tokens: 6 });
    expect(eventOf(span({ ...chat, "gen_ai.usage.input_tokens": 5 }))).not.toHaveProperty("input_tokens");
    expect(
      eventOf(span({ "gen_ai.operation.name": "embeddings", "gen_ai.usage.input_tokens": 5 })),
    ).toMatchObject({ input_tokens: 5, output_tokens: 0 });
  });

  it.each<[string, unknown, number | undefined]>([
    ["int64 as text", { intValue: "5" }, 5],
    ["int64 as a number", { intValue: 5 }, 5],
    ["a double that is whole", { doubleValue: 5 }, 5],
    ["text", { stringValue: "5" }, 5],
    ["a double that is not whole", { doubleValue: 5.5 }, undefined],
    ["a negative one", { intValue: "-5" }, undefined],
    ["a boolean", { boolValue: true }, undefined],
    ["a list", { arrayValue: { values: [{ intValue: "5" }] } }, undefined],
    ["nothing", null, undefined],
    ["a bare number", 5, undefined],
  ])("takes a count of tokens as %s for what it is", (_, value, expected) => {
    const own = { ...CHAT, "gen_ai.usage.input_tokens": value };
    const list = attributes({ ...CHAT, "gen_ai.usage.input_tokens": 0 }).map((entry) => {
      const { key } = entry as { key: string };
      return key === "gen_ai.usage.input_tokens" ? { key, value: own[key] } : entry;
    });
    expect(eventOf(span({}, { attributes: list }))["input_tokens"]).toBe(expected);
  });

  it("has failed where its status or its error type says so", () => {
    expect(eventOf(span(CHAT, { status: { code: 2, message: "no" } }))).toMatchObject({ outcome: "failed" });
    expect(eventOf(span(CHAT, { status: { code: "STATUS_CODE_ERROR" } }))).toMatchObject({
      outcome: "failed",
    });
    expect(eventOf(span({ ...CHAT, "error.type": "timeout" }))).toMatchObject({ outcome: "failed" });
    for (const status of [{ code: 1 }, {}, null, undefined]) {
      expect(eventOf(span(CHAT, { status }))).not.toHaveProperty("outcome");
    }
  });

  it("has no duration where none was measured", () => {
    const at = "1790000000000000000";
    const event = eventOf(span(CHAT, { startTimeUnixNano: at, endTimeUnixNano: at }));
    expect(event).not.toHaveProperty("duration_ms");
    expect(event).not.toHaveProperty("timing");
    expect(isEvent(event)).toBe(true);
  });

  it("has its nanoseconds as text or as numbers", () => {
    const event = eventOf(
      span(CHAT, {
        startTimeUnixNano: 1_790_000_000_000_000_000,
        endTimeUnixNano: 1_790_000_001_000_000_000,
      }),
    );
    expect(event).toMatchObject({ at_unix_ms: 1_790_000_001_000, duration_ms: 1000 });
  });

  it.each<[string, object]>([
    ["no trace", { traceId: undefined }],
    ["a trace of zeros", { traceId: "0".repeat(32) }],
    ["a trace in base64, as protobuf's own JSON has it", { traceId: "W47/95gDgQPSabYzgT/GDA==" }],
    ["a span that is too short", { spanId: "abc" }],
    ["no start", { startTimeUnixNano: undefined }],
    ["an end that is no time", { endTimeUnixNano: "soon" }],
    [
      "an end before its start",
      { startTimeUnixNano: "1790000001000000000", endTimeUnixNano: "1790000000000000000" },
    ],
  ])("cannot be read with %s", (_, change) => {
    expect(spanReading(span(CHAT, change), NONE)).toMatchObject({ kind: "unreadable" });
  });

  it("never brings along what was asked or answered", () => {
    const secret = "attack at dawn";
    const own = {
      ...CHAT,
      "gen_ai.input.messages": secret,
      "gen_ai.output.messages": secret,
      "gen_ai.system_instructions": secret,
      "gen_ai.prompt.0.content": secret,
    };
    const events = [{ name: "gen_ai.content.prompt", attributes: attributes({ "gen_ai.prompt": secret }) }];
    const read = span(own, { name: secret, events, status: { code: 2, message: secret } });
    expect(JSON.stringify(spanReading(read, NONE))).not.toContain("dawn");
  });
});

describe("any other span", () => {
  it.each([
    ["HTTP", { "http.request.method": "POST" }],
    ["an agent", { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "x" }],
    ["a tool", { "gen_ai.operation.name": "execute_tool" }],
    ["a retrieval", { "gen_ai.operation.name": "retrieval" }],
    ["an operation that is no text", { "gen_ai.operation.name": 5 }],
    ["an operation of an object's own", { "gen_ai.operation.name": "constructor" }],
  ])("is somebody else's business: %s", (_, own) => {
    expect(spanReading(span(own), NONE)).toEqual({ kind: "other" });
  });

  it("may be of any form", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (read, list) => {
        expect(["other", "unreadable", "event"]).toContain(spanReading(read, attributesOf(list)).kind);
      }),
    );
  });
});
