import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meterFailures } from "../call/meter-failures.ts";
import { watchedBody } from "./watched-body.ts";

/** What a watch saw, in its order. */
function witness() {
  const seen: string[] = [];
  return {
    seen,
    watch: {
      firstByte: () => {
        seen.push("first byte");
      },
      bytes: (chunk: Uint8Array) => {
        seen.push(`bytes ${chunk.byteLength}`);
      },
      end: (outcome: string, when: boolean) => {
        seen.push(when ? outcome : `${outcome}, unseen`);
      },
    },
  };
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function bodyOf(chunks: readonly Uint8Array[], asked: number[] = [], broken: unknown[] = []) {
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[at];
        asked.push(at);
        at += 1;
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
      cancel(reason) {
        broken.push(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

describe("a watched body", () => {
  it("gives its reader the same chunks, and tells of the first, of each and of the end", async () => {
    const { seen, watch } = witness();
    const watched = watchedBody(bodyOf([bytesOf("one"), new Uint8Array(0), bytesOf("three")]), watch);
    expect(await new Response(watched).text()).toBe("onethree");
    expect(seen).toEqual(["first byte", "bytes 3", "bytes 5", "answered"]);
  });

  it("passes any bytes unchanged", async () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(chunks, async (list) => {
        const { seen, watch } = witness();
        const whole = await new Response(watchedBody(bodyOf(list), watch)).arrayBuffer();
        expect([...new Uint8Array(whole)]).toEqual(list.flatMap((chunk) => [...chunk]));
        expect(seen.filter((word) => word === "answered")).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });

  it("asks for nothing before its reader does, and then for one chunk at a time", async () => {
    const asked: number[] = [];
    const { watch } = witness();
    const reader = watchedBody(bodyOf([bytesOf("a"), bytesOf("b"), bytesOf("c")], asked), watch).getReader();
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    expect(asked).toEqual([]);
    await reader.read();
    expect(asked).toEqual([0]);
    await reader.read();
    expect(asked).toEqual([0, 1]);
    await reader.cancel();
  });

  it("breaks off its source when its reader breaks off, with the reason", async () => {
    const broken: unknown[] = [];
    const { seen, watch } = witness();
    const reader = watchedBody(bodyOf([bytesOf("a"), bytesOf("b")], [], broken), watch).getReader();
    await reader.read();
    const reason = new Error("enough");
    await reader.cancel(reason);
    expect(broken).toEqual([reason]);
    expect(seen).toEqual(["first byte", "bytes 1", "aborted"]);
  });

  it("is aborted when it is broken off before a byte came: its head had come", async () => {
    const { seen, watch } = witness();
    await watchedBody(bodyOf([bytesOf("a")]), watch).cancel("no");
    expect(seen).toEqual(["aborted"]);
  });

  it("hands on an error of its source, which is a failure", async () => {
    const { seen, watch } = witness();
    const source = new ReadableStream<Uint8Array>({
      pull() {
        throw new Error("connection lost");
      },
    });
    await expect(new Response(watchedBody(source, watch)).text()).rejects.toThrow("connection lost");
    expect(seen).toEqual(["failed"]);
  });

  it("takes an error of aborting for what it is", async () => {
    const { seen, watch } = witness();
    const source = new ReadableStream<Uint8Array>({
      pull() {
        throw new DOMException("stopped", "AbortError");
      },
    });
    await expect(new Response(watchedBody(source, watch)).text()).rejects.toThrow("stopped");
    expect(seen).toEqual(["aborted"]);
  });

  it("lets no fault of its watch reach the reader", async () => {
    const before = meterFailures().watch;
    const fault = () => {
      throw new Error("watch");
    };
    const watched = watchedBody(bodyOf([bytesOf("fine")]), { firstByte: fault, bytes: fault, end: fault });
    expect(await new Response(watched).text()).toBe("fine");
    expect(meterFailures().watch).toBe(before + 2);
  });

  it("stays a byte stream, whose reader brings its own memory", async () => {
    const { seen, watch } = witness();
    const source = new ReadableStream({
      type: "bytes",
      start(controller) {
        controller.enqueue(bytesOf("abcdef"));
        controller.close();
      },
    });
    const reader = watchedBody(source, watch).getReader({ mode: "byob" });
    const first = await reader.read(new Uint8Array(4));
    const second = await reader.read(new Uint8Array(4));
    const last = await reader.read(new Uint8Array(4));
    const text = (part: Uint8Array | undefined) => new TextDecoder().decode(part);
    expect([text(first.value), text(second.value), last.done]).toEqual(["abcd", "ef", true]);
    expect(seen).toEqual(["first byte", "bytes 6", "answered"]);
  });
});
