import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FoundUsage } from "../call/metered-call.ts";
import { usageReader } from "./usage-reader.ts";

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
const SSE_TYPE = { "content-type": "text/event-stream" };
const LINES_TYPE = { "content-type": "application/x-ndjson" };

function read(
  body: string | Uint8Array,
  headers: Record<string, string> = JSON_TYPE,
  step = 1_000_000,
): FoundUsage {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const reader = usageReader(new Headers(headers));
  for (let at = 0; at < bytes.length; at += step) reader.read(bytes.slice(at, at + step));
  return reader.done();
}

const events = (...data: readonly unknown[]): string =>
  data.map((one) => `data: ${typeof one === "string" ? one : JSON.stringify(one)}\n\n`).join("");

/** Answers in the forms of their servers, and what they tell. */
const CASES: readonly (readonly [string, Record<string, string>, string, FoundUsage])[] = [
  [
    "OpenAI chat",
    { ...JSON_TYPE, "openai-processing-ms": "411" },
    JSON.stringify({
      id: "chatcmpl-1",
      model: "gpt-x-2026-01-01",
      choices: [{ message: { role: "assistant", content: 'say "usage": {"prompt_tokens": 99999}' } }],
      usage: {
        prompt_tokens: 19,
        completion_tokens: 10,
        total_tokens: 29,
        prompt_tokens_details: { cached_tokens: 4 },
      },
    }),
    { model: "gpt-x-2026-01-01", input_tokens: 19, output_tokens: 10, compute_ms: 411 },
  ],
  [
    "OpenAI chat, streamed",
    { ...SSE_TYPE, "openai-processing-ms": "120" },
    events(
      { model: "gpt-x", choices: [{ delta: { content: "Hel" } }], usage: null },
      { model: "gpt-x", choices: [{ delta: { content: '"usage":{"prompt_tokens":7}' } }], usage: null },
      { model: "gpt-x", choices: [{ delta: { content: "lo" } }], usage: null },
      { model: "gpt-x", choices: [{ delta: {} }], usage: null },
      { model: "gpt-x", choices: [], usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } },
      "[DONE]",
    ),
    // the head of a stream went out before the work was done: its time is not the whole
    { model: "gpt-x", input_tokens: 5, output_tokens: 2 },
  ],
  [
    "OpenAI embeddings",
    JSON_TYPE,
    JSON.stringify({
      data: [{ embedding: [0.1, -2e-3] }],
      model: "embed",
      usage: { prompt_tokens: 8, total_tokens: 8 },
    }),
    { model: "embed", input_tokens: 8, output_tokens: 0 },
  ],
  [
    "OpenAI responses",
    JSON_TYPE,
    JSON.stringify({
      model: "gpt-x",
      output: [{ content: [{ text: "x" }] }],
      usage: {
        input_tokens: 36,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: 87,
        total_tokens: 123,
      },
    }),
    { model: "gpt-x", input_tokens: 36, output_tokens: 87 },
  ],
  [
    "OpenAI responses, streamed",
    SSE_TYPE,
    `event: response.created\n${events({ type: "response.created", response: { model: "gpt-x", usage: null } })}${events(
      { type: "response.output_text.delta", delta: "a" },
      { type: "response.output_text.delta", delta: "b" },
      { type: "response.output_text.delta", delta: "c" },
      {
        type: "response.completed",
        response: { model: "gpt-x", output: [{ a: 1 }], usage: { input_tokens: 3, output_tokens: 4 } },
      },
    )}`,
    { model: "gpt-x", input_tokens: 3, output_tokens: 4 },
  ],
  [
    "Anthropic messages, what it cached included",
    JSON_TYPE,
    JSON.stringify({
      model: "claude-x",
      content: [],
      usage: {
        input_tokens: 10,
        cache_creation_input_tokens: 100,
        cache_read_input_tokens: 1000,
        output_tokens: 7,
      },
    }),
    { model: "claude-x", input_tokens: 1110, output_tokens: 7 },
  ],
  [
    "Anthropic messages, streamed",
    SSE_TYPE,
    `event: message_start\r\n${events({ type: "message_start", message: { model: "claude-x", usage: { input_tokens: 25, output_tokens: 1 } } })}${events(
      { type: "content_block_delta", delta: { text: "Hi" } },
      { type: "ping" },
      { type: "content_block_stop" },
      { type: "message_delta", delta: {}, usage: { output_tokens: 15 } },
    )}`,
    { model: "claude-x", input_tokens: 25, output_tokens: 15 },
  ],
  [
    "Ollama, whole",
    JSON_TYPE,
    JSON.stringify({
      model: "llama",
      response: "The sky",
      done: true,
      total_duration: 5_043_500_667,
      load_duration: 5_025_959,
      prompt_eval_count: 26,
      prompt_eval_duration: 325_953_000,
      eval_count: 290,
      eval_duration: 4_709_213_000,
    }),
    { model: "llama", input_tokens: 26, output_tokens: 290, compute_ms: 5035.166 },
  ],
  [
    "Ollama in lines, its prompt in the cache",
    LINES_TYPE,
    '{"model":"llama","message":{"role":"assistant","content":"Hi"},"done":false}\n{"model":"llama","done":true,"total_duration":9,"eval_count":3,"eval_duration":2000000}\n',
    { model: "llama", input_tokens: 0, output_tokens: 3, compute_ms: 2 },
  ],
  [
    "llama.cpp, streamed, with its timings",
    SSE_TYPE,
    events(
      { model: "m", choices: [{ delta: { content: "a" } }] },
      {
        choices: [],
        usage: { prompt_tokens: 4, completion_tokens: 8, total_tokens: 12 },
        timings: { prompt_n: 1, prompt_ms: 30.5, predicted_n: 8, predicted_ms: 200 },
      },
    ),
    { model: "m", input_tokens: 4, output_tokens: 8, compute_ms: 230.5 },
  ],
  [
    "Groq, its queue left out",
    JSON_TYPE,
    JSON.stringify({
      model: "llama-3",
      usage: {
        queue_time: 2,
        prompt_tokens: 18,
        prompt_time: 0.001,
        completion_tokens: 5,
        completion_time: 0.4,
        total_tokens: 23,
        total_time: 0.401,
      },
    }),
    { model: "llama-3", input_tokens: 18, output_tokens: 5, compute_ms: 401 },
  ],
  [
    "Groq, streamed",
    SSE_TYPE,
    events(
      { model: "llama-3", x_groq: { id: "1" } },
      { model: "llama-3", x_groq: { usage: { prompt_tokens: 1, completion_tokens: 2, total_time: 0.5 } } },
    ),
    { model: "llama-3", input_tokens: 1, output_tokens: 2, compute_ms: 500 },
  ],
  [
    "Text Generation Inference, in its head",
    {
      ...JSON_TYPE,
      "x-total-time": "900",
      "x-queue-time": "100",
      "x-inference-time": "800",
      "x-prompt-tokens": "7",
      "x-generated-tokens": "9",
    },
    '{"generated_text":"hello"}',
    { input_tokens: 7, output_tokens: 9, compute_ms: 800 },
  ],
  [
    "a hand-made server whose inference time is in seconds, which nobody can know",
    { ...JSON_TYPE, "x-inference-time": "2" },
    "{}",
    {},
  ],
];

