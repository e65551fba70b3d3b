/**
 * Has a stream of chat completions tell its tokens: OpenAI's form does so only when it is asked.
 * @module
 */

/** Most bytes of a request that are held to be looked at. A longer one passes unasked. */
export const MOST_HELD_BYTES = 4 * 1024 * 1024;

/** A body that is going to an upstream. */
export type RequestBody = ReadableStream<Uint8Array> | Uint8Array | null;

/**
 * The request's body, with `stream_options.include_usage` put in where it is a chat completion that streams and says
 * nothing of `stream_options` itself. Everything else in it stays as it was, byte for byte.
 */
export async function askedForUsage(body: ReadableStream<Uint8Array> | null): Promise<RequestBody> {
  if (body === null) return null;
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    bytes += value.byteLength;
    if (bytes > MOST_HELD_BYTES) return resumed(chunks, reader);
  }
  const whole = joined(chunks, bytes);
  return withUsage(whole) ?? whole;
}

const ASK = new TextEncoder().encode('"stream_options":{"include_usage":true},');
const OPENING_BRACE = 0x7b;

/** The body asking for usage, or `undefined` where there is nothing to ask. */
function withUsage(body: Uint8Array): Uint8Array | undefined {
  const request = parsed(body);
  if (request?.["stream"] !== true || Object.hasOwn(request, "stream_options")) return undefined;
  // put in as text: to write the request anew would round the numbers that JavaScript cannot hold
  const at = body.indexOf(OPENING_BRACE) + 1;
  const asked = new Uint8Array(body.byteLength + ASK.byteLength);
  asked.set(body.subarray(0, at));
  asked.set(ASK, at);
  asked.set(body.subarray(at), at + ASK.byteLength);
  return asked;
}

function parsed(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(body),
    );
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    // whatever it is, the upstream says what is wrong with it
    return undefined;
  }
}

function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/** What was read already, then the rest as it comes. */
function resumed(
  chunks: readonly Uint8Array[],
  reader: ReadableStreamDefaultReader<Uint8Array>,
): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const held = chunks[at];
      if (held !== undefined) {
        at += 1;
        controller.enqueue(held);
        return;
      }
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      await reader.cancel(reason);
    },
  });
}
