import { describe, expect, test } from "vitest";
import { askedForUsage, MOST_HELD_BYTES } from "./asked-usage.ts";

const streamed = (text: string, piece = 7): ReadableStream<Uint8Array> => {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.byteLength) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.slice(at, at + piece));
      at += piece;
    },
  });
};
const after = async (text: string, piece?: number): Promise<string> =>
  new Response(await askedForUsage(streamed(text, piece))).text();

describe("asking a stream of chat completions for its tokens", () => {
  test("is put in, and nothing else changes", async () => {
    const body = ' {\n  "seed": 12345678901234567890, "stream": true, "x": "é{", "messages": [] }\n';
    const asked = await after(body);
    expect(JSON.parse(asked)).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    expect(asked.replace('"stream_options":{"include_usage":true},', "")).toBe(body);
  });

  test.each([
    '{"stream":false}',
    '{"messages":[]}',
    '{"stream":"true"}',
    '{"stream":true,"stream_options":{"include_usage":false}}',
    '{"stream":true,"stream_options":null}',
    '[{"stream":true}]',
    "true",
    "null",
    "not json",
    '{"stream":true',
    "",
  ])("%s passes as it is", async (body) => {
    expect(await after(body)).toBe(body);
  });

  test("bytes that are no text pass as they are", async () => {
    const body = new Uint8Array([0xff, 0x7b, 0x00]);
    const passed = await askedForUsage(new Response(body).body);
    expect(new Uint8Array(await new Response(passed).arrayBuffer())).toEqual(body);
  });

  test("a body that is longer than what is held passes whole, as a stream", async () => {
    const body = `{"stream":true,"pad":"${"x".repeat(MOST_HELD_BYTES)}"}`;
    const passed = await askedForUsage(streamed(body, 1_000_000));
    expect(passed).toBeInstanceOf(ReadableStream);
    expect((await new Response(passed).text()) === body).toBe(true);
  });

  test("no body stays none", async () => {
    expect(await askedForUsage(null)).toBeNull();
  });
});
