/**
 * Bodies of requests: read whole, but never more than is allowed, unpacked or not; never for longer than is reasonable;
 * and nothing of them in an error.
 * @module
 */
import { gunzipSync } from "node:zlib";
import { Refusal } from "../problem/problem.ts";
import { jsonFaultAt } from "./json-fault.ts";
import { PATIENCE, type Patience } from "./patience.ts";

/**
 * The JSON of a body. Throws a Refusal: `unsupported-media-type` for another type, charset or coding, `too-large` for
 * more than `mostBytes`, packed or unpacked, `too-slow`, `malformed-json` with the place.
 */
export async function readJson(
  request: Request,
  mostBytes: number,
  patience: Patience = PATIENCE,
): Promise<unknown> {
  wantsJson(request);
  const packed = isGzip(request.headers.get("content-encoding"));
  const length = request.headers.get("content-length");
  // a hint at best: what counts is what comes
  if (length !== null && Number(length) > mostBytes) throw tooLarge(mostBytes);
  const bytes = await bytesOf(request, mostBytes, patience);
  return parsed(textOf(packed ? unpacked(bytes, mostBytes) : bytes));
}

/** A merge patch (RFC 7396) has a type of its own; where one is sent, plain JSON is taken for one too. */
const PATCH_TYPE = "application/merge-patch+json";

function wantsJson({ headers, method }: Request): void {
  const header = headers.get("content-type") ?? "";
  const [type = "", ...parameters] = header.split(";").map((part) => part.trim().toLowerCase());
  if (type !== "application/json" && !(method === "PATCH" && type === PATCH_TYPE)) {
    throw new Refusal("unsupported-media-type", "wants content-type: application/json");
  }
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  if (charset !== undefined && !/^charset="?utf-?8"?$/u.test(charset)) {
    throw new Refusal("unsupported-media-type", "wants JSON in UTF-8, the only charset it has");
  }
}

function isGzip(header: string | null): boolean {
  const coding = (header ?? "identity").trim().toLowerCase();
  if (coding === "gzip") return true;
  if (coding === "identity" || coding === "") return false;
  throw new Refusal("unsupported-media-type", "wants content-encoding gzip, or none", {
    headers: { "accept-encoding": "gzip, identity" },
  });
}

const tooLarge = (most: number): Refusal =>
  new Refusal("too-large", `wants a body of at most ${most} bytes, unpacked`);

async function bytesOf({ body }: Request, most: number, patience: Patience): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const pieces = piecesOf(body);
  const read: Uint8Array[] = [];
  let size = 0;
  const late = Promise.withResolvers<never>();
  // nobody may be waiting when it comes
  late.promise.catch(() => undefined);
  const expire = (): void => late.reject(new Refusal("too-slow", "the body did not come in time"));
  const callOffWhole = patience.after(patience.wholeMs, expire);
  let callOffPiece: (() => void) | undefined;
  try {
    for (;;) {
      callOffPiece = patience.after(patience.pieceMs, expire);
      const { done, value } = await Promise.race([pieces.next(), late.promise]);
      callOffPiece();
      if (value !== undefined && value.byteLength > 0) {
        size += value.byteLength;
        if (size > most) throw tooLarge(most);
        read.push(value);
      }
      if (done) break;
    }
  } catch (error) {
    pieces.cancel();
    if (error instanceof Refusal) throw error;
    throw new Refusal("malformed-json", "the body broke off");
  } finally {
    callOffWhole();
    callOffPiece?.();
  }
  const [only] = read;
  return read.length === 1 && only !== undefined ? only : joined(read, size);
}

/** What is read at once. The network's own pieces of 4 kB would cost more than all else that is done with a batch. */
const PIECE_BYTES = 131_072;

interface Pieces {
  readonly next: () => Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  readonly cancel: () => void;
}

function piecesOf(body: ReadableStream<Uint8Array>): Pieces {
  try {
    const reader = body.getReader({ mode: "byob" });
    return {
      next: () => reader.readAtLeast(PIECE_BYTES, new Uint8Array(PIECE_BYTES)),
      cancel: () => void reader.cancel().catch(() => undefined),
    };
  } catch {
    // a stream of this isolate's own, which has no bytes to read at will
    const reader = body.getReader();
    return {
      next: () => reader.read(),
      cancel: () => void reader.cancel().catch(() => undefined),
    };
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/**
 * Unpacks by zlib with a bound on what comes out. A DecompressionStream has none: it unpacks a whole chunk before anybody
 * can look at it, and a megabyte of gzip holds a gigabyte.
 */
function unpacked(bytes: Uint8Array, most: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(most);
    throw new Refusal("malformed-json", "the body says that it is gzip, and is none or broke off");
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

function textOf(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new Refusal("malformed-json", "the body is not UTF-8");
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const at = jsonFaultAt(text);
    const where = at === text.length ? `it ends too early, at ${at}` : `see character ${at ?? "?"}`;
    throw new Refusal("malformed-json", `the body is not JSON: ${where}`);
  }
}