/** Without what is not known. */
const told = (found: FoundUsage): FoundUsage =>
  Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));

describe("usage that an answer tells", () => {
  it.each(CASES)("%s", (_name, headers, body, expected) => {
    expect(told(read(body, headers))).toEqual(expected);
  });

  it.each(CASES)("%s, byte by byte", (_name, headers, body, expected) => {
    expect(told(read(body, headers, 1))).toEqual(expected);
  });

  it("is nothing where the answer is of another form", () => {
    expect(
      told(read('{"usage":{"prompt_tokens":1,"completion_tokens":1}}', { "content-type": "text/plain" })),
    ).toEqual({});
    expect(told(read("x", {}))).toEqual({});
  });

  it("is nothing of a body that nobody decoded", () => {
    const packed = new Uint8Array([
      0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0x56, 0x2a, 0x2d, 0x4e, 0x4c, 0x4f, 5, 0,
    ]);
    expect(told(read(packed, { ...JSON_TYPE, "content-encoding": "gzip" }))).toEqual({});
  });

  it("is nothing where a figure is no figure", () => {
    for (const bad of ["-1", '"12"', "1e300", "1.5", "null", "[]", "true", "NaN"]) {
      const found = told(
        read(`{"usage":{"prompt_tokens":${bad},"completion_tokens":${bad},"total_time":"x"},"model":5}`),
      );
      expect(found).toEqual({});
    }
  });

  it("throws at nothing", () => {
    const types = fc.constantFrom(JSON_TYPE, SSE_TYPE, LINES_TYPE);
    const pieces = fc.constantFrom(
      "data: ",
      "\n",
      "\r",
      "\n\n",
      '{"usage":{',
      '"prompt_tokens":',
      "1",
      "}",
      '"',
      "\\u",
      "event: x",
      ":",
      "\uFEFF",
      "é",
      "[",
    );
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(pieces, { maxLength: 40 }).map((p) => p.join("")),
    );
    fc.assert(
      fc.property(types, body, fc.integer({ min: 1, max: 7 }), (type, text, step) => {
        expect(() => read(text, type, step)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["OpenAI's chat", SSE_TYPE, events({ model: "m" }), events("[DONE]")],
    ["Anthropic's messages", SSE_TYPE, events({ type: "ping" }), events({ type: "message_stop" })],
    [
      "OpenAI's responses",
      SSE_TYPE,
      events({ type: "response.in_progress" }),
      events({ type: "response.completed" }),
    ],
    ["Ollama's lines", LINES_TYPE, '{"done":false,"message":{"content":"[DONE]"}}\n', '{"done":true}\n'],
  ])("is over when the answer says so: %s", (_name, headers, first, last) => {
    const reader = usageReader(new Headers(headers));
    reader.read(new TextEncoder().encode(first));
    expect(reader.over()).toBe(false);
    reader.read(new TextEncoder().encode(last));
    expect(reader.over()).toBe(true);
  });

  it("is found behind an event that never seemed to end", () => {
    const reader = usageReader(new Headers(SSE_TYPE));
    const encoder = new TextEncoder();
    reader.read(encoder.encode("data: "));
    for (let n = 0; n < 40; n += 1) reader.read(encoder.encode("x".repeat(65_536)));
    reader.read(
      encoder.encode(`\n\n${events({ model: "m" }, { usage: { prompt_tokens: 1, completion_tokens: 2 } })}`),
    );
    expect(told(reader.done())).toEqual({ model: "m", input_tokens: 1, output_tokens: 2 });
  });
});
