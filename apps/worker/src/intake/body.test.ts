import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "../problem/problem.ts";
import { readJson } from "./body.ts";
import type { Patience } from "./patience.ts";

const MOST = 10_000;

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: BodyInit | null;
}

const request = ({ headers = {}, body }: Sent): Request =>
  new Request("http://ledger/", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });

async function refusal(sent: Sent, patience?: Patience): Promise<Refusal> {
  const answer = await readJson(request(sent), MOST, patience).catch((error: unknown) => error);
  if (answer instanceof Refusal) return answer;
  throw new Error(`was not refused: ${JSON.stringify(answer)}`);
}

function chunked(...chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks[at];
      at += 1;
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
  });
}

async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("a JSON body", () => {
  it.each(["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"'])(
    "is read as %s",
    async (type) => {
      expect(await readJson(request({ headers: { "content-type": type }, body: "[1]" }), MOST)).toEqual([1]);
    },
  );

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "",
    "application/jsonp",
    "application/json; charset=utf-16",
  ])("is not read as %j", async (type) => {
    const { code } = await refusal({ headers: { "content-type": type }, body: "[1]" });
    expect(code).toBe("unsupported-media-type");
  });

  it("comes in any pieces, packed or not, and is the same", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        async (value, size, pack) => {
          const text = JSON.stringify(value);
          const bytes = pack ? await gzip(utf8(text)) : utf8(text);
          const pieces: Uint8Array[] = [];
          for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
          const headers: Record<string, string> = pack ? { "content-encoding": "gzip" } : {};
          const read = await readJson(request({ headers, body: chunked(...pieces) }), 1_000_000);
          expect(read).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  it("is bounded by what comes, whatever content-length says", async () => {
    const long = utf8(`"${"x".repeat(MOST)}"`);
    expect((await refusal({ body: chunked(long) })).code).toBe("too-large");
    expect((await refusal({ headers: { "content-length": "3" }, body: chunked(long) })).code).toBe(
      "too-large",
    );
    expect((await refusal({ headers: { "content-length": "99999999" }, body: "[1]" })).code).toBe(
      "too-large",
    );
    const exact = `"${"x".repeat(MOST - 2)}"`;
    expect(await readJson(request({ body: exact }), MOST)).toBe(exact.slice(1, -1));
  });

  it("stops reading where it is too long", async () => {
    let cancelled = false;
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1000));
      },
      cancel() {
        cancelled = true;
      },
    });
    expect((await refusal({ body: endless })).code).toBe("too-large");
    expect(cancelled).toBe(true);
    expect(pulled).toBeLessThan(20);
  });

  it("is bounded unpacked too: a bomb goes off nowhere", async () => {
    const headers = { "content-encoding": "gzip" };
    const bomb = await gzip(new Uint8Array(9_000_000));
    expect(bomb.length).toBeLessThan(MOST);
    expect((await refusal({ headers, body: bomb })).code).toBe("too-large");
    const fits = await gzip(utf8(`"${"x".repeat(MOST - 2)}"`));
    expect(await readJson(request({ headers, body: fits }), MOST)).toHaveLength(MOST - 2);
    const over = await gzip(utf8(`"${"x".repeat(MOST - 1)}"`));
    expect((await refusal({ headers, body: over })).code).toBe("too-large");
  });

  it("is refused where it says gzip and is none", async () => {
    const headers = { "content-encoding": "gzip" };
    const whole = await gzip(utf8("[1,2,3]"));
    const bodies = [
      utf8("[1]"),
      new Uint8Array(),
      whole.subarray(0, whole.length - 5),
      new Uint8Array([...whole, 1, 2]),
    ];
    for (const body of bodies) expect((await refusal({ headers, body })).code).toBe("malformed-json");
  });

  it.each(["br", "deflate", "zstd", "gzip, gzip", "identity, gzip", "chunked"])(
    "is refused in coding %j",
    async (coding) => {
      const refused = await refusal({ headers: { "content-encoding": coding }, body: "[1]" });
      expect(refused.code).toBe("unsupported-media-type");
      expect(refused.headers).toEqual({ "accept-encoding": "gzip, identity" });
    },
  );

  it.each<readonly [string, BodyInit | null, string]>([
    ["is none", null, "it ends too early, at 0"],
    ["is cut off", '{"events":[{"a":1', "it ends too early, at 17"],
    ["goes wrong", '{"secret": hunter2}', "see character 11"],
    ["is not UTF-8", new Uint8Array([0x22, 0xff, 0x22]), "the body is not UTF-8"],
    ["is cut off within a letter", utf8('"é"').subarray(0, 2), "the body is not UTF-8"],
  ])("that %s is told where, and not quoted", async (_, body, words) => {
    const refused = await refusal({ body });
    expect(refused.code).toBe("malformed-json");
    expect(refused.message).toContain(words);
    expect(refused.message).not.toContain("hunter");
  });

  it("that breaks off is refused", async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error("connection reset"));
      },
    });
    expect((await refusal({ body: broken })).message).toBe("the body broke off");
  });

  it("has no prototype to spoil, and a key that comes twice counts as its last", async () => {
    const read = await readJson(request({ body: '{"__proto__":{"admin":true},"a":1,"a":2}' }), MOST);
    expect((read as { admin?: boolean }).admin).toBeUndefined();
    expect((read as { a: number }).a).toBe(2);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe("a slow body", () => {
  /** Timers that stand still. The one of so many ms goes off once `nth` of those for a piece were set. */
  function stopped(goesOff: number, nth: number) {
    const running = new Set<object>();
    let pieces = 0;
    let whole = (): void => undefined;
    const patience: Patience = {
      pieceMs: 10,
      wholeMs: 60,
      after: (ms, call) => {
        if (ms === 60) whole = call;
        else pieces += 1;
        if (pieces === nth) queueMicrotask(goesOff === 60 ? whole : call);
        const timer = {};
        running.add(timer);
        return () => running.delete(timer);
      },
    };
    return { patience, running };
  }

  /** A byte at a time, so many, and then nothing, ever. */
  function drip(bytes: number) {
    let cancelled = false;
    let left = bytes;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          left -= 1;
          if (left >= 0) controller.enqueue(utf8("["));
          return left >= 0 ? undefined : new Promise(() => undefined);
        },
        cancel() {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    return { body, cancelled: () => cancelled };
  }

  it.each([
    ["nothing comes for long", 10, 1],
    ["something came, then nothing for long", 10, 3],
    ["the whole takes too long, though bytes still come", 60, 5],
  ])("is given up where %s, and let go", async (_, goesOff, nth) => {
    const { patience, running } = stopped(goesOff, nth);
    const { body, cancelled } = drip(nth - 1);
    const refused = await refusal({ body }, patience);
    expect(refused.code).toBe("too-slow");
    expect(cancelled()).toBe(true);
    // no timer outlives the body
    expect(running.size).toBe(0);
  });

  it("that comes in time leaves no timer behind", async () => {
    const { patience, running } = stopped(10, -1);
    expect(await readJson(request({ body: "[1]" }), MOST, patience)).toEqual([1]);
    expect(running.size).toBe(0);
  });
});
