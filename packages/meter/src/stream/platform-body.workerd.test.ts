import { SELF } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { watchedBody } from "./watched-body.ts";

/** A body that comes from another Worker, as the platform brings it. */
async function body(path: string): Promise<ReadableStream<Uint8Array>> {
  const answer = await SELF.fetch(`http://meter.test${path}`);
  return answer.body as ReadableStream<Uint8Array>;
}

describe("a body that the platform brings", () => {
  it("comes through whole, however long", async () => {
    const seen: string[] = [];
    const watch = { firstByte: () => seen.push("first byte"), end: (how: string) => seen.push(how) };
    const whole = await new Response(watchedBody(await body("/long"), watch)).arrayBuffer();
    expect(new Set(new Uint8Array(whole))).toEqual(new Set([65]));
    expect(whole.byteLength).toBe(1_000_000);
    expect(seen).toEqual(["first byte", "answered"]);
  });

  it("is broken off while it keeps silent", async () => {
    const seen: string[] = [];
    const watch = { firstByte: () => seen.push("first byte"), end: (how: string) => seen.push(how) };
    await watchedBody(await body("/silent"), watch).cancel("enough");
    expect(seen).toEqual(["aborted"]);
  });

  it("is read by a reader that brings its own memory", async () => {
    const seen: string[] = [];
    const watch = { firstByte: () => seen.push("first byte"), end: (how: string) => seen.push(how) };
    const reader = watchedBody(await body("/long"), watch).getReader({ mode: "byob" });
    const { value } = await reader.read(new Uint8Array(10));
    expect([...(value ?? [])].every((byte) => byte === 65)).toBe(true);
    await reader.cancel();
    expect(seen).toEqual(["first byte", "aborted"]);
  });
});
